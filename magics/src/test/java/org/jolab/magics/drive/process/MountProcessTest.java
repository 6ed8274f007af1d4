package org.jolab.magics.drive.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jolab.magics.drive.fuse.FuseProbe;
import org.jolab.magics.drive.fuse.Programs;
import org.jolab.magics.drive.fuse.StaleMounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A mount process as kernels start it and talk to it. */
@Timeout(180)
class MountProcessTest {

    @TempDir
    private Path folder;
    private ProcessSettings settings;
    private Path point;
    private final ArrayList<MountClient> clients = new ArrayList<>();

    @BeforeEach
    void settings() throws IOException {
        System.setProperty("jolab.drive.main", FolderProcess.class.getName());
        point = folder.resolve("drive");
        settings = new ProcessSettings(folder.resolve("cache"), Wire.object().put("type", "folder")
            .put("path", Files.createDirectory(folder.resolve("store")).toString()), 0, Duration.ofSeconds(60));
    }

    @AfterEach
    void stop() throws Exception {
        System.clearProperty("jolab.drive.main");
        for (var client : clients) {
            client.close();
        }
        var running = MountClient.find(settings.cache());
        if (running.isPresent()) {
            running.get().stop();
            running.get().close();
        }
        assertFalse(mounted());
    }

    private MountClient start() throws IOException {
        var client = MountClient.start(settings);
        clients.add(client);
        return client;
    }

    private boolean mounted() throws IOException {
        return StaleMounts.all().stream().anyMatch(each -> each.point().equals(point));
    }

