package org.jolab.kernel;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be set from outside, in one place.
 *
 * @param startup a file of Java that runs before the first cell: {@code JOLAB_STARTUP}, else
 *     {@code $XDG_CONFIG_HOME/jolab/startup.jsh} (by default {@code ~/.config/jolab/startup.jsh}) where it exists; an
 *     empty {@code JOLAB_STARTUP} means none
 * @param history the file in which cells are kept between runs, if they are: {@code JOLAB_HISTORY}, where {@code off}
 *     means nowhere, else {@code jolab/history.jsonl} in the folder where the platform keeps such data
 *     ({@code $XDG_DATA_HOME}, by default {@code ~/.local/share}; {@code ~/Library/Application Support};
 *     {@code %APPDATA%})
 * @param shared the jars that notebooks share with the kernel: the system property {@code jolab.shared}, a class path,
 *     else all in the folder {@code shared} beside the kernel's own jar
 */
public record Settings(Optional<Path> startup, Optional<Path> history, List<Path> shared) {

    /** The settings of this process. */
    public static Settings of(Map<String, String> environment) {
        return new Settings(startup(environment), history(environment), shared(System.getProperty("jolab.shared")));
    }

    private static Optional<Path> startup(Map<String, String> environment) {
        var named = environment.get("JOLAB_STARTUP");
        if (named != null) {
            return named.isBlank() ? Optional.empty() : Optional.of(Path.of(named));
        }
        var config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        var folder = config.isBlank() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(config);
        var file = folder.resolve("jolab").resolve("startup.jsh");
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    private static Optional<Path> history(Map<String, String> environment) {
        var named = environment.getOrDefault("JOLAB_HISTORY", "").strip();
        if (named.equalsIgnoreCase("off")) {
            return Optional.empty();
        }
        return Optional.of(named.isEmpty() ? dataFolder(environment).resolve("jolab").resolve("history.jsonl")
            : Path.of(named));
    }

    private static Path dataFolder(Map<String, String> environment) {
        var home = Path.of(System.getProperty("user.home"));
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            var roaming = environment.getOrDefault("APPDATA", "");
            return roaming.isBlank() ? home.resolve("AppData").resolve("Roaming") : Path.of(roaming);
        }
        if (system.startsWith("mac")) {
            return home.resolve("Library").resolve("Application Support");
        }
        var data = environment.getOrDefault("XDG_DATA_HOME", "");
        return data.isBlank() ? home.resolve(".local").resolve("share") : Path.of(data);
    }

    private static List<Path> shared(String property) {
        if (property != null) {
            return Arrays.stream(property.split(File.pathSeparator)).map(Path::of).toList();
        }
        var jars = new ArrayList<Path>();
        try (var found = jarsBeside(Path.of(ownJar().toURI()))) {
            found.forEach(jars::add);
        } catch (IOException e) {
            throw new UncheckedIOException("The distribution's folder lib/shared can't be read.", e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
        return jars;
    }

    private static URL ownJar() {
        return Settings.class.getProtectionDomain().getCodeSource().getLocation();
    }

    private static DirectoryStream<Path> jarsBeside(Path jar) throws IOException {
        return Files.newDirectoryStream(jar.resolveSibling("shared"), "*.jar");
    }
}
