package org.jolab.install.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jolab.install.client.Channel;
import org.jolab.install.client.Execution;
import org.jolab.install.client.Json;
import org.jolab.install.client.KernelClient;
import org.jolab.install.client.KernelDied;
import org.jolab.install.client.KernelProcess;
import org.jolab.install.kernelspec.Launch;
import org.jolab.install.machine.Distribution;
import org.jolab.install.machine.Jdk;
import org.jolab.magics.drive.fuse.FuseProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A kernel is interrupted, and killed, while it writes into a mount. */
@Timeout(300)
class KernelsEndIT {

    private static final Duration LONG = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    /** Also where the test has failed before it unmounts. */
    @AfterEach
    void unmount() {
        ProcessHandle.allProcesses().filter(process -> process.info().commandLine()
            .filter(line -> line.contains("MountProcess") && line.contains(folder.toString())).isPresent())
            .forEach(process -> {
                process.destroy();
                process.onExit().join();
            });
    }

    private KernelProcess kernel() {
        var distribution = new Distribution(Path.of(System.getProperty("jolab.home")));
        return KernelProcess.start(Launch.of(Jdk.current(), distribution, List.of()).command(), folder,
            Map.of("JOLAB_HISTORY", "off", "XDG_CACHE_HOME", folder.resolve("cache").toString()));
    }

    /** Runs a cell for a time; what it has printed. */
    private static String run(KernelClient client, String code, Duration limit, Class<?> ending) {
        var printed = new StringBuilder();
        var result = new Execution(client, limit).run(code, message ->
            printed.append(message.content().path("text").asText()));
        assertInstanceOf(ending, result.ending(), () -> code + "\n" + printed + result.ending());
        return printed.toString();
    }

    private static String run(KernelClient client, String code) {
        return run(client, code, LONG, Execution.Finished.class);
    }

    @Test
    void theMountStaysAndWhatWasWrittenReachesTheStore() throws Exception {
        var obstacle = FuseProbe.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> "Not tested: " + obstacle.orElseThrow());
        var store = Files.createDirectory(folder.resolve("store"));
        var point = folder.resolve("drive");
        var mount = "%drive mount " + point + " --store folder:" + store;
        var acknowledged = folder.resolve("acknowledged");
        try (var first = kernel(); var client = first.connect()) {
            client.awaitReady(LONG).orElseThrow();
            assertTrue(run(client, mount).contains("Mounted at " + point));
            run(client, """
                var out = new java.io.FileOutputStream("%s/interrupted.bin");
                long written = 0;
                while (true) {
                    out.write(new byte[8192]);
                    written += 8192;
                    Thread.sleep(1);
                }""".formatted(point), Duration.ofSeconds(2), Execution.TimedOut.class);
            var written = Long.parseLong(run(client, "out.close(); System.out.print(written);"));
            assertTrue(written > 0);
            assertTrue(Files.size(point.resolve("interrupted.bin")) >= written);
            var writing = CompletableFuture.runAsync(() -> run(client, """
                var log = new java.io.FileOutputStream("%s/killed.txt");
                var told = new java.io.FileOutputStream("%s");
                for (var i = 0;; i++) {
                    log.write(("line " + i + "\\n").getBytes());
                    told.write((i + "\\n").getBytes());
                    Thread.sleep(1);
                }""".formatted(point, acknowledged)), task -> Thread.ofPlatform().start(task));
            await(acknowledged);
            first.handle().destroyForcibly();
            assertTrue(writing.handle((_, failure) -> failure != null).join(), "the kernel lives");
        } catch (KernelDied expected) {
            // It was killed.
        }
        var last = Files.readAllLines(acknowledged).getLast();
        assertTrue(Files.readString(point.resolve("killed.txt")).contains("line " + last), last);
        try (var second = kernel(); var client = second.connect()) {
            client.awaitReady(LONG).orElseThrow();
            assertTrue(run(client, mount).contains(point.toString()));
            run(client, "%drive flush");
            assertEquals(Files.readString(point.resolve("killed.txt")), Files.readString(store.resolve("killed.txt")));
            assertEquals(Files.size(point.resolve("interrupted.bin")), Files.size(store.resolve("interrupted.bin")));
            assertTrue(run(client, "%drive unmount").contains("Unmounted " + point));
            client.ask(Channel.CONTROL, "shutdown_request", Json.object().put("restart", false), LONG).orElseThrow();
            assertTrue(second.awaitEnd(LONG));
        }
    }

    /** Until something is in a file. */
    private static void await(Path file) throws IOException, InterruptedException {
        for (var i = 0; !Files.exists(file) || Files.size(file) < 300; i++) {
            assertTrue(i < 1200, "nothing is written");
            Thread.sleep(50);
        }
    }
}
