package org.jolab.magics.drive.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jolab.magics.drive.fake.Others;
import org.jolab.magics.drive.fuse.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Large programs at work in a mount of Google Drive, and a disk that is full under it. */
@Timeout(600)
class DriveProgramsTest {

    @TempDir
    private Path folder;

    private static void flush(MountClient client) throws Exception {
        assertTrue(client.flush(Duration.ofMinutes(2), _ -> { }));
    }

    @Test
    void whatFioWritesHereAndThereItFindsAgain() throws Exception {
        try (var mounted = new MountedDrive(folder, folder.resolve("cache")); var client = mounted.mount()) {
            for (var pattern : new String[] {"write", "randwrite", "randrw"}) {
                var said = Programs.run(200, "fio", "--name=verified", "--directory=" + mounted.home, "--rw=" + pattern,
                    "--verify_state_save=0",
                    "--bsrange=512-64k", "--size=24m", "--numjobs=3", "--ioengine=psync", "--verify=crc32c",
                    "--do_verify=1", "--verify_fatal=1", "--fsync=200", "--filename_format=" + pattern + ".$jobnum",
                    "--output-format=json", "--eta=never");
                assertEquals(3, said.split("\"error\" : 0").length - 1, said);
            }
            flush(client);
            assertEquals(9, mounted.google.others().all(Others.ROOT).size());
            var sums = Programs.run(60, "bash", "-c", "cd '" + mounted.home + "' && md5sum *");
            for (var file : mounted.google.others().all(Others.ROOT)) {
                assertTrue(sums.contains(file.md5() + "  " + file.path().substring(file.path().lastIndexOf('/') + 1)),
                    file + "\n" + sums);
            }
        }
    }

    @Test
    void mavenBuildsThere() throws Exception {
        try (var mounted = new MountedDrive(folder, folder.resolve("cache")); var client = mounted.mount()) {
            var project = Files.createDirectories(mounted.home.resolve("project"));
            Files.writeString(project.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>example</groupId>
                  <artifactId>hello</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.source>25</maven.compiler.source>
                    <maven.compiler.target>25</maven.compiler.target>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                </project>
                """);
            var source = Files.createDirectories(project.resolve("src/main/java/example"));
            for (var i = 0; i < 50; i++) {
                Files.writeString(source.resolve("Hello" + i + ".java"), "package example;\n\npublic class Hello" + i
                    + " {\n    public static void main(String[] words) {\n        System.out.println(\"hello " + i
                    + "\");\n    }\n}\n");
            }
            var said = Programs.run(300, "bash", "-c", "cd '" + project + "' && JAVA_HOME='"
                + System.getProperty("java.home") + "' mvn -B -q package");
            assertEquals("hello 7", Programs.run(60, Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", project.resolve("target/hello-1.jar").toString(), "example.Hello7"), said);
            flush(client);
            assertEquals(1, mounted.google.others().at("/project/target/hello-1.jar").size());
        }
    }

    @Test
    void onADiskThatIsFullTheProgramIsToldAndWhatItWroteBeforeIsSafe() throws Exception {
        // The mount leaves the last gigabyte of a disk to others.
        var disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(Programs.run(20, "mount", "-t", "tmpfs", "-o", "size=980m", "tmpfs", disk.toString()).isEmpty(),
            "Not tested: a disk of its own can be mounted by root alone.");
        try {
            fill(disk);
        } finally {
            Programs.run(20, "umount", "-l", disk.toString());
        }
    }

    private void fill(Path disk) throws Exception {
        try (var mounted = new MountedDrive(folder, disk.resolve("cache")); var client = mounted.mount()) {
            var home = mounted.home;
            Programs.run(30, "ls", home.toString());
            // Nothing leaves the disk meanwhile.
            mounted.google.faults().freeze();
            Files.write(home.resolve("first"), new byte[1 << 20]);
            var said = Programs.run(60, "dd", "if=/dev/urandom", "of=" + home.resolve("second"), "bs=1M", "count=40",
                "conv=fsync");
            assertTrue(said.contains("No space left on device"), said);
            assertEquals(1 << 20, Files.size(home.resolve("first")));
            Files.delete(home.resolve("second"));
            mounted.google.faults().thaw();
            Files.writeString(home.resolve("third"), "there is room again");
            flush(client);
            assertEquals(1 << 20, stored(mounted, "/first").length);
            assertEquals("there is room again", new String(stored(mounted, "/third")));
        }
    }

    private static byte[] stored(MountedDrive mounted, String path) {
        return mounted.google.others().bytes(mounted.google.others().at(path).getFirst());
    }
}
