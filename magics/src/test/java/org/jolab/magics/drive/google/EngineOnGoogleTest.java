package org.jolab.magics.drive.google;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jolab.magics.drive.engine.Engine;
import org.jolab.magics.drive.engine.EngineSettings;
import org.jolab.magics.drive.fake.FakeDrive;
import org.jolab.magics.drive.fake.Faults;
import org.jolab.magics.drive.fake.Others;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is written into a tree is in Google Drive once and whole, whatever happens on the way. */
@Timeout(120)
class EngineOnGoogleTest {

    private static final EngineSettings QUICK = EngineSettings.standard().withReserve(0)
        .withDelays(Duration.ofMillis(100), Duration.ofMinutes(5)).withPoll(Duration.ofMinutes(5))
        .withRetry(Duration.ofMillis(100));

    @TempDir
    private Path folder;
    private final FakeDrive fake;
    private Engine engine;

    EngineOnGoogleTest() throws IOException {
        fake = FakeDrive.start();
    }

    private void mount() throws IOException {
        if (engine != null) {
            engine.close();
        }
        engine = Engine.open(folder.resolve("cache"), new GoogleStore(fake.endpoint(), fake.tokens().client(),
            GoogleOptions.standard()), QUICK);
    }

    @AfterEach
    void close() {
        engine.close();
        fake.close();
    }

    private void write(String path, byte[] bytes) throws IOException {
        try (var file = engine.open(path, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING), 0644)) {
            file.write(ByteBuffer.wrap(bytes), 0);
            file.flush();
        }
    }

    private byte[] read(String path) throws IOException {
        try (var file = engine.open(path, Set.of(StandardOpenOption.READ), 0)) {
            var bytes = ByteBuffer.allocate((int) file.attributes().size());
            while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
                continue;
            }
            return bytes.array();
        }
    }

    private List<String> names(String path) throws IOException {
        var names = new ArrayList<String>();
        engine.list(path, (name, attributes) -> names.add(name));
        names.sort(null);
        return names;
    }

    @Test
    void theTopIsAsColabHasIt() throws IOException {
        fake.others().addFile(fake.others().addDrive("Team"), "in team.txt", new byte[] {1, 2, 3});
        fake.others().addDocument(Others.ROOT, "Plan", "document", "the plan");
        var target = fake.others().addFolder(Others.ROOT, "target");
        fake.others().addFile(target, "x", new byte[5]);
        fake.others().addShortcut(Others.ROOT, "short", target);
        mount();

        assertEquals(List.of("My Drive", "MyDrive", "Shareddrives"), names("/"));
        assertEquals("MyDrive", engine.linkTarget("/My Drive"));
        assertEquals(List.of("Plan.gdoc", "short", "target"), names("/MyDrive"));
        assertArrayEquals(new byte[] {1, 2, 3}, read("/Shareddrives/Team/in team.txt"));
        assertEquals(List.of("x"), names("/MyDrive/short"));
        assertTrue(new String(read("/MyDrive/Plan.gdoc")).contains("docs.google.com"));
    }

    @Test
    void whatIsWrittenIsThereOnceAndWholeWhateverHappens() throws Exception {
        mount();
        var random = new Random(7);
        var expected = new TreeMap<String, byte[]>();
        for (var round = 0; round < 4; round++) {
            trouble(fake.faults(), round);
            for (var i = 0; i < 15; i++) {
                var folder = "/MyDrive/d" + random.nextInt(4);
                if (!names("/MyDrive").contains(folder.substring(9))) {
                    engine.makeFolder(folder, 0755);
                }
                var path = folder + "/f" + random.nextInt(6);
                var bytes = new byte[i % 8 == 3 ? 5_000_000 + random.nextInt(1000) : random.nextInt(9000)];
                random.nextBytes(bytes);
                write(path, bytes);
                expected.put(path, bytes);
                if (random.nextInt(3) == 0) {
                    var other = path + "r";
                    engine.rename(path, other, true);
                    expected.put(other, expected.remove(path));
                }
            }
            mount();
        }
        fake.faults().clear();
        assertTrue(engine.flush(Duration.ofSeconds(60)), () -> "" + engine.report());

        var found = new TreeMap<String, String>();
        for (var file : fake.others().all(Others.ROOT)) {
            if (!file.folder()) {
                assertEquals(null, found.put("/MyDrive" + file.path(), file.md5()), "twice: " + file.path());
            }
        }
        var wanted = new TreeMap<String, String>();
        expected.forEach((path, bytes) -> wanted.put(path, GoogleHouse.md5(bytes)));
        assertEquals(wanted, found);
        assertEquals(List.of(), engine.report().aside());
    }

    @Test
    void whatWaitsWhenTheSignInEndsIsSentAfterTheNextOne() throws Exception {
        mount();
        write("/MyDrive/before", new byte[10]);
        assertTrue(engine.flush(Duration.ofSeconds(60)), () -> "" + engine.report());
        fake.tokens().revoke();
        write("/MyDrive/while", new byte[20]);
        write("/MyDrive/before", new byte[11]);
        assertFalse(engine.flush(Duration.ofSeconds(2)));
        assertTrue(engine.report().trouble().contains("%drive auth"), engine.report()::toString);

        fake.tokens().allow();
        mount();
        assertTrue(engine.flush(Duration.ofSeconds(60)), () -> "" + engine.report());
        assertEquals(List.of(11L, 20L), fake.others().all(Others.ROOT).stream().map(Others.Found::size).toList());
    }

    @Test
    void aFullAccountKeepsWhatIsWrittenHere() throws Exception {
        mount();
        fake.others().fill();
        write("/MyDrive/file", new byte[20]);
        assertFalse(engine.flush(Duration.ofSeconds(3)));
        assertTrue(("" + engine.report()).contains("is full"), engine.report()::toString);
        assertArrayEquals(new byte[20], read("/MyDrive/file"));

        fake.others().limit(1000);
        mount();
        assertTrue(engine.flush(Duration.ofSeconds(60)), () -> "" + engine.report());
        assertEquals(1, fake.others().at("/file").size());
    }

    private static void trouble(Faults faults, int round) {
        faults.loseAnswers(6, "POST|PATCH|PUT");
        faults.refuse(10, "", 403, "userRateLimitExceeded", 0);
        faults.refuse(5, "upload", 503, "backendError", 0);
        faults.cutUploads(3, 700_000 * (round + 1));
        faults.cutDownloads(2, 1000);
    }
}
