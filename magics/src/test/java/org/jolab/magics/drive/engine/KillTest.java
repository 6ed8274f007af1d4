package org.jolab.magics.drive.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jolab.magics.drive.local.FolderStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {

    private static final int KILLS = Integer.getInteger("jolab.drive.kills", 8);

    @TempDir
    private Path folder;
    /** What was acknowledged: seed and length, or null for what was removed. */
    private final Map<String, int[]> acknowledged = new HashMap<>();
    /** Of which a change was going on. */
    private final Set<String> uncertain = new HashSet<>();

    @Test
    void whatWasAcknowledgedIsThereWheneverTheProcessIsKilled() throws Exception {
        var random = new Random();
        for (var kill = 0; kill < KILLS; kill++) {
            runAndKill(kill, random.nextInt(900));
            check();
        }
        try (var engine = open()) {
            assertTrue(engine.flush(Duration.ofSeconds(60)), () -> "" + engine.report());
            assertTrue(engine.report().aside().isEmpty(), () -> "" + engine.report());
        }
        compareStore();
    }

    private void runAndKill(int kill, long after) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
            System.getProperty("java.class.path"), KilledWriter.class.getName(), folder.resolve("cache").toString(),
            Files.createDirectories(folder.resolve("store")).toString(), "" + kill, kill % 2 == 0 ? "20" : "2000")
            .redirectErrorStream(true).start();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            assertEquals("ready", lines.readLine());
            var killer = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(after);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                // The process itself would close its stream.
                process.toHandle().destroyForcibly();
            });
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.endsWith(" .")) {
                    note(line);
                }
            }
            killer.join();
        }
        process.waitFor();
    }

    private void note(String line) {
        var words = line.split(" ");
        assertTrue(words.length >= 2 && words[0].startsWith("/d"), line);
        var path = words[0];
        if (words[1].equals("begins") || words[1].equals("goes")) {
            uncertain.add(path);
        } else {
            acknowledged.put(path, words[1].equals("gone") ? null
                : new int[] {Integer.parseInt(words[1]), Integer.parseInt(words[2])});
            uncertain.remove(path);
        }
    }

    private Engine open() throws Exception {
        return Engine.open(folder.resolve("cache"), new FolderStore(folder.resolve("store")),
            EngineSettings.standard().withReserve(0).withDelays(Duration.ofHours(1), Duration.ofHours(1)));
    }

    private void check() throws Exception {
        try (var engine = open()) {
            for (var entry : acknowledged.entrySet()) {
                var path = entry.getKey();
                var content = entry.getValue();
                if (uncertain.contains(path)) {
                    // It was being changed: any of its states will do from now on, also a part of the new one.
                    continue;
                }
                if (content == null) {
                    assertFalse(exists(engine, path), path);
                    continue;
                }
                assertTrue(exists(engine, path), path + " is lost");
                assertArrayEquals(KilledWriter.bytes(content[0], content[1]), read(engine, path), path);
            }
        }
        uncertain.forEach(acknowledged::remove);
        uncertain.clear();
    }

    private static boolean exists(Engine engine, String path) throws Exception {
        var names = new TreeSet<String>();
        engine.list(path.substring(0, 3), (name, attributes) -> names.add(name));
        return names.contains(path.substring(4));
    }

    private static byte[] read(Engine engine, String path) throws Exception {
        try (var file = engine.open(path, Set.of(StandardOpenOption.READ), 0)) {
            var bytes = ByteBuffer.allocate((int) file.attributes().size());
            var more = true;
            while (bytes.hasRemaining() && more) {
                more = file.read(bytes, bytes.position()) > 0;
            }
            return bytes.array();
        }
    }

    private void compareStore() throws Exception {
        var store = folder.resolve("store");
        for (var entry : acknowledged.entrySet()) {
            var file = store.resolve(entry.getKey().substring(1));
            if (entry.getValue() == null) {
                assertFalse(Files.exists(file), file + " is back");
            } else {
                assertArrayEquals(KilledWriter.bytes(entry.getValue()[0], entry.getValue()[1]),
                    Files.readAllBytes(file), file.toString());
            }
        }
        try (var all = Files.walk(store)) {
            for (var file : all.filter(Files::isRegularFile).map(f -> store.relativize(f).toString()).toList()) {
                assertTrue(file.matches("\\..*|d[0-9]/f[0-9]+|tmp-?[0-9]+"), "a duplicate: " + file);
            }
        }
    }
}
