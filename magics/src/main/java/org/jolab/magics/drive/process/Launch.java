package org.jolab.magics.drive.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts mount processes: detached, with a log of their own, from the class path that this process runs from. */
final class Launch {

    private static final long LONGEST_START = TimeUnit.SECONDS.toNanos(60);
    private static final long LARGEST_LOG = 4 << 20;

    private Launch() {}

    static MountClient of(ProcessSettings settings) throws IOException {
        PrivateFiles.folder(settings.cache());
        settings.write();
        var log = log(settings.cache());
        var process = run(settings.cache(), log);
        var until = System.nanoTime() + LONGEST_START;
        while (true) {
            var client = MountClient.find(settings.cache());
            if (client.isPresent()) {
                return client.get();
            }
            if (!process.isAlive()) {
                if (process.exitValue() != 0) {
                    throw new IOException(reason(settings.cache(), process.exitValue()));
                }
                // Another one has the folder: started at the same moment, or about to end.
                pause(300);
                process = run(settings.cache(), log);
            }
            if (System.nanoTime() > until) {
                process.destroy();
                throw new IOException("The mount process did not start within a minute; see " + log + ".");
            }
            pause(20);
        }
    }

    private static Process run(Path cache, Path log) throws IOException {
        return new ProcessBuilder(command(cache)).directory(cache.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectErrorStream(true)
            .start();
    }

    private static List<String> command(Path cache) {
        var command = new ArrayList<String>();
        // A session of its own: no signal for the notebook's terminal or process group reaches it.
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC", "-Xms16m", "-Xmx256m", "-Xss512k", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
            "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED", "-Dfile.encoding=UTF-8",
            "-XX:ErrorFile=" + cache.resolve("crash.log"), "-XX:+ExitOnOutOfMemoryError"));
        var agents = System.getProperty("jolab.drive.options", "");
        if (!agents.isBlank()) {
            command.addAll(List.of(agents.trim().split(" +")));
        }
        command.addAll(List.of("-cp",
            System.getProperty("jolab.drive.classpath", System.getProperty("java.class.path")),
            System.getProperty("jolab.drive.main", MountProcess.class.getName()), cache.toString()));
        return command;
    }

    private static Path log(Path cache) throws IOException {
        var log = cache.resolve("log");
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, cache.resolve("log.1"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.notExists(log)) {
            PrivateFiles.replace(log, new byte[0]);
        }
        return log;
    }

    /** What the process has written as its reason, else where to look. */
    private static String reason(Path cache, int exit) throws IOException {
        var file = cache.resolve("reason");
        if (Files.exists(file)) {
            var reason = Files.readString(file, StandardCharsets.UTF_8);
            Files.delete(file);
            return reason;
        }
        return "The mount process ended with " + exit + "; see " + cache.resolve("log") + ".";
    }

    private static void pause(int millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("Interrupted while the mount process started; it goes on.");
        }
    }
}
