package org.jolab.magics.drive.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.tree.IsFolderException;
import org.jolab.magics.drive.tree.NoRoomException;
import org.junit.jupiter.api.Test;

class EngineTest extends Mounted {

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
        assertTrue(engine().attributes("/").modified().isAfter(Instant.EPOCH), "nobody sees 1970");
    }

    @Test
    void smallFilesThatAreReadInOrderAreFetchedBeforeTheyAreAskedFor() throws Exception {
        for (var i = 0; i < 60; i++) {
            store.others(MemoryStore.ROOT, "file" + (100 + i), ("text " + i).getBytes());
        }
        assertEquals(60, names("/").size());
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        store.fault((request, done) -> {
            if (request.equals("read")) {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                LockSupport.parkNanos(20_000_000);
                now.decrementAndGet();
            }
        });
        for (var i = 0; i < 60; i++) {
            assertEquals("text " + i, read(engine(), "/file" + (100 + i)));
        }
        assertEquals(60, store.count("read"));
        assertTrue(most.get() >= 4, () -> "at once: " + most);
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
    void whatIsWrittenIntoAPartOfAFileIsThereAlsoIfNobodyClosesIt() throws Exception {
        store.others(MemoryStore.ROOT, "f", "0123456789".getBytes());
        try (var file = engine().open("/f", Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE), 0)) {
            file.write(ByteBuffer.wrap("ab".getBytes()), 3);
            // What a process leaves that is killed now.
            JournalTest.copyFolder(folder.resolve("cache"), folder.resolve("killed"));
            try (var next = Engine.open(folder.resolve("killed"), store, QUICK)) {
                assertEquals("012ab56789", read(next, "/f"));
            }
            for (var i = 0; i < 300; i++) {
                file.write(ByteBuffer.wrap("x".getBytes()), 20 + 2 * i);
            }
            engine.close();
        }
        engine = null;
        assertEquals("012ab56789", read(engine(), "/f").substring(0, 10));
        flush();
        assertEquals(619, stored("/f").length());
        assertEquals(300, stored("/f").chars().filter(c -> c == 'x').count());
    }

    @Test
    void aProcessWithLittleMemoryOpensACacheOfManyFiles() throws Exception {
        var big = store.others(MemoryStore.ROOT, "big", null);
        for (var i = 0; i < 150_000; i++) {
            store.entries.put("e" + i, new Entry("e" + i, big.id(), "a file of some name " + i, Entry.Kind.FILE, 7,
                Instant.EPOCH, "0123456789-" + i, "d41d8cd98f00b204e9800998ecf8427e", "e" + i, -1, false));
        }
        engine().list("/big", (name, attributes) -> true);
        engine.close();
        var log = folder.resolve("log").toFile();
        var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Reopened.class.getName(),
            folder.resolve("cache").toString()).redirectError(ProcessBuilder.Redirect.DISCARD).redirectOutput(log)
            .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals("150000", Files.readAllLines(log.toPath()).getLast());
    }

    /** Opens a cache and counts what it knows of a folder. */
    static final class Reopened {

        public static void main(String[] args) throws Exception {
            try (var engine = Engine.open(Path.of(args[0]), new MemoryStore(), QUICK)) {
                var count = new AtomicInteger();
                engine.list("/big", (name, attributes) -> count.incrementAndGet() > 0);
                System.out.println(count);
            }
        }
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
        engine().refresh();
        assertNotEquals(0, store.count("changes"));
        assertArrayEquals(new byte[3], read(engine(), "/f3").getBytes());
    }

    @Test
    void aHundredThousandEntriesAreListedAsTheyComeAndKept() throws Exception {
        var many = 100_000;
        var big = store.others(MemoryStore.ROOT, "big", null);
        for (var i = 0; i < many; i++) {
            store.entries.put("e" + i, new Entry("e" + i, big.id(), "file" + i, Entry.Kind.FILE, 7, Instant.EPOCH, "r",
                "", "e" + i, -1, false));
        }
        var listed = new HashSet<String>();
        engine().list("/big", (name, attributes) -> listed.add(name));
        assertEquals(many, listed.size());
        var requests = store.count("list");
        write(engine(), "/big/one more", "x");
        restart();
        assertEquals(7, engine().attributes("/big/file77777").size());
        assertEquals(many + 1, names("/big").size());
        restart();
        assertEquals(many + 1, names("/big").size());
        assertEquals(requests, store.count("list"));
    }
}
