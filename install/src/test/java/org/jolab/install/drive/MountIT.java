package org.jolab.install.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jolab.magics.drive.fuse.FuseProbe;
import org.jolab.magics.drive.process.MountClient;
import org.jolab.magics.drive.process.ProcessSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A mount by the distribution's own mount process, of a folder. */
@Timeout(300)
class MountIT {

    private static final String CLASS_PATH = "jolab.drive.classpath";

    @TempDir
    private Path folder;
    private Path point;
    private MountClient client;

    @BeforeEach
    void mount() throws IOException {
        var obstacle = FuseProbe.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> "Not tested: " + obstacle.orElseThrow());
        System.setProperty(CLASS_PATH, Path.of(System.getProperty("jolab.home"), "lib", "jolab.jar").toString());
        point = folder.resolve("drive");
        var store = JsonMapper.builder().build().createObjectNode().put("type", "folder")
            .put("path", Files.createDirectory(folder.resolve("store")).toString());
        client = MountClient.start(new ProcessSettings(folder.resolve("cache"), store, 0, Duration.ofSeconds(60)));
        client.mount(point, false);
    }

    @AfterEach
    void stop() throws IOException {
        System.clearProperty(CLASS_PATH);
        if (client != null) {
            client.stop();
            client.close();
        }
    }

    @Test
    void mavenBuildsInAMount() throws Exception {
        Files.createDirectories(point.resolve("project/src/main/java/a"));
        Files.writeString(point.resolve("project/pom.xml"), """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>a</groupId>
              <artifactId>a</artifactId>
              <version>1</version>
              <properties>
                <maven.compiler.release>17</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <build>
                <plugins>
                  <plugin><artifactId>maven-resources-plugin</artifactId><version>3.5.0</version></plugin>
                  <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.15.0</version></plugin>
                  <plugin><artifactId>maven-jar-plugin</artifactId><version>3.5.0</version></plugin>
                </plugins>
              </build>
            </project>
            """);
        Files.writeString(point.resolve("project/src/main/java/a/A.java"),
            "package a; public class A { public static void main(String[] a) { System.out.println(\"built\"); } }");
        run(200, "cd '" + point.resolve("project") + "' && mvn -B -q resources:resources compiler:compile jar:jar");
        assertEquals("built", run(30, "java -cp '" + point.resolve("project/target/a-1.jar") + "' a.A"));
    }

    @Test
    void fioFindsWhatItHasWritten() throws Exception {
        assumeTrue(run(20, "command -v fio || true").contains("fio"), "Not tested: fio is not installed.");
        var said = run(200, "cd '" + point + "' && fio --name=t --size=32m --bs=4k --rw=randrw --verify=crc32c "
            + "--verify_fatal=1 --ioengine=psync --numjobs=2 --group_reporting --output-format=terse");
        assertFalse(said.contains("verify:"), said);
        assertTrue(client.flush(Duration.ofMinutes(1), report -> { }));
        assertEquals(2 * (32 << 20), Long.parseLong(run(20, "cat '" + folder.resolve("store") + "'/t.* | wc -c")));
    }

    @Test
    void whatWaitsIsSentAfterTheProcessThatTookItHasEnded() throws Exception {
        run(20, "echo one > '" + point + "/one'; mkdir '" + point + "/two'; echo three > '" + point + "/two/three'");
        var before = client.status().pid();
        client.stop();
        client.close();
        client = MountClient.start(new ProcessSettings(folder.resolve("cache"),
            JsonMapper.builder().build().createObjectNode().put("type", "folder")
                .put("path", folder.resolve("store").toString()), 0, Duration.ofSeconds(60)));
        assertFalse(before == client.status().pid());
        assertTrue(client.flush(Duration.ofMinutes(1), report -> { }));
        assertEquals("three", Files.readString(folder.resolve("store/two/three")).strip());
        client.mount(point, true);
        assertEquals("one", run(20, "cat '" + point + "/one'"));
    }

    /** What a command says; it must succeed. */
    private static String run(int seconds, String command) throws IOException, InterruptedException {
        var output = Files.createTempFile("program", ".out");
        try {
            var builder = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true)
                .redirectOutput(output.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            var process = builder.start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(command + " did not end. " + Files.readString(output));
            }
            var said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
            assertEquals(0, process.exitValue(), said);
            return said;
        } finally {
            Files.delete(output);
        }
    }
}
