package org.jolab.magics.drive.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.tree.Attributes;
import org.jolab.magics.drive.tree.OpenFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real mount, used by other programs as theirs. */
@Timeout(180)
class MountTest {

    @TempDir
    private Path folder;
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private Path plain;
    private Path point;
    private FuseBridge mount;

    @BeforeEach
    void fuse() throws IOException {
        var obstacle = FuseProbe.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> "Not tested: " + obstacle.orElseThrow());
        plain = Files.createDirectory(folder.resolve("plain"));
        point = Files.createDirectory(folder.resolve("mount point"));
    }

    @AfterEach
    void unmount() {
        if (mount != null) {
            mount.close();
        }
    }

    private void mount(FolderTree tree, Duration limit) throws IOException {
        mount = FuseBridge.mount(tree, point, new MountSettings("test", false, limit, limit), troubles::add);
    }

    private void mount(FolderTree tree) throws IOException {
        mount(tree, Duration.ofSeconds(30));
    }

    private Path kept() throws IOException {
        return Files.createDirectories(folder.resolve("kept"));
    }

    private static String run(int limit, String... command) throws IOException, InterruptedException {
        return Programs.run(limit, command);
    }

    @Test
    void theSameOperationsGiveTheSameAnswersAsOnAPlainFileSystem() throws Exception {
        mount(new FolderTree(kept()));
        var script = Path.of(MountTest.class.getResource("/drive/operations.py").toURI()).toString();
        var expected = run(120, "python3", script, plain.toString());
        assertTrue(expected.contains("removed:"), expected);
        assertEquals(expected, run(150, "python3", script, point.toString()));
        assertEquals(List.of(), troubles);
    }

    @Test
    void whatATreeThrowsIsAnErrorOfTheProgramAndTheMountGoesOn() throws Exception {
        mount(new FolderTree(kept()) {
            @Override
            public Attributes attributes(String path) throws IOException {
                switch (path) {
                    case "/bug" -> throw new IllegalStateException("A bug.");
                    case "/deep" -> throw new StackOverflowError();
                    case "/offline" -> throw new StoreException(StoreException.Kind.OFFLINE, "The store is away.");
                    case "/full" -> throw new StoreException(StoreException.Kind.FULL, "The account is full.");
                    default -> {
                        return super.attributes(path);
                    }
                }
            }
        });
        assertTrue(run(20, "stat", point.resolve("bug").toString()).contains("Input/output error"));
        assertTrue(run(20, "stat", point.resolve("deep").toString()).contains("Input/output error"));
        assertTrue(run(20, "stat", point.resolve("offline").toString()).contains("Network is unreachable"));
        assertTrue(run(20, "stat", point.resolve("full").toString()).contains("Disk quota exceeded"));
        assertEquals("", run(20, "ls", point.toString()));
        assertTrue(troubles.contains("The store is away."), troubles.toString());
        assertTrue(troubles.contains("A bug."), troubles.toString());
    }

    @Test
    void whoWaitsTooLongGetsAnErrorAndOthersDoNotWait() throws Exception {
        Files.writeString(kept().resolve("fine"), "fine");
        mount(hanging(), Duration.ofSeconds(2));
        // More of them than the mount keeps threads waiting.
        var late = new Process[12];
        for (var i = 0; i < late.length; i++) {
            late[i] = new ProcessBuilder("stat", point.resolve("hang" + i).toString()).redirectErrorStream(true)
                .start();
        }
        assertEquals("fine", run(20, "cat", point.resolve("fine").toString()));
        for (var each : late) {
            assertTrue(each.waitFor(60, TimeUnit.SECONDS));
            assertTrue(new String(each.getInputStream().readAllBytes()).contains("Input/output error"));
        }
        assertTrue(troubles.stream().anyMatch(text -> text.startsWith("No answer for")), troubles.toString());
        assertEquals("fine", run(20, "cat", point.resolve("fine").toString()));
    }

    @Test
    void aProgramThatWaitsCanBeKilled() throws Exception {
        mount(hanging(), Duration.ofSeconds(120));
        var waiting = new ProcessBuilder("stat", point.resolve("hang").toString()).start();
        assertFalse(waiting.waitFor(1, TimeUnit.SECONDS));
        waiting.destroyForcibly();
        assertTrue(waiting.waitFor(20, TimeUnit.SECONDS));
    }

    /** Never answers for names that begin with "hang". */
    private FolderTree hanging() throws IOException {
        return new FolderTree(kept()) {
            @Override
            public Attributes attributes(String path) throws IOException {
                if (path.startsWith("/hang")) {
                    try {
                        Thread.sleep(Duration.ofMinutes(2));
                    } catch (InterruptedException ended) {
                        throw new IOException(ended);
                    }
                }
                return super.attributes(path);
            }
        };
    }

    @Test
    void aFolderWithAHundredThousandFilesIsListedAsItComes() throws Exception {
        mount(new FolderTree(kept()) {
            @Override
            public void list(String path, BiPredicate<String, Attributes> sink) {
                for (var i = 0; i < 100_000; i++) {
                    if (!sink.test("file %06d".formatted(i), file(i))) {
                        return;
                    }
                }
            }

            @Override
            public Attributes attributes(String path) throws IOException {
                return path.startsWith("/file ") ? file(Integer.parseInt(path.substring(6))) : super.attributes(path);
            }

            private Attributes file(int number) {
                return new Attributes(1000 + number, Entry.Kind.FILE, number, Instant.EPOCH, 0644);
            }
        });
        assertEquals("100000", run(60, "bash", "-c", "ls -1 '" + point + "' | sort -u | wc -l"));
        assertEquals("4999950000", run(100, "bash", "-c",
            "ls -lU '" + point + "' | awk '{sum += $5} END {printf \"%.0f\", sum}'"));
        assertEquals("5", run(30, "bash", "-c", "ls -U '" + point + "' | head -5 | wc -l"));
    }

    @Test
    void aReadOnlyMountRefusesToWrite() throws Exception {
        Files.writeString(kept().resolve("a"), "text");
        mount = FuseBridge.mount(new FolderTree(kept()), point, MountSettings.of("test", true), troubles::add);
        assertEquals("text", run(20, "cat", point.resolve("a").toString()));
        assertTrue(run(20, "touch", point.resolve("b").toString()).contains("Read-only file system"));
        assertTrue(run(20, "rm", "-f", point.resolve("a").toString()).contains("Read-only file system"));
    }

    @Test
    void aFileThatChangesInTheTreeIsReadAnew() throws Exception {
        var file = kept().resolve("a");
        Files.writeString(file, "before");
        mount(new FolderTree(kept()));
        assertEquals("before", run(20, "cat", point.resolve("a").toString()));
        Files.writeString(file, "afterwards");
        Thread.sleep(1500);
        assertEquals("afterwards", run(20, "cat", point.resolve("a").toString()));
    }

    @Test
    void anotherJavaReadsMappedFilesWhileItsCollectorRuns() throws Exception {
        var content = new byte[32 << 20];
        for (var i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 >> 8);
        }
        Files.write(kept().resolve("large"), content);
        mount(new FolderTree(kept()) {
            @Override
            public OpenFile open(String path, Set<? extends OpenOption> options, int mode) throws IOException {
                System.gc();
                return super.open(path, options, mode);
            }
        });
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var sum = 0L;
        for (var each : content) {
            sum += each;
        }
        assertEquals(Long.toString(sum), run(100, java, "-Xmx64m", "-cp", System.getProperty("java.class.path"),
            MappedReader.class.getName(), point.resolve("large").toString()));
    }

    @Test
    void aMountThatIsEndedFromOutsideKnowsIt() throws Exception {
        mount(new FolderTree(kept()));
        assertEquals("", run(20, "umount", point.toString()));
        for (var i = 0; i < 200 && !mount.ended(); i++) {
            Thread.sleep(50);
        }
        assertTrue(mount.ended());
        assertFalse(StaleMounts.all().stream().anyMatch(each -> each.point().equals(point)));
    }

    @Test
    void aTrialMountWorksHere() {
        assertEquals(java.util.Optional.empty(), FuseProbe.trial());
    }

    @Test
    void aPlaceThatCannotBeMountedAtIsRefusedWithTheReason() throws Exception {
        Files.writeString(plain.resolve("file"), "");
        Files.createSymbolicLink(folder.resolve("link"), plain);
        assertTrue(refusal(plain).contains("must not already contain files"));
        assertTrue(refusal(plain.resolve("file")).contains("is a file"));
        assertTrue(refusal(plain.resolve("file/below")).contains("is a file"));
        assertTrue(refusal(folder.resolve("link")).contains("must not be a link"));
        MountPoint.prepare(folder.resolve("new/one two"));
        assertTrue(Files.isDirectory(folder.resolve("new/one two")));
        mount(new FolderTree(kept()));
        assertTrue(refusal(point).contains("mounted there already"));
    }

    private static String refusal(Path point) {
        return assertThrows(FileSystemException.class, () -> MountPoint.prepare(point)).getMessage();
    }
}
