package org.jolab.magics.drive.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jolab.magics.drive.fake.FakeDrive;
import org.jolab.magics.drive.fake.Others;
import org.jolab.magics.drive.fuse.Programs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs write to a mount of Google Drive whose process is killed, and what they were told is written is there. */
@Timeout(600)
class DriveMountTest {

    private static final int KILLS = Integer.getInteger("jolab.drive.kills", 40);
    private static final Duration LONGEST = Duration.ofSeconds(50);

    @TempDir
    private Path folder;
    private MountedDrive mounted;
    private FakeDrive drive;
    private Path home;

    @BeforeEach
    void drive() throws IOException {
        mounted = new MountedDrive(folder, folder.resolve("cache"));
        drive = mounted.google;
        home = mounted.home;
    }

    @AfterEach
    void stop() throws IOException {
        if (mounted != null) {
            mounted.close();
        }
    }

    private static String script(String name) throws Exception {
        return Path.of(DriveMountTest.class.getResource("/drive/" + name).toURI()).toString();
    }

    @Test
    void whatWasClosedIsThereAfterEachKillAndNothingIsThereTwice() throws Exception {
        var seed = System.nanoTime();
        var chance = new Random(seed);
        var expected = new HashMap<String, Set<String>>();
        var begun = System.nanoTime();
        var kills = 0;
        // On a slow machine fewer, unless a number was asked for.
        while (kills < KILLS && (Integer.getInteger("jolab.drive.kills") != null || kills < 5
            || System.nanoTime() - begun < LONGEST.toNanos())) {
            var client = mounted.mount();
            check(expected, chance, "seed " + seed + ", kill " + kills);
            var output = folder.resolve("output");
            var writer = new ProcessBuilder("python3", script("writer.py"), home.toString(),
                Integer.toString(kills * 10_000), Long.toString(chance.nextLong())).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
            Thread.sleep(50 + chance.nextInt(900));
            MountedDrive.kill(client);
            assertTrue(writer.waitFor(60, TimeUnit.SECONDS));
            note(Files.readAllLines(output), expected);
            kills++;
        }
        System.out.println(kills + " kills, " + expected.size() + " files written.");
        try (var client = mounted.mount()) {
            check(expected, null, "seed " + seed);
            assertTrue(client.flush(Duration.ofMinutes(2), report -> { }));
            assertEquals(List.of(), client.status().report().waiting());
        }
        inStore(expected);
    }

    /** After the last line of a name, its content is the one that is done, or one that was begun afterwards. */
    private static void note(List<String> lines, Map<String, Set<String>> expected) {
        for (var line : lines) {
            var words = line.split(" ", 3);
            switch (words[0]) {
                // Writing in place begins by cutting the file: that may be all that has happened.
                case "begun" -> expected.computeIfAbsent(words[2], name -> new HashSet<>(Set.of("nothing")))
                    .addAll(Set.of("any", words[1]));
                case "done" -> expected.put(words[2], new HashSet<>(Set.of(words[1])));
                default -> assertEquals("end", words[0], line);
            }
        }
    }

    /** Looks at some of the files through the mount, or at all. */
    private void check(Map<String, Set<String>> expected, Random chance, String when) throws IOException {
        for (var file : expected.entrySet()) {
            if (chance != null && chance.nextInt(10) > 0 || file.getValue().contains("any")) {
                continue;
            }
            var path = home.resolve(file.getKey());
            assertTrue(Files.exists(path), () -> "Lost at " + when + ": " + file.getKey());
            assertTrue(file.getValue().contains(md5(Files.readAllBytes(path))),
                () -> "Changed at " + when + ": " + file.getKey());
        }
    }

