package org.jolab.magics.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipInputStream;
import org.jolab.api.Amount;
import org.jolab.api.Comm;
import org.jolab.api.UsageError;
import org.jolab.magics.Printed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DownloadTest {

    private static final Patience SHORT = new Patience(Duration.ofMillis(200), Duration.ofMillis(300),
        Duration.ofMillis(400), Duration.ofMillis(100), Duration.ofMillis(50));

    @TempDir
    Path folder;
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();
    private int mostUnderWay;
    private int underWay;

    private Path file(String name, int size) throws IOException {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(folder.resolve(name), bytes);
    }

    private Printed download(Path... paths) throws Exception {
        return Printed.by(() -> {
            Transfers.download(Parcel.of(List.of(paths)), List.of(paths), SHORT);
            return null;
        });
    }

    /** A page that pulls, and acknowledges when eight chunks are under way or the last has come. */
    private FakePage pulling() {
        var waiting = new ArrayList<Long>();
        return new FakePage((line, message) -> {
            switch (message.data().get("kind").toString()) {
                case "offer" -> line.say(Map.of("kind", "take", "server", false));
                case "go" -> line.say(Map.of("kind", "pull", "offset", 0));
                case "data" -> {
                    assertEquals((long) got.size(), message.data().get("offset"));
                    take(message);
                    mostUnderWay = Math.max(mostUnderWay, ++underWay);
                    waiting.add((long) got.size());
                    var isLast = Boolean.TRUE.equals(message.data().get("last"));
                    if (underWay == 8 || isLast) {
                        waiting.forEach(end -> line.say(Map.of("kind", "ack", "offset", end)));
                        waiting.clear();
                        underWay = 0;
                    }
                    if (isLast) {
                        line.say(Map.of("kind", "done"));
                    }
                }
                default -> { }
            }
        });
    }

    private void take(Comm.Message message) {
        got.writeBytes(message.buffers().getFirst());
        var crc = new CRC32();
        crc.update(got.toByteArray());
        assertEquals(crc.getValue(), message.data().get("crc"));
    }

    @Test
    void aFileOfAnySizeIsSentInChunksOfWhichFewAreUnderWay() throws Exception {
        for (var size : new int[] {0, 1, 1 << 20, 20_000_001}) {
            got.reset();
            underWay = 0;
            var file = file("x.bin", size);
            try (var page = pulling()) {
                download(file);
                assertArrayEquals(Files.readAllBytes(file), got.toByteArray());
                assertEquals("<div>Downloaded x.bin (" + Amount.of(size) + ").</div>",
                    page.shown.getFirst().data().get("text/html"));
            }
        }
        assertEquals(8, mostUnderWay);
    }

    @Test
    void aBrokenConnectionCostsNothing() throws Exception {
        var file = file("x.bin", 5_000_000);
        var page = new FakePage[1];
        var breaks = new int[1];
        page[0] = new FakePage((line, message) -> {
            switch (message.data().get("kind").toString()) {
                case "offer" -> {
                    if (got.size() > 0) {
                        line.say(Map.of("kind", "pull", "offset", got.size()));
                    } else {
                        line.say(Map.of("kind", "take", "server", false));
                    }
                }
                case "go" -> line.say(Map.of("kind", "pull", "offset", 0));
                case "data" -> {
                    if (((Number) message.data().get("offset")).longValue() != got.size()) {
                        return;
                    }
                    take(message);
                    if (got.size() > 2_500_000 && breaks[0]++ == 0) {
                        page[0].open("page");
                        return;
                    }
                    line.say(Map.of("kind", "ack", "offset", got.size()));
                    if (Boolean.TRUE.equals(message.data().get("last"))) {
                        line.say(Map.of("kind", "done"));
                    }
                }
                default -> { }
            }
        });
        try (var _ = page[0]) {
            download(file);
        }
        assertArrayEquals(Files.readAllBytes(file), got.toByteArray());
    }

    @Test
    void aPageThatFindsTheFileOnItsServerNeedsNothingMore() throws Exception {
        try (var page = new FakePage((line, message) -> {
            switch (message.data().get("kind").toString()) {
                case "offer" -> {
                    assertTrue(message.data().get("path").toString().endsWith("x.bin"));
                    line.say(Map.of("kind", "take", "server", true));
                }
                case "go" -> line.say(Map.of("kind", "started"));
                default -> { }
            }
        })) {
            download(file("x.bin", 10));
            assertTrue(page.shown.getFirst().data().get("text/plain").toString().contains("from the Jupyter server"));
        }
    }

    @Test
    void foldersAndSeveralFilesAreOneArchive() throws Exception {
        var some = Files.createDirectories(folder.resolve("some/deep")).getParent();
        Files.createDirectory(some.resolve("empty"));
        Files.writeString(some.resolve("deep/a.txt"), "a");
        Files.createSymbolicLink(some.resolve("link.txt"), some.resolve("deep/a.txt"));
        Files.createSymbolicLink(some.resolve("circle"), some);
        try (var page = pulling()) {
            download(some, file("x.bin", 3_000_000), some.resolve("deep"));
            assertTrue(page.shown.getFirst().data().get("text/plain").toString().startsWith("Downloaded files.zip"));
        }
        var names = new ArrayList<String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(got.toByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                if (entry.getName().equals("x.bin")) {
                    assertArrayEquals(Files.readAllBytes(folder.resolve("x.bin")), zip.readAllBytes());
                }
                if (entry.getName().equals("some/link.txt")) {
                    assertEquals("a", new String(zip.readAllBytes()));
                }
            }
        }
        assertEquals(List.of("deep/", "deep/a.txt", "some/", "some/deep/", "some/deep/a.txt", "some/empty/",
            "some/link.txt", "x.bin"), names.stream().sorted().toList());
    }

    @Test
    void mistakesAreSaidBeforeAnythingIsShown() throws Exception {
        try (var page = pulling()) {
            assertTrue(assertThrows(UsageError.class, () -> download(folder.resolve("nowhere.csv"))).getMessage()
                .startsWith("Cannot find file: "));
            assertTrue(assertThrows(UsageError.class, () -> download(Path.of("/dev/null"))).getMessage()
                .contains("neither a file nor a folder"));
            assertEquals(List.of(), page.shown);
        }
    }

    @Test
    void whatThePageCannotSaveIsTold() throws Exception {
        try (var page = new FakePage((line, message) -> {
            switch (message.data().get("kind").toString()) {
                case "offer" -> line.say(Map.of("kind", "pull", "offset", 0));
                case "data" -> line.say(Map.of("kind", "failed", "message", "no room left in the browser"));
                default -> { }
            }
        })) {
            assertEquals("The download of x.bin has failed: no room left in the browser.",
                assertThrows(UsageError.class, () -> download(file("x.bin", 3_000_000))).getMessage());
            assertTrue(page.shown.getFirst().data().get("text/plain").toString().contains("has failed"));
        }
    }

    @Test
    void cancelAndLeavingEndTheCell() throws Exception {
        try (var page = new FakePage((line, message) -> {
            if (message.data().get("kind").equals("offer")) {
                line.say(Map.of("kind", "cancel"));
            }
        })) {
            download(file("x.bin", 3));
            assertEquals("The download of x.bin was cancelled.", page.shown.getFirst().data().get("text/plain"));
        }
        try (var _ = new FakePage((line, message) -> {
            switch (message.data().get("kind").toString()) {
                case "offer" -> line.say(Map.of("kind", "take", "server", false));
                case "go" -> line.say(Map.of("kind", "pull", "offset", 0));
                case "data" -> line.leave();
                default -> { }
            }
        })) {
            assertTrue(download(file("x.bin", 30_000_000)).err()
                .contains("The page was closed, so the download of x.bin has ended."));
        }
    }

    @Test
    void withoutAPageTheCellSaysWhereTheFileIs() throws Exception {
        try (var _ = new FakePage((_, _) -> { }, false)) {
            var file = file("x.bin", 3);
            assertTrue(download(file).err().contains("nothing was downloaded: " + file + " stays where it is."));
        }
    }

    @Test
    void previewsFitTheKindOfFile() throws IOException {
        assertEquals("image/png", Preview.of(Files.write(folder.resolve("a.PNG"), new byte[5])).data().keySet().stream()
            .filter(type -> type.startsWith("image")).findFirst().orElseThrow());
        var table = Preview.of(Files.writeString(folder.resolve("t.csv"), "a,b\n1,\"x, \"\"<y>\"\"\"\n"));
        assertTrue(table.data().get("text/html").toString().contains("<td>x, &quot;&lt;y&gt;&quot;</td>"));
        var text = Preview.of(Files.writeString(folder.resolve("t.txt"), "line\n".repeat(100)));
        assertEquals(32, text.data().get("text/plain").toString().lines().count());
        assertFalse(text.data().containsKey("text/html"));
        var cut = Preview.of(Files.writeString(folder.resolve("u.txt"), "\u20ac".repeat(10_000)));
        assertTrue(cut.data().get("text/plain").toString().contains("\u20ac\u20ac"));
        var binary = Preview.of(Files.write(folder.resolve("b.bin"), new byte[] {0, 1, 'A', (byte) 200}));
        assertTrue(binary.data().get("text/plain").toString().contains("00 01 41 c8"));
        assertEquals("e (0 bytes)\n", Preview.of(Files.createFile(folder.resolve("e"))).data().get("text/plain"));
    }
}
