package org.jolab.magics.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jolab.magics.drive.fuse.FuseProbe;
import org.jolab.magics.drive.process.MountClient;
import org.jolab.magics.drive.process.ProcessSettings;
import org.jolab.magics.trial.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriveMagicsTest {

    @TempDir
    private Path folder;
    private Path store;
    private Path point;
    private String home;
    private Trial trial;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(System.getenv("XDG_CACHE_HOME") == null, "XDG_CACHE_HOME is set: caches would be the user's");
        home = System.getProperty("user.home");
        System.setProperty("user.home", folder.resolve("home").toString());
        store = Files.createDirectory(folder.resolve("store"));
        point = folder.resolve("drive");
        trial = new Trial();
    }

    @AfterEach
    void end() throws Exception {
        if (trial == null) {
            return;
        }
        trial.run("%drive unmount");
        trial.close();
        if (Files.isDirectory(ProcessSettings.caches())) {
            try (var caches = Files.list(ProcessSettings.caches())) {
                for (var cache : caches.toList()) {
                    var client = MountClient.find(cache);
                    if (client.isPresent()) {
                        client.get().stop();
                        client.get().close();
                    }
                }
            }
        }
        System.setProperty("user.home", home);
    }

    private String mount() {
        return "%drive mount " + point + " --store folder:" + store;
    }

    private static void assumeFuse() {
        var obstacle = FuseProbe.obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle.orElse(""));
    }

    @Test
    void whatIsWrittenByJavaAndByProgramsIsInTheStoreAfterAFlush() throws IOException {
        assumeFuse();
        assertTrue(trial.ok(mount()).stdout().contains("Mounted at " + point));
        trial.ok("""
            import java.nio.file.*;
            Files.writeString(Path.of("%s/a.txt"), "by Java\\n");
            !echo by a program >> %s/a.txt
            Files.writeString(Drive.path("b.txt"), "by its name");
            %%drive flush""".formatted(point, point));
        assertEquals("by Java\nby a program\n", Files.readString(store.resolve("a.txt")));
        assertEquals("by its name", Files.readString(store.resolve("b.txt")));
        var status = trial.ok("%drive status");
        assertTrue(status.value() != null && status.value().contains("nothing: all is in the store")
            || status.shown().toString().contains("nothing: all is in the store"), status.toString());
        assertEquals("2", trial.ok("var files = %drive ls\nfiles.size()").value());
        assertEquals("a.txt", trial.ok("files.get(0).name()").value());
        var again = trial.ok(mount()).stdout();
        assertTrue(again.contains("Drive already mounted at " + point + "; to attempt to forcibly remount"), again);
        assertTrue(trial.ok(mount() + " --force-remount").stdout().contains("Mounted at"));
        assertTrue(trial.ok("%drive unmount").stdout().contains("Unmounted " + point));
        assertFalse(Files.exists(point.resolve("a.txt")));
    }

    @Test
    void colabsSpellingWorksWithoutAnImport() throws IOException {
        assumeFuse();
        trial.ok(mount());
        assertTrue(trial.ok("drive.mount(\"" + point + "\")").stdout().contains("Drive already mounted"));
        assertEquals("true", trial.ok("Drive.status().isMounted()").value());
        trial.ok("drive.flushAndUnmount()");
        assertEquals("false", trial.ok("Drive.status().isMounted()").value());
    }

    @Test
    void optionsOfASignInAreToldApart() throws IOException {
        for (var wrong : new String[] {"mount --device", "auth status --client x.json", "auth login --adc --device",
            "auth login --subject a@b.c", "auth login --rclone-config x", "auth login --adc --client x.json",
            "flush --readonly", "auth login --timeout 0"}) {
            var outcome = trial.run("%drive " + wrong).toString();
            assertTrue(outcome.contains("belongs to") || outcome.contains("different ways")
                || outcome.contains("goes with") || outcome.contains("no number of seconds"), wrong + ": " + outcome);
        }
    }

    @Test
    void aMountForReadingRefusesToWrite() throws IOException {
        assumeFuse();
        Files.writeString(store.resolve("a.txt"), "text");
        trial.ok(mount() + " --readonly");
        assertTrue(trial.ok("!cat " + point + "/a.txt").stdout().contains("text"));
        assertTrue(trial.run("!echo x > " + point + "/b.txt").toString().contains("Read-only"));
        assertFalse(Files.exists(store.resolve("b.txt")));
    }

    @Test
    void filesGoInAndOutByThemselves() throws IOException {
        assumeFuse();
        trial.ok(mount());
        Files.writeString(folder.resolve("local.txt"), "local");
        trial.ok("%drive put " + folder + "/local.txt /");
        trial.ok("%drive flush");
        assertEquals("local", Files.readString(store.resolve("local.txt")));
        trial.ok("%drive get local.txt " + folder + "/back.txt");
        assertEquals("local", Files.readString(folder.resolve("back.txt")));
        var missing = trial.failure("%drive get nothing.txt");
        assertTrue(missing.contains("There is no /nothing.txt in the drive"), missing);
    }

    @Test
    void aMountPointThatCannotBeOneIsRefusedWithTheReasonAndNothingIsMounted() throws IOException {
        assumeFuse();
        var file = Files.writeString(folder.resolve("file"), "x");
        var full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("x"), "x");
        var link = Files.createSymbolicLink(folder.resolve("link"), full);
        refused("\"" + folder + "/my drive\"", "Mountpoint must not contain a space.");
        refused(file, "Mountpoint must either be a directory or not exist");
        refused(full, "Mountpoint must not already contain files");
        refused(link, "Mountpoint must not be a symlink");
        refused(file.resolve("below"), "Mountpoint must be in a directory that exists");
        assertTrue(trial.ok("%drive unmount").stdout().contains("Drive not mounted, so nothing to flush and unmount."));
    }

    private void refused(Object where, String why) {
        var failure = trial.failure("%drive mount " + where + " --store folder:" + store);
        assertTrue(failure.contains(why), failure);
        assertFalse(failure.contains("\tat "), failure);
    }

    @Test
    void otherMistakesAreToldInASentence() {
        assertTrue(trial.failure("%drive dance").contains("%drive does not know \"dance\""));
        assertTrue(trial.failure("%drive ls --readonly").contains("--readonly belongs to %drive auth, mount, not to"));
        assertTrue(trial.failure("%drive flush --remove").contains("--remove belongs to %drive sync, not to flush"));
        assertTrue(trial.failure("%drive mount " + point + " --store nonsense:x").contains("is no store"));
        assertTrue(trial.failure("%drive mount " + point + " --store folder:/no/such").contains("There is no folder"));
        var secret = trial.failure("%drive mount " + point + " --store webdav:https://ada:secret@host/");
        assertTrue(secret.contains("must hold no password"), secret);
        assertTrue(trial.failure("%drive ls").contains("Drive not mounted"));
        assertNull(trial.ok("%drive flush").value());
        assertFalse(Files.exists(point));
    }

    @Test
    void withoutASignInNobodyWaitsForAnAnswerThatCannotCome() {
        var failure = trial.failure("%drive mount " + point);
        assertFalse(failure.isBlank());
        assertFalse(Files.exists(point), failure);
    }

    @Test
    void aFolderIsKeptEqualBothWays() throws IOException {
        assumeFuse();
        Files.createDirectory(store.resolve("project"));
        Files.writeString(store.resolve("project/a.txt"), "from there");
        trial.ok(mount());
        var local = folder.resolve("project");
        assertTrue(trial.ok("%drive sync project " + local).stdout().contains("is kept so both ways"));
        assertEquals("from there", Files.readString(local.resolve("a.txt")));
        Files.writeString(local.resolve("b.txt"), "from here");
        trial.ok("%drive flush");
        assertEquals("from here", Files.readString(store.resolve("project/b.txt")));
        trial.ok("%drive unsync " + local);
        Files.delete(local.resolve("a.txt"));
        Files.delete(local.resolve("b.txt"));
        Files.delete(local);
        trial.ok("%drive sync project " + local);
        assertEquals("from there", Files.readString(local.resolve("a.txt")));
        assertEquals("from here", Files.readString(store.resolve("project/b.txt")));
        Files.delete(local.resolve("a.txt"));
        Files.delete(local.resolve("b.txt"));
        assertTrue(trial.failure("%drive sync project " + local).contains("2 files are missing in the folder"));
        trial.ok("%drive sync project " + local + " --remove\n%drive unsync " + local + "\n%drive flush");
        assertFalse(Files.exists(store.resolve("project/b.txt")));
    }

    @Test
    void theExampleRuns() throws IOException {
        assumeFuse();
        for (var cell : JsonMapper.builder().build().readTree(Path.of("../examples/drive.ipynb").toFile())
                .path("cells")) {
            if (cell.path("cell_type").asText().equals("code")) {
                var code = new StringBuilder();
                cell.path("source").forEach(line -> code.append(line.asText()));
                trial.ok(code.toString());
            }
        }
    }

    @Test
    void whereThereIsNoFusePathsOfJavaLeadToTheSameFiles() throws Exception {
        var mounts = new Mounts(() -> java.util.Optional.of("FUSE is missing; run this."));
        mounts.mount(org.jolab.drive.MountOptions.at(point.toString()).withStore("folder:" + store));
        var path = mounts.path("a.txt");
        assertEquals("drive:///a.txt", path.toUri().toString());
        Files.writeString(path, "text");
        assertTrue(mounts.find().orElseThrow().client().flush(java.time.Duration.ofSeconds(30), _ -> { }));
        assertEquals("text", Files.readString(store.resolve("a.txt")));
        assertEquals("a.txt", mounts.list("/").get(0).path());
        mounts.unmount();
    }
}