    private void inStore(Map<String, Set<String>> expected) {
        var found = new HashMap<String, String>();
        for (var file : drive.others().all(Others.ROOT)) {
            assertEquals(null, found.put(file.path(), file.md5()), "There is a second " + file.path());
        }
        expected.forEach((name, contents) -> {
            if (!contents.contains("any")) {
                var md5 = found.entrySet().stream().filter(each -> each.getKey().endsWith("/" + name)
                    || each.getKey().equals(name)).map(Map.Entry::getValue).toList();
                assertEquals(1, md5.size(), name + " in the store");
                assertTrue(contents.contains(md5.getFirst()), name + " in the store");
            }
        });
        assertFalse(found.keySet().stream().anyMatch(name -> name.contains("conflict")), found.toString());
    }

    private static String md5(byte[] content) {
        try {
            return java.util.HexFormat.of().formatHex(
                java.security.MessageDigest.getInstance("MD5").digest(content));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void anUploadGoesOnWhereItWasKilled() throws Exception {
        var content = new byte[40 << 20];
        new Random(7).nextBytes(content);
        Files.write(folder.resolve("large"), content);
        drive.faults().latency(100);
        var kills = 0;
        var client = mounted.mount();
        assertEquals("", Programs.run(60, "cp", folder.resolve("large").toString(), home.resolve("large").toString()));
        for (var i = 0; i < 1200 && drive.traffic().bytesIn() < content.length; i++) {
            if (drive.traffic().bytesIn() > (kills + 1) * 12_000_000L && kills < 2) {
                MountedDrive.kill(client);
                client = mounted.mount();
                kills++;
            }
            Thread.sleep(20);
        }
        assertTrue(client.flush(Duration.ofMinutes(2), report -> { }));
        client.close();
        assertTrue(kills > 0);
        assertEquals(1, drive.traffic().of("POST upload resumable"), drive.traffic().all().toString());
        var largest = 16 << 20;
        assertTrue(drive.traffic().bytesIn() <= content.length + (long) kills * largest,
            drive.traffic().all().toString());
        assertEquals(0, drive.traffic().bytesTwice(), drive.traffic().all().toString());
        var files = drive.others().all(Others.ROOT);
        assertEquals(List.of(md5(content)), files.stream().map(Others.Found::md5).toList());
    }

    @Test
    void aFrozenServerIsAnErrorInTimeAndNobodyHangs() throws Exception {
        for (var i = 0; i < 3; i++) {
            drive.others().addFile(Others.ROOT, "cold " + i, new byte[3_000_000]);
        }
        var client = mounted.mount();
        assertTrue(Programs.run(60, "ls", home.toString()).contains("cold 1"));
        drive.faults().freeze();
        var readers = new ArrayList<Process>();
        for (var i = 0; i < 3; i++) {
            readers.add(new ProcessBuilder("cat", home.resolve("cold " + i).toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
        }
        // What is known, and what is written, needs no server.
        assertEquals("", Programs.run(30, "bash", "-c", "echo new > '" + home + "/new'"));
        assertEquals("new", Programs.run(30, "cat", home.resolve("new").toString()));
        readers.getFirst().destroy();
        assertTrue(readers.getFirst().waitFor(20, TimeUnit.SECONDS), "It cannot be killed.");
        for (var reader : readers) {
            assertTrue(reader.waitFor(100, TimeUnit.SECONDS));
            assertFalse(reader.exitValue() == 0);
        }
        assertFalse(client.status().troubles().isEmpty());
        drive.faults().thaw();
        for (var i = 0; i < 100 && !Programs.run(100, "bash", "-c", "cat '" + home + "/cold 2' | wc -c")
            .equals("3000000"); i++) {
            Thread.sleep(500);
        }
        assertTrue(client.flush(Duration.ofMinutes(1), report -> { }));
        client.close();
    }

    @Test
    void theSameOperationsGiveTheSameAnswersAsOnAPlainFileSystem() throws Exception {
        var plain = Files.createDirectory(folder.resolve("plain"));
        var expected = Programs.run(100, "python3", script("operations.py"), plain.toString());
        mounted.mount().close();
        assertEquals(expected, Programs.run(200, "python3", script("operations.py"), home.toString()));
    }
}
