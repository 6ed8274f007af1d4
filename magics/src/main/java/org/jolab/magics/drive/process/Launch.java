package org.jolab.magics.drive.process;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
            if (Ending.hasEnded(process)) {
                if (isFree(settings.cache())) {
                    throw new IOException(reason(settings.cache()));
                }
                // Another one has the folder: started at the same moment, or about to end.
                pause(300);
                process = run(settings.cache(), log);
            }
            if (System.nanoTime() > until) {
                throw new IOException("The mount process did not start within a minute; see " + log + ".");
            }
            pause(20);
        }
    }

    /**
     * Starts one and gives its number. A shell between makes it nobody's child, as a kernel ends its children when it
     * is interrupted or ends; setsid keeps the signals of terminals and process groups away.
     */
    private static long run(Path cache, Path log) throws IOException {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", "log=$1; shift; if command -v setsid >/dev/null; "
            + "then set -- setsid \"$@\"; fi; \"$@\" </dev/null >>\"$log\" 2>&1 & echo $!", "sh", log.toString()));
        command.addAll(command(cache));
        var shell = new ProcessBuilder(command).directory(cache.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        shell.getOutputStream().close();
        try (var output = shell.inputReader()) {
            return Long.parseLong(output.readLine().strip());
        } catch (NumberFormatException | NullPointerException nothing) {
            throw new IOException("The mount process could not be started; see " + log + ".");
        }
    }

    /** Whether no process has the folder. */
    private static boolean isFree(Path cache) throws IOException {
        try (var channel = FileChannel.open(cache.resolve("process.lock"), StandardOpenOption.CREATE,
            StandardOpenOption.WRITE); var lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException thisProcess) {
            return false;
        }
    }

    private static List<String> command(Path cache) {
        var command = new ArrayList<String>();
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC", "-Xms16m", "-Xmx" + heap() + "m", "-XX:MaxDirectMemorySize=512m", "-Xss512k",
            "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED", "-Dfile.encoding=UTF-8",
            "-XX:ErrorFile=" + cache.resolve("crash.log"), "-XX:+ExitOnOutOfMemoryError"));
        var agents = System.getProperty("jolab.drive.options", "");
        if (!agents.isBlank()) {
            command.addAll(List.of(agents.trim().split(" +")));
        }
        command.addAll(List.of("-cp", classPath(),
            System.getProperty("jolab.drive.main", MountProcess.class.getName()), cache.toString()));
        return command;
    }

    /** Megabytes: an eighth of the memory, as trees of many files need much. */
    private static long heap() {
        var memory = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getTotalMemorySize() >> 20 : 0;
        return Math.clamp(memory / 8, 256, 2048);
    }

    /** This process's own, from the root on, as the other one is in another folder. */
    private static String classPath() {
        var own = System.getProperty("jolab.drive.classpath", System.getProperty("java.class.path"));
        return Stream.of(own.split(File.pathSeparator)).map(each -> Path.of(each).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
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
    private static String reason(Path cache) throws IOException {
        var file = cache.resolve("reason");
        if (Files.exists(file)) {
            var reason = Files.readString(file, StandardCharsets.UTF_8);
            Files.delete(file);
            return reason;
        }
        return "The mount process ended at once; see " + cache.resolve("log") + ".";
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
