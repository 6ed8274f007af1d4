package org.jolab.magics.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "../x", "a/../../x", "a/..", "/etc/passwd", "//host/share", "\\\\host\\share",
        "\\x", "C:\\x", "c:/x", "C:", "a//b", "a/", "a\\..\\..\\b", "..\\x", "x\0.txt", "", " ", " .. /x", "a/ ../b"})
    void whatLeadsElsewhereIsRefusedOnEverySystem(String sent) {
        assertThrows(Refused.class, () -> SafeName.of(sent, false));
        assertThrows(Refused.class, () -> SafeName.of(sent, true));
    }

    @Test
    void ordinaryNamesStayAsTheyAre() throws Refused {
        for (var name : List.of("a.csv", "x (1).tar.gz", ".bashrc", "..x", "\u00fcml\u00e4ut \u65e5\ud83d\ude00", "a:b",
                "con", "trailing.", "-rf", "~", "$HOME", "*")) {
            assertEquals(List.of(name), SafeName.of(name, false));
        }
        assertEquals(List.of("a", "b", "c.txt"), SafeName.of("a/b/c.txt", false));
    }

    @Test
    void whatFileSystemsMisunderstandIsReplaced() throws Refused {
        assertEquals(List.of("a_b_c"), SafeName.of("a\\b\nc", false));
        assertEquals(List.of("a_b"), SafeName.of("a\ud800b", false));
    }

    @Test
    void onWindowsDevicesAndForbiddenCharactersAreReplaced() throws Refused {
        assertEquals(List.of("_CON"), SafeName.of("CON", true));
        assertEquals(List.of("_nul.txt"), SafeName.of("nul.txt", true));
        assertEquals(List.of("_Com1 .x"), SafeName.of("Com1 .x", true));
        assertEquals(List.of("_LPT\u00b9"), SafeName.of("LPT\u00b9", true));
        assertEquals(List.of("console.txt"), SafeName.of("console.txt", true));
        assertEquals(List.of("a_stream"), SafeName.of("a:stream", true));
        assertEquals(List.of("_______"), SafeName.of("<>:\"|?*", true));
        assertEquals(List.of("x__"), SafeName.of("x. ", true));
        assertEquals(List.of("_aux", "x"), SafeName.of("aux/x", true));
    }

    @Test
    void aNameThatIsTooLongSaysSo() {
        var longest = "\u00e4".repeat(127);
        assertTrue(assertThrows(Refused.class, () -> SafeName.of(longest + "\u00e4", false)).getMessage()
            .contains("256 bytes"));
        assertThrows(Refused.class, () -> SafeName.of("a/".repeat(100) + "x", false));
    }

    @Test
    void noTextAtAllLeadsOutOfTheFolder() {
        var random = new Random(5);
        var pieces = new String[] {"..", ".", "/", "\\", "a", "C:", "\0", " ", "~", "\n", "\u2215", "\uff0e"};
        for (var i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (var n = random.nextInt(8); n >= 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            for (var windows : new boolean[] {true, false}) {
                try {
                    for (var part : SafeName.of(text.toString(), windows)) {
                        assertTrue(!part.isEmpty() && !part.equals("..") && !part.equals(".")
                            && part.chars().noneMatch(c -> c == '/' || c == '\\' || c == 0), text.toString());
                    }
                } catch (Refused e) {
                    assertTrue(!e.getMessage().isEmpty());
                }
            }
        }
    }
}
