package org.jolab.install.kernelspec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jolab.api.UsageError;
import org.jolab.install.client.KernelDied;
import org.jolab.install.client.KernelProcess;
import org.jolab.install.machine.Distribution;

/**
 * The file from which a JVM gets classes ready loaded and linked, which halves the kernel's start.
 *
 * <p>It lies beside the kernelspec that uses it, and its name holds a digest of all that it depends on: a cache that no
 * longer fits is not mistaken for one that does, and running kernels keep the file that they have mapped.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514: Ahead-of-Time Command-Line Ergonomics</a>
 */
public final class AotCache {

    private static final Duration ASSEMBLY = Duration.ofSeconds(120);

    private AotCache() {}

    /** The name of the cache file that fits {@code launch}: JDK build, version, jars, the JVM's arguments. */
    public static String fileName(Launch launch) {
        var text = new StringBuilder();
        text.append(launch.jdk().home()).append('\n').append(launch.jdk().build()).append('\n');
        text.append(Distribution.version()).append('\n');
        launch.jvmArguments().forEach(argument -> text.append(argument).append('\n'));
        for (var jar : launch.distribution().classPath()) {
            text.append(jar);
            try {
                // The JVM compares these two as well.
                text.append(' ').append(Files.size(jar)).append(' ').append(Files.getLastModifiedTime(jar));
            } catch (IOException e) {
                text.append(" missing");
            }
            text.append('\n');
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return "jolab-" + HexFormat.of().formatHex(digest, 0, 8) + ".aot";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The cache for {@code launch} in {@code folder}, if it is there. */
    public static Optional<Path> find(Launch launch, Path folder) {
        return Optional.of(folder.resolve(fileName(launch))).filter(Files::isReadable);
    }

    /**
     * Makes the cache for {@code launch} in {@code folder} by running a kernel through what users do first, and deletes
     * the caches that were there before. Takes some seconds.
     *
     * @throws UsageError if it cannot be made; the kernel works without it
     */
    public static Path make(Launch launch, Path folder) throws InterruptedException {
        var cache = folder.resolve(fileName(launch));
        var part = folder.resolve(cache.getFileName() + ".part");
        try {
            train(launch, part);
            if (!Files.isRegularFile(part)) {
                throw new UsageError("The JVM made no start-up cache; kernels will start without one.");
            }
            Files.move(part, cache, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            for (var old : all(folder)) {
                if (!old.equals(cache)) {
                    deleteQuietly(old);
                }
            }
            return cache;
        } catch (IOException e) {
            throw new UsageError("The start-up cache could not be written into " + folder
                + "; kernels will start without one.", e);
        } finally {
            deleteQuietly(part);
        }
    }

    /** Every cache file in {@code folder}. */
    public static List<Path> all(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("jolab-[0-9a-f]+\\.aot")).toList();
        }
    }

    private static void train(Launch launch, Path goal) throws InterruptedException {
        var folder = goal.getParent();
        var history = goal.resolveSibling(goal.getFileName() + ".history");
        var environment = Training.environment(history);
        try (var process = KernelProcess.start(launch.trainingCommand(goal), folder, environment)) {
            try (var client = process.connect()) {
                new Training(client).run();
            } catch (KernelDied e) {
                throw new UsageError("The start-up cache could not be made (" + process.obituary()
                    + "); kernels will start without one.", e);
            }
            // The JVM that was trained starts another one that writes the cache, and waits for it.
            if (!process.awaitEnd(ASSEMBLY)) {
                throw new UsageError("The JVM did not finish the start-up cache within " + ASSEMBLY.toSeconds()
                    + " s; kernels will start without one.");
            }
        } finally {
            deleteQuietly(history);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.getLogger(AotCache.class.getName()).log(System.Logger.Level.DEBUG, "an old file stays behind", e);
        }
    }
}
