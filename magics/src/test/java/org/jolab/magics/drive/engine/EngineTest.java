package org.jolab.magics.drive.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.tree.IsFolderException;
import org.jolab.magics.drive.tree.NoRoomException;
import org.jolab.magics.drive.tree.OpenFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {

    static final EngineSettings QUICK = EngineSettings.standard().withReserve(0)
        .withDelays(Duration.ofMillis(200), Duration.ofMinutes(5)).withPoll(Duration.ofMillis(200));
    private static final Duration LONG = Duration.ofSeconds(30);

    private final MemoryStore store = new MemoryStore();
    @TempDir
    private Path folder;
    private Engine engine;

    private Engine engine() throws IOException {
        if (engine == null) {
            engine = Engine.open(folder.resolve("cache"), store, QUICK);
        }
        return engine;
    }

    private void restart() throws IOException {
        engine.close();
        engine = null;
        engine();
    }

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
        }
    }

    static void write(Engine to, String path, String text) throws IOException {
        try (var file = to.open(path, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING), 0644)) {
            file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
            file.flush();
        }
    }

    static String read(Engine from, String path) throws IOException {
        try (var file = from.open(path, Set.of(StandardOpenOption.READ), 0)) {
            return all(file);
        }
    }

    private static String all(OpenFile file) throws IOException {
        var bytes = ByteBuffer.allocate((int) file.attributes().size());
        var more = true;
        while (bytes.hasRemaining() && more) {
            more = file.read(bytes, bytes.position()) > 0;
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    private List<String> names(String path) throws IOException {
        var names = new ArrayList<String>();
        engine().list(path, (name, attributes) -> names.add(name));
        names.sort(null);
        return names;
    }

    private String stored(String path) {
        var content = store.content(path);
        return content == null ? null : new String(content, StandardCharsets.UTF_8);
    }

    private void flush() throws Exception {
        assertTrue(engine().flush(LONG), () -> "" + engine.report());
    }

    @Test
    void whatIsWrittenIsReadAtOnceAndSentLater() throws Exception {
        engine().makeFolder("/a", 0755);
        write(engine(), "/a/x.txt", "hello");
        assertEquals("hello", read(engine(), "/a/x.txt"));
        flush();
        assertEquals("hello", stored("/a/x.txt"));
        assertEquals("hello", read(engine(), "/a/x.txt"));
        assertEquals(5, engine().attributes("/a/x.txt").size());
        assertTrue(engine().report().waiting().isEmpty());
    }

    @Test
    void whatIsInTheStoreIsListedAndRead() throws Exception {
        var sub = store.others(MemoryStore.ROOT, "sub", null);
        store.others(sub.id(), "a", "A".getBytes());
        store.others(sub.id(), "b", "BB".getBytes());
        assertEquals(List.of("a", "b"), names("/sub"));
        assertEquals("BB", read(engine(), "/sub/b"));
        assertThrows(NoSuchFileException.class, () -> engine().attributes("/sub/c"));
    }

    @Test
    void whatIsRemovedBeforeItWasSentCostsNoRequest() throws Exception {
        engine().makeFolder("/tmp", 0755);
        write(engine(), "/tmp/x", "1");
        engine().remove("/tmp/x");
        engine().removeFolder("/tmp");
        flush();
        assertEquals(0, store.count("put") + store.count("folder") + store.count("remove"));
    }

    @Test
    void whatWasAcknowledgedIsThereAfterARestart() throws Exception {
        store.fault((request, done) -> {
            throw new StoreException(StoreException.Kind.OFFLINE, "no network");
        });
        store.others(MemoryStore.ROOT, "old", "old".getBytes());
        assertThrows(StoreException.class, () -> read(engine(), "/old"));
        store.fault((request, done) -> { });
        assertEquals("old", read(engine(), "/old"));
        store.fault((request, done) -> {
            throw new StoreException(StoreException.Kind.OFFLINE, "no network");
        });
        engine().makeFolder("/d", 0750);
        write(engine(), "/d/f", "content");
        engine().rename("/old", "/d/new", false);
        engine().setModified("/d/f", Instant.ofEpochSecond(1_000_000));
        restart();
        assertEquals("content", read(engine(), "/d/f"));
        assertEquals(Instant.ofEpochSecond(1_000_000), engine().attributes("/d/f").modified());
        assertEquals(3, engine().attributes("/d/new").size());
        assertThrows(NoSuchFileException.class, () -> engine().attributes("/old"));
        store.fault((request, done) -> { });
        flush();
        assertEquals("content", stored("/d/f"));
        assertEquals("old", stored("/d/new"));
        assertNull(store.byPath("/old"));
        assertEquals(0750, store.byPath("/d").mode());
        assertEquals(Instant.ofEpochSecond(1_000_000), store.byPath("/d/f").modified());
    }

    @Test
    void aFileThatIsReplacedKeepsItsIdentity() throws Exception {
        var id = store.others(MemoryStore.ROOT, "doc", "one".getBytes()).id();
        names("/");
        write(engine(), "/doc.tmp", "two");
        engine().rename("/doc.tmp", "/doc", true);
        assertEquals(List.of("doc"), names("/"));
        flush();
        assertEquals(id, store.byPath("/doc").id());
        assertEquals("two", stored("/doc"));
        assertEquals(1, store.children(MemoryStore.ROOT).size());
        write(engine(), "/doc.tmp", "three");
        flush();
        engine().rename("/doc.tmp", "/doc", true);
        assertEquals("three", read(engine(), "/doc"));
        restart();
        assertEquals("three", read(engine(), "/doc"));
        flush();
        assertEquals(id, store.byPath("/doc").id());
        assertEquals("three", stored("/doc"));
        assertEquals(1, store.children(MemoryStore.ROOT).size());
    }

    @Test
    void aFileOfTheStoreIsChangedInTheMiddle() throws Exception {
        store.others(MemoryStore.ROOT, "f", "0123456789".getBytes());
        try (var file = engine().open("/f", Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE), 0)) {
            file.write(ByteBuffer.wrap("ab".getBytes()), 3);
            assertEquals("012ab56789", all(file));
            file.write(ByteBuffer.wrap("!".getBytes()), 12);
            assertEquals("012ab56789\0\0!", all(file));
            file.truncate(7);
            file.truncate(9);
            assertEquals("012ab56\0\0", all(file));
            file.flush();
        }
        restart();
        assertEquals("012ab56\0\0", read(engine(), "/f"));
        flush();
        assertEquals("012ab56\0\0", stored("/f"));
    }

    @Test
    void whoHasARemovedFileOpenGoesOnWithIt() throws Exception {
        write(engine(), "/f", "here");
        flush();
        try (var file = engine().open("/f", Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE), 0)) {
            engine().remove("/f");
            assertEquals("here", all(file));
            write(engine(), "/f", "another");
            file.write(ByteBuffer.wrap("T".getBytes()), 0);
            assertEquals("There", all(file).replace("Te", "The"));
        }
        assertEquals("another", read(engine(), "/f"));
        flush();
        assertEquals("another", stored("/f"));
        assertEquals(1, store.children(MemoryStore.ROOT).size());
    }

    @Test
    void whoHasAReplacedFileOpenGoesOnWithIt() throws Exception {
        write(engine(), "/f", "before");
        flush();
        try (var file = engine().open("/f", Set.of(StandardOpenOption.READ), 0)) {
            write(engine(), "/g", "after");
            engine().rename("/g", "/f", true);
            flush();
            assertEquals("after", stored("/f"));
            assertEquals("before", all(file));
            assertEquals("after", read(engine(), "/f"));
        }
    }

    @Test
    void errorsAreThoseOfAFileSystem() throws Exception {
        engine().makeFolder("/d", 0755);
        write(engine(), "/d/f", "");
        assertThrows(FileAlreadyExistsException.class, () -> engine().makeFolder("/d", 0755));
        assertThrows(DirectoryNotEmptyException.class, () -> engine().removeFolder("/d"));
        assertThrows(IsFolderException.class, () -> engine().remove("/d"));
        assertThrows(IsFolderException.class, () -> write(engine(), "/d", ""));
        assertThrows(NoSuchFileException.class, () -> write(engine(), "/e/f", ""));
        assertThrows(FileSystemException.class, () -> engine().rename("/d", "/d/e", true));
        assertThrows(FileAlreadyExistsException.class, () -> engine().rename("/d/f", "/d", false));
        assertThrows(IsFolderException.class, () -> engine().rename("/d/f", "/d", true));
        assertThrows(FileSystemException.class, () -> Engine.open(folder.resolve("cache"), store, QUICK));
        engine().close();
        engine = Engine.open(folder.resolve("cache"), store, QUICK.withReserve(Long.MAX_VALUE / 2));
        assertThrows(NoRoomException.class, () -> write(engine(), "/d/g", "x"));
        engine().close();
        engine = Engine.open(folder.resolve("cache"), store, QUICK.withReadOnly(true));
        assertThrows(ReadOnlyFileSystemException.class, () -> engine().remove("/d/f"));
    }

    @Test
    void bothVersionsAreKeptWhenSomebodyElseChangesAFileToo() throws Exception {
        write(engine(), "/doc.txt", "one");
        flush();
        var id = store.byPath("/doc.txt").id();
        store.others(MemoryStore.ROOT, "doc.txt", "theirs".getBytes());
        write(engine(), "/doc.txt", "ours");
        flush();
        assertEquals("theirs", stored("/doc.txt"));
        assertEquals(id, store.byPath("/doc.txt").id());
        var conflict = names("/").stream().filter(name -> name.contains("(conflict ")).findFirst().orElseThrow();
        assertTrue(conflict.endsWith(".txt"), conflict);
        assertEquals("ours", stored("/" + conflict));
        assertEquals("theirs", read(engine(), "/doc.txt"));
        assertFalse(engine().report().aside().isEmpty());
    }

    @Test
    void whatOthersDoIsSeen() throws Exception {
        var entry = store.others(MemoryStore.ROOT, "f", "1".getBytes());
        engine().makeFolder("/d", 0755);
        flush();
        assertEquals("1", read(engine(), "/f"));
        store.others(MemoryStore.ROOT, "f", "22".getBytes());
        engine().refresh();
        assertEquals("22", read(engine(), "/f"));
        store.move(store.find(entry.id()), store.byPath("/d"), "g");
        engine().refresh();
        assertEquals(List.of("d"), names("/"));
        assertEquals("22", read(engine(), "/d/g"));
        store.removeNow(entry.id());
        engine().refresh();
        assertThrows(NoSuchFileException.class, () -> read(engine(), "/d/g"));
        store.others(store.byPath("/d").id(), "h", "h".getBytes());
        engine().refresh();
        assertEquals(List.of("h"), names("/d"));
    }

    @Test
    void twinsAreBothSeenUnderNamesThatStay() throws Exception {
        store.others(MemoryStore.ROOT, "a.txt", "1".getBytes());
        var second = store.others(MemoryStore.ROOT, "tmp", "2".getBytes());
        store.move(second, store.root(), "a.txt");
        store.move(store.others(MemoryStore.ROOT, "tmp", "3".getBytes()), store.root(), "x/y");
        assertEquals(List.of("a (2).txt", "a.txt", "x\u2215y"), names("/"));
        var number = engine().attributes("/a (2).txt").number();
        engine().remove("/a.txt");
        flush();
        restart();
        assertEquals(List.of("a (2).txt", "x\u2215y"), names("/"));
        assertEquals(number, engine().attributes("/a (2).txt").number());
        write(engine(), "/a (2).txt", "new");
        write(engine(), "/x\u2215y", "slash");
        flush();
        assertEquals("new", stored("/a.txt"));
        assertEquals(Set.of("a.txt", "x/y"), Set.copyOf(store.children(MemoryStore.ROOT).stream()
            .map(entry -> entry.name()).toList()));
    }

    @Test
    void anUploadGoesOnInTheNextProcess() throws Exception {
        var size = 40 << 20;
        var sends = new int[1];
        store.fault((request, done) -> {
            if (request.equals("send") && !done && ++sends[0] > 1) {
                throw new StoreException(StoreException.Kind.OFFLINE, "gone");
            }
        });
        try (var file = engine().open("/big", Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE), 0644)) {
            for (var at = 0; at < size; at += 1 << 20) {
                var piece = ByteBuffer.allocate(1 << 20);
                piece.putInt(0, at);
                file.write(piece, at);
            }
            file.flush();
        }
        assertFalse(engine().flush(Duration.ofSeconds(1)));
        assertTrue(engine().report().trouble().contains("gone"), () -> "" + engine.report());
        assertTrue(engine().report().waiting().getFirst().sent() > 0);
        engine().close();
        engine = null;
        store.fault((request, done) -> { });
        flush();
        assertEquals(size, store.content("/big").length);
        assertEquals(size, store.sent());
        assertEquals(1, store.count("begin"));
    }

    @Test
    void aFileThatIsWrittenWhileItIsSentIsSentAgain() throws Exception {
        try (var file = engine().open("/log", Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE), 0644)) {
            file.write(ByteBuffer.wrap("first".getBytes()), 0);
            store.fault((request, done) -> {
                if (request.equals("put") && !done && store.count("put") == 1) {
                    file.write(ByteBuffer.wrap("second".getBytes()), 0);
                }
                if (request.equals("put") && done && store.count("put") == 1) {
                    assertEquals("first", stored("/log"));
                }
            });
            flush();
            flush();
            assertEquals("second", stored("/log"));
            assertEquals(2, store.count("put"));
        }
    }

    @Test
    void anAnswerThatIsLostMakesNoDuplicate() throws Exception {
        var lost = new HashSet<String>();
        store.fault((request, done) -> {
            if (done && Set.of("folder", "put", "move").contains(request) && lost.add(request)) {
                throw new StoreException(StoreException.Kind.OFFLINE, "lost");
            }
        });
        engine().makeFolder("/d", 0755);
        write(engine(), "/d/f", "1");
        flush();
        lost.remove("put");
        write(engine(), "/d/f", "2");
        flush();
        engine().rename("/d/f", "/d/g", true);
        flush();
        write(engine(), "/d/h", "3");
        lost.remove("put");
        assertFalse(engine().flush(Duration.ofMillis(300)));
        write(engine(), "/d/h", "4");
        flush();
        assertEquals("{/d=folder, /d/g=32, /d/h=34}", store.tree().toString());
    }

    @Test
    void aFolderIsRemovedWithOneRequest() throws Exception {
        engine().makeFolder("/d", 0755);
        engine().makeFolder("/d/e", 0755);
        for (var i = 0; i < 20; i++) {
            write(engine(), "/d/e/" + i, "" + i);
        }
        flush();
        engine().rename("/d/e/7", "/kept", false);
        for (var i = 0; i < 20; i++) {
            if (i != 7) {
                engine().remove("/d/e/" + i);
            }
        }
        engine().removeFolder("/d/e");
        engine().removeFolder("/d");
        flush();
        assertEquals("{/kept=37}", store.tree().toString());
        assertEquals(1, store.count("remove"));
    }

    @Test
    void aFolderIntoWhichOthersHavePutSomethingIsNotRemoved() throws Exception {
        engine().makeFolder("/d", 0755);
        write(engine(), "/d/f", "1");
        flush();
        store.others(store.byPath("/d").id(), "theirs", "x".getBytes());
        engine().remove("/d/f");
        engine().removeFolder("/d");
        flush();
        assertEquals("{/d=folder, /d/theirs=78}", store.tree().toString());
        assertEquals("x", read(engine(), "/d/theirs"));
    }

    @Test
    void aFullAccountIsReportedAndNothingIsDropped() throws Exception {
        store.fault((request, done) -> {
            if (request.equals("put")) {
                throw new StoreException(StoreException.Kind.FULL, "the account is full");
            }
        });
        write(engine(), "/f", "1");
        engine().makeFolder("/d", 0755);
        assertFalse(engine().flush(Duration.ofSeconds(1)));
        assertNotNull(store.byPath("/d"));
        assertEquals("the account is full", engine().report().trouble());
        assertEquals("the account is full", engine().report().waiting().getFirst().trouble());
        store.fault((request, done) -> { });
        flush();
        assertEquals("1", stored("/f"));
        assertEquals("", engine().report().trouble());
    }

    @Test
    void aRemountAsksOnlyForChanges() throws Exception {
        for (var i = 0; i < 10; i++) {
            store.others(MemoryStore.ROOT, "f" + i, new byte[i]);
        }
        assertEquals(10, names("/").size());
        engine().refresh();
        var lists = store.count("list");
        restart();
        assertEquals(10, names("/").size());
        assertEquals(lists, store.count("list"));
        assertNotEquals(0, store.count("changes"));
        assertArrayEquals(new byte[3], read(engine(), "/f3").getBytes());
    }
}
