package org.jolab.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Code that uses the notebook's face can be tested without a notebook. */
@Isolated
class NotebookTest {

    private static String printed(Runnable code) {
        var before = System.out;
        var bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            code.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void outsideOfANotebookValuesArePrinted() {
        assertEquals("[1]\n2\n", printed(() -> Notebook.display(List.of(1)).update(2)));
        assertEquals("x\n", printed(() -> Notebook.markdown("x")));
        assertEquals("bold\n", printed(() -> Notebook.html("<b>bold</b>")));
        assertThrows(UsageError.class, Notebook::comms);
    }

    @Test
    void outsideOfANotebookABarIsLines() {
        var text = printed(() -> {
            for (var _ : Notebook.progress(3)) {
            }
        });
        assertTrue(text.stripTrailing().lines().toList().getLast().contains("3/3"), text);
    }

    @Test
    void aBarKeepsItsPromises() {
        var half = new ProgressLook("", 50, 100, 5, false).toMimeBundle();
        assertEquals(" 50% ▕" + "█".repeat(12) + " ".repeat(12) + "▏ 50/100  5.0 s, 5.0 s left, 10/s",
            half.data().get("text/plain"));
        assertTrue(text(999, 1000).startsWith(" 99%"), "not 100 % before the end");
        assertTrue(text(0, 0).startsWith("100%"));
        assertTrue(text(300, 100).startsWith("100%"));
        assertFalse(text(0, 100).contains("left"));
        assertTrue(new ProgressLook("", 1, 1000, 100, false).toMimeBundle().data().get("text/plain").toString()
            .endsWith("1:40 min, 27:45 h left, 1:40 min each"));
        assertTrue(new ProgressLook("", 1_500_000, 3_000_000_000L, 2, true).toMimeBundle().data().get("text/plain")
            .toString().endsWith("1.5 MB of 3.0 GB  2.0 s, 1:06 h left, 750 kB/s"));
    }

    private static String text(long done, long total) {
        return (String) new ProgressLook("", done, total, 1, false).toMimeBundle().data().get("text/plain");
    }

    @Test
    void picturesAreRecognisedByTheirFirstBytes() {
        assertEquals("image/webp", Picture.of(bytes("RIFF....WEBPVP8X" + "\0".repeat(24))).orElseThrow().mimeType());
        assertEquals("image/jpeg", Picture.of(bytes("\u00ff\u00d8\u00ff\u00e0\0\4\0\0\u00ff\u00c0\0\u0011\u0008"
            + "\0\5\0\6\3...")).orElseThrow().mimeType());
        assertTrue(Picture.of(bytes("GIF89a")).isEmpty());
        assertTrue(Picture.of(new byte[0]).isEmpty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
