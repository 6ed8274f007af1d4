package org.jolab.magics.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jolab.api.Comm;
import org.jolab.api.UsageError;
import org.jolab.files.UploadedFile;
import org.jolab.magics.Printed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class UploadTest {

    private static final Patience SHORT = new Patience(Duration.ofMillis(200), Duration.ofMillis(300),
        Duration.ofMillis(400), Duration.ofMillis(100), Duration.ofMillis(50));
    private static final long THEN = 1_700_000_000_000L;

    @TempDir
    Path folder;
    @TempDir
    Path outside;
    private boolean overwrite;

    private UploadOrder order() {
        return new UploadOrder(folder, Optional.empty(), overwrite, "");
    }

    private List<UploadedFile> upload() throws IOException, InterruptedException {
        return Transfers.upload(order(), new Landing(order()), SHORT);
    }

    private static Map<String, Object> offer(String name, long size) {
        return Map.of("name", name, "size", size, "modified", THEN);
    }

    private static void start(FakePage.Line line, Object... offers) {
        line.say(Map.of("kind", "list", "files", List.of(offers)));
        line.say(Map.of("kind", "start"));
    }

    private static void chunk(FakePage.Line line, int file, byte[] all, int from, int to) {
        var crc = new CRC32();
        crc.update(all, 0, to);
        line.say(Map.of("kind", "chunk", "n", to, "file", file, "offset", from, "crc", crc.getValue(),
            "last", to == all.length), Arrays.copyOfRange(all, from, to));
    }

    /** Sends {@code contents} under {@code names} in chunks of three bytes, as the kernel asks for them. */
    private static FakePage page(String[] names, byte[]... contents) {
        return new FakePage((line, message) -> {
            switch (message.data().get("kind").toString()) {
                case "ready" -> {
                    var offers = new Object[names.length];
                    Arrays.setAll(offers, i -> offer(names[i], contents[i].length));
                    start(line, offers);
                }
                case "plan" -> {
                    var from = ((Number) message.data().get("offset")).intValue();
                    for (var file = (int) message.data().get("file"); file < names.length; file++, from = 0) {
                        do {
                            var to = Math.min(contents[file].length, from + 3);
                            chunk(line, file, contents[file], from, to);
                            from = to;
                        } while (from < contents[file].length);
                    }
                }
                default -> { }
            }
        });
    }

    private List<String> there() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).sorted().toList();
        }
    }

    @Test
    void whatIsSentLiesThereUnderItsName() throws Exception {
        try (var page = page(new String[] {"a.bin", "none", "sub/b.bin"}, new byte[] {1, 2, 3, 4, 5, 6, 7}, new byte[0],
                new byte[] {8, 9, 10})) {
            var printed = Printed.by(this::upload);
            assertEquals(List.of("a.bin", "none", "sub/b.bin"), there());
            assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 7}, Files.readAllBytes(folder.resolve("a.bin")));
            assertTrue(printed.out().contains("Saving a.bin to " + folder.resolve("a.bin")), printed.out());
            assertEquals(3, ((List<?>) printed.value()).size());
            var html = page.shown.getFirst().data().get("text/html").toString();
            assertTrue(html.startsWith("<div>Uploaded 3 files (10 bytes)"), html);
            assertFalse(html.contains("script"), html);
        }
    }

    @Test
    void aTakenNameGetsANumberAndAFolderAsAWhole() throws Exception {
        Files.writeString(folder.resolve("x.csv"), "old");
        Files.createSymbolicLink(folder.resolve("y.csv"), Path.of("nowhere"));
        Files.createDirectory(folder.resolve("sub"));
        try (var page = page(new String[] {"x.csv", "x.csv", "y.csv", "sub/a", "sub/b"}, new byte[1], new byte[2],
                new byte[3], new byte[4], new byte[5])) {
            Printed.by(this::upload);
        }
        assertEquals(List.of("sub (1)/a", "sub (1)/b", "x (1).csv", "x (2).csv", "x.csv", "y (1).csv"), there());
        assertEquals("old", Files.readString(folder.resolve("x.csv")));
        assertEquals(2, Files.size(folder.resolve("x (2).csv")));
    }

    @Test
    void overwritingReplacesFilesAndLinksButNotWhatLinksLeadTo() throws Exception {
        overwrite = true;
        Files.writeString(folder.resolve("x.csv"), "old");
        var victim = Files.writeString(outside.resolve("victim"), "safe");
        Files.createSymbolicLink(folder.resolve("link.csv"), victim);
        Files.createSymbolicLink(folder.resolve("sub"), outside);
        Files.createDirectory(folder.resolve("dir"));
        try (var page = page(new String[] {"x.csv", "link.csv", "sub/evil", "sub/deep/evil", "dir"}, new byte[1],
                new byte[2], new byte[3], new byte[4], new byte[5])) {
            var printed = Printed.by(this::upload);
            assertTrue(printed.err().contains("sub/evil is not uploaded: the folder sub is a link"), printed.err());
            assertTrue(printed.err().contains("dir is not uploaded: there is a folder"), printed.err());
        }
        assertEquals(1, Files.size(folder.resolve("x.csv")));
        assertEquals(2, Files.size(folder.resolve("link.csv")));
        assertFalse(Files.isSymbolicLink(folder.resolve("link.csv")));
        assertEquals("safe", Files.readString(victim));
        try (var files = Files.list(outside)) {
            assertEquals(List.of(victim), files.toList());
        }
    }

    @Test
    void namesThatLeadOutsideAreRefusedAndTheOthersArrive() throws Exception {
        var names = new String[] {"../evil", "/tmp/evil", "a\0b", "..\\evil", "x".repeat(300), "good"};
        try (var page = page(names, new byte[1], new byte[1], new byte[1], new byte[1], new byte[1], new byte[4])) {
            var printed = Printed.by(this::upload);
            assertEquals(5, printed.err().lines().count(), printed.err());
            assertTrue(printed.err().contains("300 bytes"), printed.err());
            assertTrue(page.heard.stream().filter(data -> data.get("kind").equals("refused")).count() >= 5);
        }
        assertEquals(List.of("good"), there());
        assertFalse(Files.exists(folder.resolve("../evil")));
    }

    @Test
    void aPartGoesOnWhereItEnded() throws Exception {
        var all = new byte[] {1, 2, 3, 4, 5, 6, 7, 8};
        var place = PartFile.place(folder, "a.bin", all.length, THEN);
        Files.write(place, Arrays.copyOf(all, 5));
        try (var page = page(new String[] {"a.bin"}, all)) {
            var printed = Printed.by(this::upload);
            assertTrue(printed.out().contains("a.bin goes on from 5 bytes"), printed.out());
            var plan = page.heard.stream().filter(data -> data.get("kind").equals("plan")).findFirst().orElseThrow();
            assertEquals(5L, plan.get("offset"));
            assertEquals(Map.of("0", 5L), plan.get("resumed"));
        }
        assertEquals(List.of("a.bin"), there());
        assertArrayEquals(all, Files.readAllBytes(folder.resolve("a.bin")));
    }

    @Test
    void aPartOfAnotherFileIsNoticedByItsChecksum() throws Exception {
        var all = new byte[] {1, 2, 3, 4, 5, 6, 7, 8};
        Files.write(PartFile.place(folder, "a.bin", all.length, THEN), new byte[] {1, 2, 9});
        try (var page = page(new String[] {"a.bin"}, all)) {
            Printed.by(this::upload);
        }
        assertEquals(List.of("a.bin"), there());
        assertArrayEquals(all, Files.readAllBytes(folder.resolve("a.bin")));
    }

    @Test
    void afterABrokenConnectionTheSamePageGoesOnAndNoOtherMay() throws Exception {
        var all = new byte[] {1, 2, 3, 4, 5, 6};
        var page = new FakePage[1];
        var again = new int[1];
        page[0] = new FakePage((line, message) -> {
            switch (message.data().get("kind").toString()) {
                case "ready" -> {
                    if (again[0]++ == 0) {
                        start(line, offer("a.bin", all.length));
                    }
                }
                case "plan" -> {
                    if (again[0] == 1) {
                        chunk(line, 0, all, 0, 3);
                        assertFalse(page[0].open("other").isClosed());
                        page[0].open("page");
                    } else {
                        assertEquals(3L, message.data().get("offset"));
                        chunk(line, 0, all, 0, 3);
                        chunk(line, 0, all, 3, 6);
                    }
                }
                default -> { }
            }
        });
        try (var _ = page[0]) {
            Printed.by(this::upload);
        }
        assertArrayEquals(all, Files.readAllBytes(folder.resolve("a.bin")));
    }

    @Test
    void aPageThatIsClosedLeavesAPartAndTheCellEnds() throws Exception {
        var all = new byte[] {1, 2, 3, 4, 5, 6};
        try (var page = new FakePage((line, message) -> {
            switch (message.data().get("kind").toString()) {
                case "ready" -> start(line, offer("a.bin", all.length));
                case "plan" -> {
                    chunk(line, 0, all, 0, 3);
                    line.leave();
                }
                default -> { }
            }
        })) {
            var printed = Printed.by(this::upload);
            assertTrue(printed.err().contains("The page was closed, so the upload has ended."), printed.err());
            assertTrue(printed.err().contains("3 bytes of a.bin are kept in a.bin."), printed.err());
            assertEquals(List.of(), printed.value());
        }
        assertEquals(3, Files.size(PartFile.place(folder, "a.bin", all.length, THEN)));
    }

    @Test
    void aPageThatFallsSilentEndsTheCell() throws Exception {
        try (var page = new FakePage((_, _) -> { })) {
            assertTrue(Printed.by(this::upload).err().contains("The page has not answered for 0 seconds"));
            assertTrue(page.heard.contains(Map.of("kind", "ping")));
        }
    }

    @Test
    void withoutAPageTheCellSaysWhatToDo() throws Exception {
        try (var page = new FakePage((_, _) -> { }, false)) {
            var printed = Printed.by(this::upload);
            assertTrue(printed.err().contains("No browser has answered, so nothing was uploaded."), printed.err());
            assertEquals(List.of(), printed.value());
            // Too late.
            assertTrue(page.open("late").isClosed());
        }
    }

    @Test
    void whereOnlyWidgetsReachTheKernelAWidgetTakesTheFiles() throws Exception {
        try (var page = new FakePage((_, _) -> { }, false)) {
            var value = List.of(Map.of("name", "a.bin"), Map.of("name", "../evil"), Map.of("name", "none"));
            page.chosen = new Comm.Message(Map.of("method", "update", "state", Map.of("value", value)), Map.of(),
                List.of(new byte[5], new byte[6], new byte[0]));
            var printed = Printed.by(this::upload);
            assertEquals(2, ((List<?>) printed.value()).size());
            assertTrue(printed.err().contains("../evil is not uploaded"), printed.err());
            assertTrue(page.shown.getFirst().data().get("text/plain").toString().startsWith("Uploaded 2 files"));
        }
        assertEquals(List.of("a.bin", "none"), there());
    }

    @Test
    void cancelRemovesThePartAndKeepsWhatWasComplete() throws Exception {
        var all = new byte[] {1, 2, 3, 4, 5, 6};
        try (var page = new FakePage((line, message) -> {
            switch (message.data().get("kind").toString()) {
                case "ready" -> start(line, offer("a", 3), offer("b", all.length));
                case "plan" -> {
                    chunk(line, 0, Arrays.copyOf(all, 3), 0, 3);
                    chunk(line, 1, all, 0, 3);
                    line.say(Map.of("kind", "cancel"));
                }
                default -> { }
            }
        })) {
            assertEquals(1, ((List<?>) Printed.by(this::upload).value()).size());
        }
        assertEquals(List.of("a"), there());
    }

    @Test
    void anInterruptKeepsThePartAndSaysSo() throws Exception {
        var all = new byte[] {1, 2, 3, 4, 5, 6};
        try (var page = new FakePage((line, message) -> {
            switch (message.data().get("kind").toString()) {
                case "ready" -> start(line, offer("a.bin", all.length));
                case "plan" -> chunk(line, 0, all, 0, 3);
                case "ack" -> Thread.currentThread().interrupt();
                default -> { }
            }
        })) {
            var printed = Printed.by(() -> assertThrows(InterruptedException.class, this::upload));
            assertTrue(printed.err().contains("3 bytes of a.bin are kept"), printed.err());
            assertTrue(page.shown.getFirst().data().get("text/html").toString().contains("interrupted"));
        }
        assertEquals(1, there().size());
    }

    @Test
    void whatTheDiskHasNoRoomForIsNotEvenBegun() throws Exception {
        try (var page = new FakePage((line, message) -> {
            if (message.data().get("kind").equals("ready")) {
                start(line, offer("huge", 1L << 60));
            }
        })) {
            var message = assertThrows(UsageError.class, this::upload).getMessage();
            assertTrue(message.contains("has room for") && message.contains("1.2 EB are to come"), message);
        }
        assertEquals(List.of(), there());
    }

    @Test
    void aFullDiskIsCalledThat() throws IOException {
        var part = PartFile.at(Path.of("/dev/full"));
        var failure = assertThrows(IOException.class, () -> part.write(new byte[10]));
        assertEquals("the disk is full", Reasons.of(failure));
        // Not close, which would remove an empty part.
        part.complete();
    }

    @Test
    void aFileThatTheBrowserCannotReadIsLeftOut() throws Exception {
        try (var page = new FakePage((line, message) -> {
            switch (message.data().get("kind").toString()) {
                case "ready" -> start(line, offer("a", 3), offer("b", 3));
                case "plan" -> {
                    line.say(Map.of("kind", "unreadable", "file", 0, "message", "it has changed"));
                    chunk(line, 1, new byte[3], 0, 3);
                }
                default -> { }
            }
        })) {
            assertTrue(Printed.by(this::upload).err().contains("a is not uploaded: the browser can't read it"));
        }
        assertEquals(List.of("b"), there());
    }

    @Test
    void nonsenseFromAPageDoesNoHarm() throws Exception {
        try (var page = new FakePage((line, message) -> {
            switch (message.data().get("kind").toString()) {
                case "ready" -> {
                    line.say(Map.of());
                    line.say(Map.of("kind", 5));
                    line.say(Map.of("kind", "chunk", "file", 0, "offset", 0), new byte[5]);
                    start(line, offer("a", 3));
                }
                case "plan" -> {
                    line.say(Map.of("kind", "chunk", "n", "x", "file", -7, "offset", 1L << 50), new byte[5]);
                    line.say(Map.of("kind", "chunk", "file", 99, "offset", 0), new byte[5]);
                    line.say(Map.of("kind", "unreadable", "file", 1L << 40));
                    chunk(line, 0, new byte[3], 0, 3);
                }
                default -> { }
            }
        })) {
            Printed.by(this::upload);
        }
        assertEquals(List.of("a"), there());
    }

    @Test
    void theOutputHoldsANonceThatIsNewEachTime() throws Exception {
        var first = new String[2];
        for (var i = 0; i < 2; i++) {
            try (var page = new FakePage((_, _) -> { }, false)) {
                var meeting = new Meeting(page, folder);
                first[i] = meeting.target();
                meeting.close();
            }
        }
        assertFalse(first[0].equals(first[1]));
        assertEquals("jolab.files.".length() + 32, first[0].length());
    }
}
