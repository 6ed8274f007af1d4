package org.jolab.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell scripts, run against a made-up machine: its own file system root, home, PATH and download server. */
@DisabledOnOs(OS.WINDOWS)
class LaunchersTest {

    private static final Path MODULE = Path.of("").toAbsolutePath();

    @TempDir
    private Path folder;
    private Path checkout;
    private Path tools;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void makeUpAMachine() throws IOException {
        checkout = Files.createDirectories(folder.resolve("a checkout"));
        copy(MODULE.resolve("jolab"), checkout.resolve("install/jolab"));
        for (var file : List.of("bin/jolab", "lib/find-jdk.sh")) {
            copy(MODULE.resolve("src/dist").resolve(file), checkout.resolve("install/src/dist").resolve(file));
        }
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        tools = Files.createDirectories(folder.resolve("tools"));
        // Stands for Maven: "builds" a distribution whose command tells how it was called.
        script(tools.resolve("mvn"), """
            echo "$JAVA_HOME $*" >>"%s/maven-calls"
            [ -z "${FAIL:-}" ] || { echo "[ERROR] no such symbol"; exit 1; }
            mkdir -p install/target/jolab/lib install/target/jolab/bin
            : >install/target/jolab/lib/jolab.jar
            cat >install/target/jolab/bin/jolab <<'END'
            #!/bin/sh
            echo "jdk=$JOLAB_JAVA_HOME arguments=$*"
            exit 7
            END
            chmod +x install/target/jolab/bin/jolab
            """.formatted(folder));
        environment.put("HOME", folder.resolve("home").toString());
        environment.put("PATH", tools + ":/usr/bin:/bin");
        environment.put("JOLAB_SYSTEM_ROOT", folder.resolve("root").toString());
        // Nothing must be fetched from outside, whatever a test forgets.
        environment.put("JOLAB_JDK_URL", "http://127.0.0.1:1");
        environment.put("JOLAB_MAVEN_URL", "http://127.0.0.1:1");
    }

    @Test
    void aFreshCheckoutIsBuiltWithTheJdkFoundAndTheArgumentsArePassedOn() throws Exception {
        var jdk = jdk("root/usr/lib/jvm/temurin", "25.0.3");
        var ended = launch("lab", "my notebook.ipynb");
        assertEquals("jdk=" + jdk + " arguments=lab my notebook.ipynb", ended.out());
        assertEquals(7, ended.code(), ended.err());
        assertTrue(mavenCalls().startsWith(jdk + " -B -q -Dmaven.test.skip=true package"), mavenCalls());
    }

