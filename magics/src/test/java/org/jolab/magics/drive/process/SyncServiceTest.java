package org.jolab.magics.drive.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.jolab.magics.drive.fuse.FolderTree;
import org.jolab.magics.drive.tree.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders that are kept equal, as kernels ask a mount process for them. */
@Timeout(60)
class SyncServiceTest {

    @TempDir
    private Path folder;
    private Path here;
    private Path store;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile boolean isFrozen;
    private Service service;
    private ControlServer server;
    private MountClient client;

    private final class Freezing extends FolderTree {

        Freezing() {
            super(store);
        }

        @Override
        public void list(String path, BiPredicate<String, Attributes> sink) throws IOException {
            if (isFrozen) {
                asked.countDown();
                try {
                    answered.await();
                } catch (InterruptedException interrupted) {
                    throw new IOException(interrupted);
                }
            }
            super.list(path, sink);
        }
    }

    @BeforeEach
    void start() throws IOException {
        folder = folder.toRealPath();
        here = folder.resolve("here");
        store = Files.createDirectory(folder.resolve("store"));
        var cache = Files.createDirectory(folder.resolve("cache"));
        var settings = new ProcessSettings(cache, Wire.object(), 0, Duration.ofSeconds(60));
        service = new Service(new Freezing(), settings, Instant.now());
        server = new ControlServer(Connections.socket(cache), service);
        client = MountClient.find(cache).orElseThrow();
    }

    @AfterEach
    void stop() throws IOException {
        answered.countDown();
        client.close();
        server.close();
        service.end();
    }

    @Test
    void aFirstRoundThatTakesLongHoldsUpNothingElse() throws Exception {
        isFrozen = true;
        var first = CompletableFuture.runAsync(() -> {
            try {
                client.sync("/", here, false);
            } catch (IOException ended) {
                throw new IllegalStateException(ended);
            }
        }, task -> Thread.ofPlatform().daemon().start(task));
        asked.await();
        assertEquals(0, client.status().mounts().size());
        assertTrue(service.goesOn(0));
        assertFalse(client.flush(Duration.ofMillis(10), _ -> { }));
        assertFalse(first.isDone());
        service.end();
        answered.countDown();
        assertThrows(ExecutionException.class, () -> first.get(30, TimeUnit.SECONDS));
    }

    @Test
    void aFolderThatIsNoLongerKeptEqualCanBeRemovedAndComesBack() throws Exception {
        Files.writeString(store.resolve("a"), "a");
        Files.writeString(store.resolve("b"), "b");
        client.sync("/", here, false);
        assertEquals("a", Files.readString(here.resolve("a")));
        Files.writeString(here.resolve("c"), "c");
        assertTrue(client.flush(Duration.ofSeconds(30), _ -> { }));
        assertEquals("c", Files.readString(store.resolve("c")));
        client.unsync(here);
        for (var name : new String[] {"a", "b", "c"}) {
            Files.delete(here.resolve(name));
        }
        Files.delete(here);
        client.sync("/", here, false);
        for (var name : new String[] {"a", "b", "c"}) {
            assertEquals(name, Files.readString(here.resolve(name)));
            assertEquals(name, Files.readString(store.resolve(name)));
            Files.delete(here.resolve(name));
        }
        var refused = assertThrows(IOException.class, () -> client.sync("/", here, false)).getMessage();
        assertTrue(refused.contains("3 files are missing in the folder"), refused);
        assertEquals("a", Files.readString(store.resolve("a")));
        client.sync("/", here, true);
        assertFalse(Files.exists(store.resolve("a")));
    }

    @Test
    void foldersThatWouldDisturbEachOtherAreRefused() throws Exception {
        Files.createDirectory(store.resolve("x"));
        client.sync("/x", here, false);
        var other = assertThrows(IOException.class, () -> client.sync("/", here, false)).getMessage();
        assertTrue(other.contains("kept equal with /x already"), other);
        var inside = assertThrows(IOException.class, () -> client.sync("/", here.resolve("y"), false)).getMessage();
        assertTrue(inside.contains("lie in each other"), inside);
        assertThrows(IOException.class, () -> client.sync("/nothing", folder.resolve("other"), false));
        Files.createDirectory(store.resolve("nothing"));
        client.sync("/nothing", folder.resolve("other"), false);
        client.unsync(here);
        assertThrows(IOException.class, () -> client.unsync(here));
        Files.createSymbolicLink(folder.resolve("link"), here);
        client.sync("/x", folder.resolve("link"), false);
        client.unsync(here);
    }
}
