package org.jolab.magics.drive.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * The main class of the mount process. Its one argument is its cache folder. SIGTERM ends its mounts and leaves what
 * waits to the next process.
 */
public final class MountProcess {

    private static final System.Logger LOG = System.getLogger(MountProcess.class.getName());

    private MountProcess() {}

    public static void main(String[] arguments) {
        run(arguments, Trees::open);
    }

    /** Serves until it is told to stop or has nothing left to do; does not return. */
    static void run(String[] arguments, TreeOpener opener) {
        var cache = Path.of(arguments[0]).toAbsolutePath();
        try {
            serve(cache, opener);
            System.exit(0);
        } catch (Throwable failure) {
            LOG.log(System.Logger.Level.ERROR, "The mount process cannot go on.", failure);
            tell(cache, failure);
            System.exit(1);
        }
    }

    private static void serve(Path cache, TreeOpener opener) throws IOException, InterruptedException {
        PrivateFiles.folder(cache);
        try (var channel = FileChannel.open(cache.resolve("process.lock"), StandardOpenOption.CREATE,
            StandardOpenOption.WRITE); var lock = lock(channel)) {
            if (lock == null) {
                LOG.log(System.Logger.Level.INFO, "Another process has {0}.", cache);
                return;
            }
            Files.deleteIfExists(cache.resolve("reason"));
            var settings = ProcessSettings.read(cache);
            var log = new LogFile(cache.resolve("log"));
            var service = new Service(opener.open(settings), settings, Instant.now());
            Runtime.getRuntime().addShutdownHook(new Thread(service::end, "end of the mounts"));
            try (var server = new ControlServer(Connections.socket(cache), service)) {
                while (service.goesOn(server.connected())) {
                    log.trim();
                    Thread.sleep(250);
                }
            }
            service.end();
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException thisProcess) {
            return null;
        }
    }

    private static void tell(Path cache, Throwable failure) {
        try {
            var message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
            PrivateFiles.replace(cache.resolve("reason"), message.getBytes(StandardCharsets.UTF_8));
        } catch (IOException nobodyReadsIt) {
            LOG.log(System.Logger.Level.ERROR, nobodyReadsIt);
        }
    }
}