    private static void fuse() {
        var obstacle = FuseProbe.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> "Not tested: " + obstacle.orElseThrow());
    }

    @Test
    void filesAreReadAndWrittenOverTheSocket() throws Exception {
        var tree = start().tree();
        tree.makeFolder("/a", 0700);
        var content = new byte[3_500_000];
        new Random(1).nextBytes(content);
        try (var file = tree.open("/a/b", Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), 0640)) {
            file.write(ByteBuffer.wrap(content), 0);
            file.write(ByteBuffer.wrap("end".getBytes()), content.length);
            assertEquals(content.length + 3, file.attributes().size());
            file.force();
        }
        assertEquals(0640, tree.attributes("/a/b").mode());
        var read = ByteBuffer.allocate(content.length + 10);
        try (var file = tree.open("/a/b", Set.of(StandardOpenOption.READ), 0)) {
            assertEquals(content.length + 3, file.read(read, 0));
            assertEquals(2, file.read(ByteBuffer.allocate(10), content.length + 1));
        }
        assertArrayEquals(content, java.util.Arrays.copyOf(read.array(), content.length));
        try (var export = tree.export("/a/b", "same")) {
            assertEquals(content.length + 3, export.readAllBytes().length);
        }
        tree.rename("/a/b", "/a/c ü", false);
        tree.setModified("/a/c ü", Instant.ofEpochSecond(1_600_000_000, 5_000_000));
        assertEquals(Instant.ofEpochSecond(1_600_000_000, 5_000_000), tree.attributes("/a/c ü").modified());
        tree.truncate("/a/c ü", 7);
        var names = new ArrayList<String>();
        tree.list("/a", (name, attributes) -> names.add(name + " " + attributes.size()));
        assertEquals("[c ü 7]", names.toString());
        assertTrue(tree.space().total() > 0);
    }

    @Test
    void errorsArriveAsTheyWereThrown() throws Exception {
        var tree = start().tree();
        tree.makeFolder("/a", 0755);
        assertEquals("/nothing", assertThrows(NoSuchFileException.class, () -> tree.attributes("/nothing"))
            .getFile().substring(settings.store().path("path").asText().length()));
        assertThrows(FileAlreadyExistsException.class, () -> tree.makeFolder("/a", 0755));
        tree.makeFolder("/a/b", 0755);
        assertThrows(DirectoryNotEmptyException.class, () -> tree.removeFolder("/a"));
        assertThrows(NoSuchFileException.class,
            () -> tree.open("/nothing", Set.of(StandardOpenOption.READ), 0));
        assertThrows(NoSuchFileException.class, () -> tree.list("/nothing", (name, attributes) -> true));
        // The connections are good after all that.
        assertTrue(tree.attributes("/a").isFolder());
    }

    @Test
    void aListThatIsNotReadToItsEndDisturbsNothing() throws Exception {
        var tree = start().tree();
        for (var i = 0; i < 500; i++) {
            Files.writeString(folder.resolve("store/" + i), "");
        }
        var count = new int[1];
        tree.list("/", (name, attributes) -> ++count[0] < 3);
        assertEquals(3, count[0]);
        tree.list("/", (name, attributes) -> ++count[0] > 0);
        assertEquals(503, count[0]);
    }

    @Test
    void twoThatStartAtOnceGetTheSameProcess() throws Exception {
        var other = CompletableFuture.supplyAsync(() -> {
            try {
                return start().status().pid();
            } catch (IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            }
        });
        assertEquals(start().status().pid(), other.get(60, TimeUnit.SECONDS));
    }

    @Test
    void whatItKeepsNobodyElseCanRead() throws Exception {
        var client = start();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(settings.cache())));
        for (var name : new String[] {"process.json", "log"}) {
            assertEquals("rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(settings.cache().resolve(name))));
        }
        assertEquals("rw-------", PosixFilePermissions.toString(
            Files.getPosixFilePermissions(Connections.socket(settings.cache()))));
        assertEquals(1, Programs.run(10, "bash", "-c", "ls -l /proc/" + client.status().pid() + "/fd/0 "
            + "| grep -c /dev/null").length());
    }

    @Test
    void aStoreThatCannotBeOpenedIsToldToWhoStartsIt() throws Exception {
        System.clearProperty("jolab.drive.main");
        settings = new ProcessSettings(settings.cache(), Wire.object().put("type", "none"), 0, Duration.ofSeconds(5));
        assertTrue(assertThrows(IOException.class, this::start).getMessage().contains("none"));
    }

    @Test
    void itEndsWhenItHasNothingToDo() throws Exception {
        settings = new ProcessSettings(settings.cache(), settings.store(), 0, Duration.ofSeconds(1));
        var pid = MountClient.start(settings);
        var process = ProcessHandle.of(pid.status().pid()).orElseThrow();
        Thread.sleep(2500);
        assertTrue(process.isAlive());
        pid.close();
        assertTrue(Ending.await(process.pid(), Duration.ofSeconds(30)));
    }

    @Test
    void aMountStaysWhenItsClientHasGoneAndEndsWhenTold() throws Exception {
        fuse();
        settings = new ProcessSettings(settings.cache(), settings.store(), 0, Duration.ofSeconds(1));
        try (var client = MountClient.start(settings)) {
            client.mount(point, false);
            client.mount(point, false);
            assertEquals(1, client.status().mounts().size());
        }
        Thread.sleep(2000);
        assertEquals("", Programs.run(20, "bash", "-c", "echo hello > '" + point + "/a'"));
        assertEquals("hello", Files.readString(folder.resolve("store/a")).strip());
        var client = start();
        client.unmount(point);
        assertFalse(mounted());
        assertEquals(0, client.status().mounts().size());
        assertThrows(IOException.class, () -> client.unmount(point));
    }

    @Test
    void itIsNobodysChildAndInASessionOfItsOwn() throws Exception {
        fuse();
        var client = start();
        client.mount(point, false);
        var pid = client.status().pid();
        assertNotEquals(session(ProcessHandle.current().pid()), session(pid));
        assertTrue(ProcessHandle.current().descendants().noneMatch(each -> each.pid() == pid));
    }

    private static String session(long process) throws Exception {
        // The fourth word after the name: proc_pid_stat(5).
        return Files.readString(Path.of("/proc", Long.toString(process), "stat")).replaceFirst(".*\\) ", "")
            .split(" ")[3];
    }

    @Test
    void sigtermUnmounts() throws Exception {
        fuse();
        var client = start();
        client.mount(point, false);
        var process = ProcessHandle.of(client.status().pid()).orElseThrow();
        process.destroy();
        assertTrue(Ending.await(process.pid(), Duration.ofSeconds(30)));
        assertFalse(mounted());
    }

    @Test
    void afterAKillTheNextOneMountsAtTheSamePlace() throws Exception {
        fuse();
        for (var i = 0; i < 3; i++) {
            var client = start();
            client.mount(point, false);
            assertEquals("", Programs.run(20, "bash", "-c", "echo " + i + " > '" + point + "/" + i + "'"));
            var process = ProcessHandle.of(client.status().pid()).orElseThrow();
            process.destroyForcibly();
            assertTrue(Ending.await(process.pid(), Duration.ofSeconds(30)));
        }
        var client = start();
        client.mount(point, false);
        assertEquals("0\n1\n2", Programs.run(20, "bash", "-c", "cat '" + point + "'/*"));
    }
}
