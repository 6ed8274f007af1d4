package org.jolab.install.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jolab.api.UsageError;

/**
 * A kernel that runs as a child of this JVM and does not outlive it. May be called by any thread.
 *
 * <p>Its connection file lies in a folder that only this user can read; what it writes to its standard streams, which
 * is not what notebooks print, goes to a log there.
 */
public final class KernelProcess implements AutoCloseable {

    /** In a command, stands for the path of the connection file; the same as in kernelspecs. */
    public static final String CONNECTION_FILE = "{connection_file}";

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Path folder;
    private final Connection connection;
    private final Process process;
    private final Thread reaper;

    private KernelProcess(Path folder, Connection connection, Process process) {
        this.folder = folder;
        this.connection = connection;
        this.process = process;
        // Runs on Ctrl-C too.
        this.reaper = Thread.ofPlatform().name("kernel-reaper").unstarted(this::end);
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /** Starts {@code command} in {@code directory}, with {@code environment} added to this process's own. */
    public static KernelProcess start(List<String> command, Path directory, Map<String, String> environment) {
        try {
            var folder = Files.createTempDirectory("jolab-kernel", ownerOnly("rwx------"));
            var connection = Connection.local();
            var file = Files.createFile(folder.resolve("connection.json"), ownerOnly("rw-------"));
            connection.write(file);
            var log = folder.resolve("log.txt").toFile();
            var words = command.stream().map(word -> word.replace(CONNECTION_FILE, file.toString())).toList();
            var builder = new ProcessBuilder(words).directory(directory.toFile())
                .redirectErrorStream(true).redirectOutput(log);
            // The kernel watches this process and ends with it, even after kill -9.
            builder.environment().put("JPY_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            return new KernelProcess(folder, connection, process);
        } catch (IOException e) {
            throw new UsageError("The kernel could not be started: " + e.getMessage(), e);
        }
    }

    /** Where it listens, or will. */
    public Connection connection() {
        return connection;
    }

    /** A client that notices when this kernel dies. */
    public KernelClient connect() {
        return new KernelClient(connection, process::isAlive);
    }

    /** The process itself. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Waits for the kernel to end by itself; false when it takes longer than {@code limit}. */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One sentence about how a kernel ended that should not have: its exit code and its last words, if any. */
    public String obituary() {
        try {
            process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var words = lastWords();
        var how = process.isAlive()
            ? "the kernel does not answer" : "the kernel ended with exit code " + process.exitValue();
        return how + (words.isEmpty() ? "" : "; its last words: " + words);
    }

    /** Ends the kernel, by force if need be, and deletes its folder. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook does the work.
            return;
        }
        end();
    }

    private void end() {
        var children = process.descendants().toList();
        process.destroy();
        try {
            if (!awaitEnd(PATIENCE)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroy);
        delete();
    }

    private String lastWords() {
        try (var lines = Files.lines(folder.resolve("log.txt"))) {
            return lines.filter(line -> !line.isBlank()).reduce((first, second) -> second).orElse("").strip();
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    private void delete() {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.getLogger(KernelProcess.class.getName())
                .log(System.Logger.Level.DEBUG, "a temporary folder stays behind", e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        var posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        if (!posix) {
            return new FileAttribute<?>[0];
        }
        var set = PosixFilePermissions.fromString(permissions);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
    }
}