    @Test
    void itBuildsAgainOnlyWhenASourceIsNewer() throws Exception {
        jdk("root/usr/lib/jvm/temurin", "25.0.3");
        launch();
        launch();
        assertEquals(1, mavenCalls().lines().count());
        var source = Files.createDirectories(checkout.resolve("kernel/src/main")).resolve("Kernel.java");
        Files.writeString(source, "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        Files.setLastModifiedTime(source.getParent(), FileTime.from(Instant.EPOCH));
        launch();
        assertEquals(2, mavenCalls().lines().count());
    }

    @Test
    void aFailedBuildShowsItsErrorsAndWhereTheLogIs() throws Exception {
        jdk("root/usr/lib/jvm/temurin", "25.0.3");
        environment.put("FAIL", "yes");
        var ended = launch("--version");
        assertEquals(1, ended.code());
        assertTrue(ended.err().contains("no such symbol"), ended.err());
        assertTrue(ended.err().contains("build.log"), ended.err());
    }

    @Test
    void jdksTooOldTooNewOrWithoutCompilerArePassedOver() throws Exception {
        jdk("root/usr/lib/jvm/a", "25.0.2");
        jdk("root/usr/lib/jvm/b", "25");
        jdk("root/usr/lib/jvm/c", "26.0.1");
        jdk("root/usr/lib/jvm/d", "17.0.15");
        Files.delete(jdk("root/usr/lib/jvm/e", "25.0.4").resolve("bin/javac"));
        var good = jdk("root/usr/lib/jvm/f", "25.0.10");
        assertEquals("jdk=" + good + " arguments=", launch().out());
    }

    @Test
    void everyUsualFolderIsSearched() throws Exception {
        for (var place : List.of("home/.sdkman/candidates/java/25.0.3-tem", "home/.jabba/jdk/temurin@25",
            "home/.asdf/installs/java/temurin-25.0.3", "home/.local/share/mise/installs/java/25",
            "home/.jbang/cache/jdks/25", "home/.jdks/temurin-25", "home/.cache/jolab/jdk/fetched",
            "root/opt/jdk-25", "root/opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home",
            "root/Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home")) {
            var jdk = jdk(place, "25.0.3");
            assertEquals("jdk=" + jdk + " arguments=", launch().out());
            Files.delete(jdk.resolve("release"));
        }
    }

    @Test
    void theJavaOfThePathIsFoundBehindItsLinks() throws Exception {
        var jdk = jdk("elsewhere/jdk-25", "25.0.3").toRealPath();
        Files.createSymbolicLink(folder.resolve("link"), Path.of("elsewhere/jdk-25/bin/java"));
        Files.createSymbolicLink(tools.resolve("java"), folder.resolve("link"));
        assertEquals("jdk=" + jdk + " arguments=", launch().out());
    }

    @Test
    void jolabJavaHomeComesFirstAndIsRefusedWhenItDoesNotFit() throws Exception {
        jdk("root/usr/lib/jvm/temurin", "25.0.3");
        var mine = jdk("mine", "25.0.4");
        environment.put("JOLAB_JAVA_HOME", mine.toString());
        assertEquals("jdk=" + mine + " arguments=", launch().out());
        environment.put("JOLAB_JAVA_HOME", jdk("old", "21.0.1").toString());
        var ended = launch();
        assertEquals(1, ended.code());
        assertTrue(ended.err().contains("JOLAB_JAVA_HOME is") && ended.err().contains("21.0.1"), ended.err());
    }

    @Test
    void withoutAJdkOneIsFetchedCheckedAndKept() throws Exception {
        var archive = archive("25.0.3");
        try (var server = new Downloads(archive, digest(archive))) {
            environment.put("JOLAB_JDK_URL", server.address());
            var ended = launch("doctor");
            assertTrue(ended.err().contains("downloading Temurin 25"), ended.err());
            assertTrue(ended.err().contains(" 137 MB"), ended.err());
            var home = folder.resolve("home/.cache/jolab/jdk/OpenJDK25U-jdk_25.0.3_9");
            assertEquals("jdk=" + home + " arguments=doctor", ended.out(), ended.err());
            assertEquals(List.of(home), list(home.getParent()));
        }
        // The server is gone; the second start needs it no more.
        assertEquals(7, launch("doctor").code());
    }

    @Test
    void aDamagedDownloadIsRefusedAndThrownAway() throws Exception {
        var archive = archive("25.0.3");
        try (var server = new Downloads(archive, "0".repeat(64))) {
            environment.put("JOLAB_JDK_URL", server.address());
            var ended = launch("doctor");
            assertEquals(1, ended.code());
            assertTrue(ended.err().contains("is damaged"), ended.err());
            assertEquals(List.of(), list(folder.resolve("home/.cache/jolab/jdk")));
            assertFalse(Files.exists(folder.resolve("maven-calls")));
        }
    }

    @Test
    void withoutAJdkAndWithoutANetworkItSaysWhatToDo() throws Exception {
        var ended = launch("doctor");
        assertEquals(1, ended.code());
        assertTrue(ended.err().contains("JOLAB_JAVA_HOME"), ended.err());
    }

    @Test
    void aMavenThatIsNotTheOnePinnedIsRefused() throws Exception {
        jdk("root/usr/lib/jvm/temurin", "25.0.3");
        Files.delete(tools.resolve("mvn"));
        // A PATH without the system's own Maven.
        for (var name : List.of("sh", "sed", "tr", "head", "cut", "ls", "mv", "rm", "mkdir", "mktemp", "dirname",
            "basename", "readlink", "uname", "find", "cat", "chmod", "grep", "tar", "gzip", "curl", "sha512sum")) {
            for (var bin : List.of("/usr/bin", "/bin")) {
                var program = Path.of(bin, name);
                if (Files.exists(program) && !Files.exists(tools.resolve(name))) {
                    script(tools.resolve(name), "exec " + program + " \"$@\"");
                }
            }
        }
        environment.put("PATH", tools.toString());
        try (var server = new Downloads(archive("25.0.3"), "")) {
            environment.put("JOLAB_MAVEN_URL", server.address());
            var ended = launch();
            assertEquals(1, ended.code());
            assertTrue(ended.err().contains("Maven is not installed; downloading"), ended.err());
            assertTrue(ended.err().contains("is damaged"), ended.err());
        }
    }

    @Test
    void theDistributionsOwnCommandRunsTheJarWithTheJdkFound() throws Exception {
        var jdk = jdk("root/usr/lib/jvm/temurin", "25.0.3");
        script(jdk.resolve("bin/java"), "echo \"$*\"");
        var link = Files.createSymbolicLink(tools.resolve("jolab"), checkout.resolve("install/src/dist/bin/jolab"));
        var jar = checkout.toRealPath().resolve("install/src/dist/lib/jolab.jar");
        assertTrue(run(link.toString(), "run", "a b.ipynb").out().endsWith("-jar " + jar + " run a b.ipynb"));
        assertEquals("-jar " + jar + " kernel c.json", run(link.toString(), "kernel", "c.json").out());
        Files.delete(jdk.resolve("release"));
        var ended = run(link.toString(), "doctor");
        assertEquals(1, ended.code());
        assertTrue(ended.err().contains("no JDK 25"), ended.err());
    }

    private Path jdk(String place, String version) throws IOException {
        var jdk = folder.resolve(place);
        script(jdk.resolve("bin/java"), "exit 0");
        script(jdk.resolve("bin/javac"), "exit 0");
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    /** A gzipped tar with a JDK in a folder that is not named like the archive. */
    private Path archive(String version) throws Exception {
        jdk("packed/jdk-25.0.3+9", version);
        var archive = folder.resolve("jdk.tar.gz");
        assertEquals(0, run("tar", "-czf", archive.toString(), "-C", folder.resolve("packed").toString(),
            "jdk-25.0.3+9").code());
        return archive;
    }

    private String mavenCalls() throws IOException {
        return Files.readString(folder.resolve("maven-calls"));
    }

    private Ended launch(String... arguments) throws Exception {
        return run(Stream.concat(Stream.of(checkout.resolve("install/jolab").toString()), Stream.of(arguments))
            .toArray(String[]::new));
    }

    private Ended run(String... command) throws Exception {
        var out = folder.resolve("out.txt");
        var err = folder.resolve("err.txt");
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Ended(process.exitValue(), Files.readString(out).strip(), Files.readString(err));
    }

    private record Ended(int code, String out, String err) {}

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        assertTrue(file.toFile().setExecutable(true));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static String digest(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    /** Answers like Adoptium's API, and every other request with the archive. */
    private static final class Downloads implements AutoCloseable {
        private final HttpServer server;

        Downloads(Path archive, String checksum) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                var listing = exchange.getRequestURI().getPath().startsWith("/v3/assets/latest/25/hotspot");
                var body = listing ? listing(checksum).getBytes(StandardCharsets.UTF_8) : Files.readAllBytes(archive);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        private String listing(String checksum) {
            return """
                [ { "binary": { "architecture": "x64", "image_type": "jdk",
                    "installer": { "checksum": "ffff", "link": "http://127.0.0.1:1/x.pkg", "name": "x.pkg", "size": 1 },
                    "os": "linux",
                    "package": {
                      "checksum": "%s",
                      "checksum_link": "http://127.0.0.1:1/x.sha256.txt",
                      "download_count": 5,
                      "link": "%s/files/OpenJDK25U-jdk_25.0.3_9.tar.gz",
                      "metadata_link": "http://127.0.0.1:1/x.json",
                      "name": "OpenJDK25U-jdk_25.0.3_9.tar.gz",
                      "signature_link": "http://127.0.0.1:1/x.sig",
                      "size": 137000000
                    }, "project": "jdk" }, "release_name": "jdk-25.0.3+9", "vendor": "eclipse" } ]
                """.formatted(checksum, address());
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
