package org.jolab.magics.libraries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Maven's and our own files lie.
 *
 * @param folder Maven's folder of the user: settings.xml, settings-security.xml, repository
 * @param repository the local repository, if it is said to lie elsewhere than those files say
 * @param cache our own folder, for what can be made again
 * @param environment the environment's variables
 */
record MavenHome(Path folder, Optional<Path> repository, Path cache, Map<String, String> environment) {

    /** Those of the user who runs this JVM. */
    static MavenHome ofUser() {
        var home = Path.of(System.getProperty("user.home"));
        return new MavenHome(home.resolve(".m2"), Optional.ofNullable(System.getProperty("maven.repo.local"))
            .filter(path -> !path.isBlank()).map(Path::of), cache(home, System.getenv()), System.getenv());
    }

    private static Path cache(Path home, Map<String, String> environment) {
        var system = System.getProperty("os.name");
        var folder = environment.containsKey("XDG_CACHE_HOME") ? Path.of(environment.get("XDG_CACHE_HOME"))
            : system.startsWith("Mac") ? home.resolve("Library/Caches")
            : system.startsWith("Windows") && environment.containsKey("LOCALAPPDATA")
            ? Path.of(environment.get("LOCALAPPDATA")) : home.resolve(".cache");
        return folder.resolve("jolab");
    }

    Path settings() {
        return folder.resolve("settings.xml");
    }

    Path security() {
        return folder.resolve("settings-security.xml");
    }

    /** The settings of the machine, if a Maven installation is named by the environment. */
    Optional<Path> globalSettings() {
        return Stream.of("MAVEN_HOME", "M2_HOME").map(environment::get).filter(home -> home != null && !home.isBlank())
            .map(home -> Path.of(home, "conf", "settings.xml")).filter(Files::isRegularFile).findFirst();
    }

    /** Changes whenever a file or variable changes on which a resolution depends. */
    String fingerprint() {
        var digest = sha256();
        var files = Stream.concat(Stream.of(settings(), security()), globalSettings().stream()).toList();
        for (var file : files) {
            try {
                digest.update(Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0]);
                digest.update((byte) 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        for (var name : List.of("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")) {
            digest.update((environment.getOrDefault(name, "") + "\n").getBytes(StandardCharsets.UTF_8));
        }
        digest.update((folder + "\n" + repository).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A name for a file that stands for {@code text}. */
    static String nameFor(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
    }
}
