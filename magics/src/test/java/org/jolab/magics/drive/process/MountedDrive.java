package org.jolab.magics.drive.process;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jolab.magics.drive.fake.FakeDrive;
import org.jolab.magics.drive.fake.Tokens;
import org.jolab.magics.drive.fuse.FuseProbe;

/** A drive at a server of its own, and where it is mounted by a process that can be killed. Used by one thread. */
final class MountedDrive implements AutoCloseable {

    final FakeDrive google;
    final Path point;
    /** The user's own part of the drive. */
    final Path home;
    private final ProcessSettings settings;

    /** A drive in {@code folder} that is not mounted yet, whose cache is there too or in {@code cache}. */
    MountedDrive(Path folder, Path cache) throws IOException {
        var obstacle = FuseProbe.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> "Not tested: " + obstacle.orElseThrow());
        google = FakeDrive.start();
        point = folder.resolve("drive");
        home = point.resolve("MyDrive");
        Files.writeString(folder.resolve("token"), Tokens.FIRST);
        settings = new ProcessSettings(cache, Wire.object().put("type", "google")
            .put("endpoint", google.endpoint().toString()).put("token", "file:" + folder.resolve("token"))
            .put("delay", 50), 0, Duration.ofSeconds(60));
    }

    MountClient mount() throws IOException {
        var client = MountClient.start(settings);
        client.mount(point, false);
        return client;
    }

    static void kill(MountClient client) throws Exception {
        var process = ProcessHandle.of(client.status().pid()).orElseThrow();
        client.close();
        process.destroyForcibly();
        assertTrue(Ending.await(process.pid(), Duration.ofSeconds(30)));
    }

    @Override
    public void close() throws IOException {
        google.faults().clear();
        var running = MountClient.find(settings.cache());
        if (running.isPresent()) {
            running.get().stop();
            running.get().close();
        }
        google.close();
    }
}
