package org.jolab.magics.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interrupted download ends at once and leaves nothing behind. */
class InterruptTest {

    @TempDir
    private Path home;
    private TestRepository repository;
    private TestNotebook notebook;

    @BeforeEach
    void serve() throws Exception {
        repository = new TestRepository().publish("com.acme:base:1.0").publish("com.acme:stall:1.0")
            .publish("com.acme:tools:1.0", "com.acme:base:1.0", "com.acme:stall:1.0");
        TestNotebook.settings(home, repository);
        notebook = new TestNotebook(home);
    }

    @AfterEach
    void stop() {
        notebook.end();
        repository.close();
    }

    /** Runs a line, interrupts it as a kernel does, and says how long it took to end after that. */
    private Duration interrupted(String line) throws Exception {
        var failure = new AtomicReference<Throwable>();
        var cell = Thread.ofPlatform().start(() -> {
            try {
                notebook.run(line);
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        Thread.sleep(1500);
        assertTrue(cell.isAlive(), "still downloading");
        var start = System.nanoTime();
        while (cell.isAlive() && System.nanoTime() - start < 10_000_000_000L) {
            cell.interrupt();
            cell.join(Duration.ofMillis(20));
        }
        assertInstanceOf(InterruptedException.class, failure.get());
        assertEquals(List.of(), notebook.classPath);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private List<String> jarsAndHalfFiles() throws Exception {
        try (var files = Files.walk(home)) {
            return files.map(file -> file.getFileName().toString())
                .filter(name -> name.matches(".*\\.(tmp|part)|tools-1\\.0\\.jar.*|stall-1\\.0\\.jar.*")).toList();
        }
    }

    @Test
    void aSlowDownloadEndsWithinASecondAndIsMadeWholeLater() throws Exception {
        repository.slow("tools-1.0.jar");
        assertTrue(interrupted("maven com.acme:tools:1.0").toMillis() < 1000);
        assertEquals(List.of(), jarsAndHalfFiles().stream().filter(name -> !name.startsWith("stall")).toList());
        repository.slow("nothing");
        assertEquals(3, notebook.run("maven com.acme:tools:1.0").names().size());
    }

    @Test
    void aServerThatHasFallenSilentIsNotWaitedFor() throws Exception {
        repository.slow("stall-1.0.jar");
        assertTrue(interrupted("maven com.acme:tools:1.0").toMillis() < 1000);
        assertEquals(List.of(), jarsAndHalfFiles().stream().filter(name -> name.startsWith("stall")
            || name.endsWith("tmp") || name.endsWith("part")).toList());
    }

    @Test
    void aServerThatNeverAnswersIsNotWaitedFor() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            TestNotebook.settings(home, "<mirrors><mirror><id>test</id><mirrorOf>central</mirrorOf><url>"
                + "http://127.0.0.1:" + silent.getLocalPort() + "/</url></mirror></mirrors>");
            assertTrue(interrupted("maven com.acme:tools:1.0").toMillis() < 1000);
            assertTrue(interrupted("maven com.acme:tools").toMillis() < 1000);
        }
    }

    @Test
    void aJarFromAnAddressIsNotKeptHalf() throws Exception {
        repository.slow("tools-1.0.jar");
        assertTrue(interrupted("jar " + repository.url() + "com/acme/tools/1.0/tools-1.0.jar").toMillis() < 1000);
        assertEquals(List.of(), jarsAndHalfFiles());
    }

    @Test
    void theKernelsEndDoesNotLeaveHalfASourceJar() throws Exception {
        repository.put("com/acme/base/1.0/base-1.0-sources.jar", TestRepository.jar("Base.java"));
        repository.slow("-sources.jar");
        notebook.run("maven com.acme:base:1.0");
        var folder = notebook.repository().resolve("com/acme/base/1.0");
        for (var i = 0; i < 100 && half(folder).isEmpty(); i++) {
            Thread.sleep(20);
        }
        assertEquals(false, half(folder).isEmpty(), "it has begun");
        notebook.end();
        assertEquals(List.of(), half(folder));
    }

    private static List<Path> half(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tmp")).toList();
        }
    }
}
