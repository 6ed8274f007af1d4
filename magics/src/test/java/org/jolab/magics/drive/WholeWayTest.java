package org.jolab.magics.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.jolab.magics.drive.fake.FakeDrive;
import org.jolab.magics.drive.fake.Others;
import org.jolab.magics.drive.fuse.FuseProbe;
import org.jolab.magics.trial.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a client id to a file in Google Drive, in cells alone, at a server that plays all of Google. */
class WholeWayTest {

    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/o/oauth2\\S+");

    @TempDir
    private Path folder;
    private Path point;
    private FakeDrive google;
    private Trial trial;

    @BeforeEach
    void start() throws IOException {
        var obstacle = FuseProbe.obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle.orElse(""));
        google = FakeDrive.start();
        point = folder.resolve("drive");
        trial = new Trial();
        trial.ok("%env JOLAB_DRIVE_SERVER=" + google.endpoint());
        trial.ok("%env XDG_CONFIG_HOME=" + folder.resolve("config"));
        trial.ok("%env XDG_CACHE_HOME=" + folder.resolve("cache"));
    }

    @AfterEach
    void end() throws Exception {
        if (trial != null) {
            trial.run("%drive unmount");
            trial.ok("%unset_env JOLAB_DRIVE_SERVER XDG_CONFIG_HOME XDG_CACHE_HOME");
            trial.close();
        }
        if (google != null) {
            google.close();
        }
    }

    /** Whoever sees the link opens it, and presses what they like. */
    private Thread somebodyPresses(String which) {
        return Thread.ofPlatform().daemon().start(() -> {
            try (var client = HttpClient.newHttpClient()) {
                var link = trial.awaitShown(LINK);
                var page = client.send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.ofString())
                    .body();
                var pressed = Pattern.compile("id=\"" + which + "\" href=\"([^\"]+)").matcher(page);
                assertTrue(pressed.find(), page);
                client.send(HttpRequest.newBuilder(URI.create(pressed.group(1).replace("&amp;", "&"))).build(),
                    BodyHandlers.discarding());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private String signedIn() throws IOException, InterruptedException {
        var client = Files.writeString(folder.resolve("client_secret.json"), "{\"installed\": {\"client_id\": "
            + "\"407-abc.apps.googleusercontent.com\", \"client_secret\": \"GOCSPX-hidden\"}}");
        var somebody = somebodyPresses("allow");
        var printed = trial.ok("%drive auth login --client " + client).toString();
        somebody.join();
        return printed;
    }

    private String inDrive(String path) {
        var ids = google.others().at(path);
        return ids.size() == 1 ? new String(google.others().bytes(ids.getFirst())) : ids.size() + " files";
    }

    @Test
    void aLinkAConsentAMountAndWhatJavaAndProgramsWriteIsInDrive() throws Exception {
        google.others().addFile(Others.ROOT, "there.txt", "from elsewhere".getBytes());
        var printed = signedIn();
        assertTrue(printed.contains("Signed in: "), printed);
        assertFalse(printed.contains("GOCSPX") || printed.contains("1//fake") || printed.contains("ya29"), printed);
        try (var kept = Files.walk(folder.resolve("config"))) {
            for (var file : kept.filter(Files::isRegularFile).toList()) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        assertTrue(trial.ok("%drive mount " + point).stdout().contains("Mounted at " + point));
        assertEquals("from elsewhere", trial.ok("Files.readString(Path.of(\"" + point + "/MyDrive/there.txt\"))")
            .value());
        trial.ok("Files.writeString(Path.of(\"" + point + "/MyDrive/a.txt\"), \"by Java\\n\");\n"
            + "!echo by a program >> " + point + "/MyDrive/a.txt\n%drive flush");
        assertEquals("by Java\nby a program\n", inDrive("/a.txt"));
        assertTrue(trial.ok("%drive status").value().contains("Google Drive of "), "whose drive it is");
        assertTrue(trial.ok("%drive doctor").stdout().contains("is signed in by your client id"));
    }

    @Test
    void whatIsWrittenWhileNobodyIsSignedInWaitsForTheNextSignIn() throws Exception {
        signedIn();
        trial.ok("%drive mount " + point);
        // A folder that nobody has looked into cannot be written before it is known what it holds.
        trial.ok("!ls " + point + "/MyDrive");
        google.tokens().revoke();
        trial.ok("Files.writeString(Path.of(\"" + point + "/MyDrive/a.txt\"), \"not lost\");");
        var waiting = trial.ok("%drive flush --timeout 3");
        assertTrue(waiting.stderr().contains("1 file (8 bytes) still wait"), waiting.toString());
        assertTrue(waiting.stderr().contains("%drive auth"), waiting.toString());
        assertEquals("0 files", inDrive("/a.txt"));
        signedIn();
        trial.ok("%drive flush");
        assertEquals("not lost", inDrive("/a.txt"));
    }

    @Test
    void aRefusalIsToldAndNothingIsMounted() throws Exception {
        signedIn();
        assertTrue(trial.ok("%drive auth revoke").stdout().contains("is ended, here and at Google"));
        trial.ok("%env JOLAB_DRIVE_CLIENT=" + folder.resolve("client_secret.json"));
        var somebody = somebodyPresses("deny");
        var failure = trial.failure("%drive mount " + point);
        somebody.join();
        trial.ok("%unset_env JOLAB_DRIVE_CLIENT");
        assertTrue(failure.contains("You did not allow it"), failure);
        assertFalse(Files.exists(point));
    }

    @Test
    void aDriveThatIsFullIsToldAndNothingIsLost() throws Exception {
        signedIn();
        trial.ok("%drive mount " + point);
        trial.ok("!ls " + point + "/MyDrive");
        google.others().limit(1000);
        trial.ok("Files.write(Path.of(\"" + point + "/MyDrive/large.bin\"), new byte[5000]);");
        var waiting = trial.ok("%drive flush --timeout 3");
        assertTrue(waiting.stderr().contains("1 file (5.0 kB) still wait"), waiting.toString());
        assertTrue(waiting.stderr().contains("full"), waiting.toString());
        assertTrue(trial.ok("%drive status").value().contains("full"));
        google.others().limit(1_000_000);
        trial.ok("%drive flush --timeout 60");
        assertEquals(5000, google.others().bytes(google.others().at("/large.bin").getFirst()).length);
    }

    @Test
    void namesThatNoFileSystemKnowsAreReadableAllTheSame() throws Exception {
        var longName = "x".repeat(300) + ".txt";
        for (var name : List.of("a/b.txt", ".", "..", "", longName, "two\nlines")) {
            google.others().addFile(Others.ROOT, name, ("called " + name).getBytes());
        }
        signedIn();
        trial.ok("%drive mount " + point);
        var found = trial.ok("""
            var found = new TreeSet<String>();
            for (var file : Files.list(Path.of("%s/MyDrive")).toList()) {
                found.add(Files.readString(file));
            }
            found.size() + " " + String.join("|", found)""".formatted(point)).value();
        assertTrue(found.startsWith("6 called |called .|called ..|called a/b.txt|called two"), found);
        assertTrue(trial.ok("!cat " + point + "/MyDrive/a*b.txt").stdout().contains("called a/b.txt"));
    }

    @Test
    void withoutANetworkNothingIsMountedAndTheReasonIsTold() throws Exception {
        signedIn();
        google.close();
        google = null;
        var failure = trial.failure("%drive mount " + point);
        assertTrue(failure.contains("cannot be reached") && failure.contains("%drive doctor"), failure);
        assertFalse(Files.exists(point));
    }

    @Test
    void optionsOfOneCommandAreRefusedByOthers() {
        assertTrue(trial.failure("%drive ls --adc").contains("--adc belongs to %drive auth, not to ls"));
        assertTrue(trial.failure("%drive auth --adc").contains("--adc belongs to %drive auth login, not to status"));
        assertTrue(trial.failure("%drive auth login --service-account " + folder.resolve("no.json"))
            .contains("no.json"));
    }
}
