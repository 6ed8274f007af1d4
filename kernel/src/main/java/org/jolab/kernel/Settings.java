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
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be set from outside, in one place.
 *
 * @param startup a file of Java that runs before the first cell: {@code JOLAB_STARTUP}, else
 *     {@code $XDG_CONFIG_HOME/jolab/startup.jsh} (by default {@code ~/.config/jolab/startup.jsh}) where it exists; an
 *     empty {@code JOLAB_STARTUP} means none
 * @param shared the jars that notebooks share with the kernel: the system property {@code jolab.shared}, a class path,
 *     else all in the folder {@code shared} beside the kernel's own jar
 */
public record Settings(Optional<Path> startup, List<Path> shared) {

    /** The settings of this process. */
    public static Settings of(Map<String, String> environment) {
        return new Settings(startup(environment), shared(System.getProperty("jolab.shared")));
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
