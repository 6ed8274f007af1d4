package org.jolab.magics.drive.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jolab.magics.drive.store.StoreException;
import org.junit.jupiter.api.Test;

class SendingTest extends Mounted {

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
    void bothVersionsAreKeptWhenSomebodyElseChangesAFileToo() throws Exception {
        write(engine(), "/doc.txt", "one");
        flush();
        store.fault((request, done) -> {
            if (request.equals("changes") || request.equals("list")) {
                throw new StoreException(StoreException.Kind.OFFLINE, "not now");
            }
        });
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
        // The first look at changes is over; no other one comes soon.
        while (store.count("changes") == 0) {
            Thread.sleep(10);
        }
        engine().refresh();
        store.others(store.byPath("/d").id(), "theirs", "x".getBytes());
        engine().remove("/d/f");
        try {
            engine().removeFolder("/d");
        } catch (DirectoryNotEmptyException e) {
            // A look at changes has come all the same, and there is nothing to take back.
            assertEquals("/d", e.getMessage());
        }
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
}
