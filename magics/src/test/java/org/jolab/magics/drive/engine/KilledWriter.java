package org.jolab.magics.drive.engine;

import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.jolab.magics.drive.local.FolderStore;

/**
 * A process that writes until it is killed, and says on its standard output what it was told is written:
 * {@code path seed length}, or {@code path gone}.
 */
final class KilledWriter {

    private KilledWriter() {
    }

    public static void main(String[] args) throws Exception {
        var settings = EngineSettings.standard().withReserve(0).withRetry(Duration.ofMillis(10))
            .withDelays(Duration.ofMillis(Integer.parseInt(args[3])), Duration.ofSeconds(60));
        var random = new Random(Long.parseLong(args[2]));
        var engine = Engine.open(Path.of(args[0]), new FolderStore(Path.of(args[1])), settings);
        System.out.println("ready");
        while (true) {
            var path = "/d" + random.nextInt(3) + "/f" + random.nextInt(20);
            var folder = path.substring(0, 3);
            if (!exists(engine, folder)) {
                engine.makeFolder(folder, 0755);
            }
            var seed = random.nextInt();
            // One in ten goes up in pieces.
            var length = random.nextInt(10) == 0 ? (4 << 20) + random.nextInt(1 << 20) : random.nextInt(50_000);
            switch (random.nextInt(5)) {
                case 0 -> {
                    if (exists(engine, path)) {
                        System.out.println(path + " goes .");
                        engine.remove(path);
                        System.out.println(path + " gone .");
                    }
                }
                case 1 -> {
                    write(engine, "/tmp" + random.nextInt(), path, new int[] {seed, length});
                }
                default -> write(engine, path, path, new int[] {seed, length});
            }
        }
    }

    private static boolean exists(Engine engine, String path) throws Exception {
        try {
            engine.attributes(path);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Writes a file, perhaps as a new one that is renamed then. */
    private static void write(Engine engine, String first, String path, int[] content) throws Exception {
        System.out.println(path + " begins " + content[0] + " " + content[1] + " .");
        try (var file = engine.open(first, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING), 0644)) {
            var bytes = bytes(content[0], content[1]);
            for (var at = 0; at < bytes.length; at += 1 << 17) {
                file.write(ByteBuffer.wrap(bytes, at, Math.min(1 << 17, bytes.length - at)), at);
            }
            file.flush();
        }
        if (!first.equals(path)) {
            engine.rename(first, path, true);
        }
        System.out.println(path + " " + content[0] + " " + content[1] + " .");
    }

    static byte[] bytes(int seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
