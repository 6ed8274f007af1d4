package org.jolab.magics.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jolab.magics.Words;
import org.jolab.magics.shell.process.Terminal.Mode;
import org.junit.jupiter.api.Test;

/** What is done to text on its way: rewritten lines, echoes, characters in pieces; and words of a shell's. */
class TextTest {

    private static final Mode LINES = new Mode(true, true, true);
    private static final Mode SECRET = new Mode(false, true, true);
    private static final Mode EDITOR = new Mode(false, false, true);

    @Test
    void onlyTheLastOfManyRewritesIsLeft() {
        assertEquals("\r30%", Rewrites.collapse("\r10%\r20%\r30%", false));
        assertEquals("30%\n", Rewrites.collapse("10%\r20%\r30%\n", true));
        assertEquals("before\r30%", Rewrites.collapse("before\r10%\r20%\r30%", false));
        assertEquals("20%\r", Rewrites.collapse("10%\r20%\r", true));
        assertEquals("a\nb\nc\n", Rewrites.collapse("a\r\nx\rb\r\nc\n", true));
    }

    @Test
    void whatStillShowsIsKept() {
        assertEquals("long\rab", Rewrites.collapse("long\rab", true));
        assertEquals("\u001b[31mred\rabc", Rewrites.collapse("\u001b[31mred\rabc", true));
        assertEquals("\u001b[31mnew\u001b[0m", Rewrites.collapse("\u001b[32mold\u001b[0m\r\u001b[31mnew\u001b[0m", true)
            .replace("\u001b[32mold\u001b[0m\r", ""));
        assertEquals("\u001b[Ka", Rewrites.collapse("long\r\u001b[Ka", true));
        assertEquals("x\u001b[A\rlonger", Rewrites.collapse("x\u001b[A\rlonger", true));
    }

    /** What a terminal's line would show. */
    private static String render(String text) {
        var line = new StringBuilder();
        var column = 0;
        for (var c : text.toCharArray()) {
            if (c == '\r') {
                column = 0;
            } else {
                if (column < line.length()) {
                    line.setCharAt(column, c);
                } else {
                    line.append(c);
                }
                column++;
            }
        }
        return line + "|" + column;
    }

    @Test
    void collapsedTextLooksTheSame() {
        var random = new Random(42);
        for (var i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (var n = random.nextInt(30); n > 0; n--) {
                text.append(random.nextInt(3) == 0 ? '\r' : (char) ('a' + random.nextInt(4)));
            }
            var before = "xyzxyz".substring(random.nextInt(7));
            var collapsed = Rewrites.collapse(text.toString(), before.isEmpty());
            assertEquals(render(before + text), render(before + collapsed), text.toString());
            assertTrue(collapsed.length() <= text.length());
        }
    }

    @Test
    void echoesAreRemovedOnce() {
        var echo = new Echo();
        echo.expect("Bob", LINES);
        assertEquals("", echo.filter("Bo"));
        assertEquals("hello Bob\n", echo.filter("b\nhello Bob\n"));
        assertEquals("Bob\n", echo.filter("Bob\n"));
    }

    @Test
    void whatIsNoEchoStays() {
        var echo = new Echo();
        echo.expect("Bob", LINES);
        assertEquals("", echo.filter("B"));
        assertEquals("Bye\n", echo.filter("ye\n"));
        echo.expect("secret", SECRET);
        assertEquals("welcome\n", echo.filter("\nwelcome\n"));
        echo.expect("secret", SECRET);
        assertEquals("welcome\n", echo.filter("welcome\n"));
    }

    @Test
    void lineEditorsMayDecorateTheirEcho() {
        var echo = new Echo();
        echo.expect("Bob", EDITOR);
        assertEquals("hello\n", echo.filter("\u001b[?2004hBo\u001b[Kb\r\n") + echo.filter("hello\n"));
    }

    @Test
    void charactersInPiecesStayWhole() {
        var bytes = "aé€🎈".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var utf8 = new Utf8();
        var text = new StringBuilder();
        for (var b : bytes) {
            text.append(utf8.decode(new byte[] {b}));
        }
        assertEquals("aé€🎈", text + utf8.end());
        assertEquals("\ufffdx\ufffd", utf8.decode(new byte[] {(byte) 0x80, 'x', (byte) 0xe2}) + utf8.end());
    }

    @Test
    void aTrailingAmpersandMeansTheBackground() {
        assertEquals(Optional.of("sleep 5"), TrailingAmpersand.removeFrom("sleep 5 &"));
        assertEquals(Optional.of("sleep 5"), TrailingAmpersand.removeFrom("sleep 5& "));
        assertEquals(Optional.of("nohup x >log 2>&1"), TrailingAmpersand.removeFrom("nohup x >log 2>&1 &"));
        assertEquals(Optional.of("(a; b)"), TrailingAmpersand.removeFrom("(a; b) & # in the background"));
        assertEquals(Optional.of("echo \"$(date \"+%s\")\""), TrailingAmpersand.removeFrom(
            "echo \"$(date \"+%s\")\" &"));
        assertEquals(Optional.of("a & b"), TrailingAmpersand.removeFrom("a & b &"));
    }

    @Test
    void otherAmpersandsDoNot() {
        for (var command : List.of("a && b", "a &&", "echo '&'", "echo \"&\"", "echo \\&", "a >& b", "a 2>&1",
                "echo a # &", "a & b", "&", "",
                "echo 'x' \"y &", "echo $(sleep 5 &", "echo 'a &", "a |&", "curl 'http://x/?a&b&'")) {
            assertEquals(Optional.empty(), TrailingAmpersand.removeFrom(command), command);
        }
    }

    @Test
    void wordsKeepWhatIsQuoted() {
        assertEquals(List.of("a", "b c", "d\"e", "", "f g"), Words.of("a 'b c'  \"d\\\"e\" '' f\\ g"));
    }
}
