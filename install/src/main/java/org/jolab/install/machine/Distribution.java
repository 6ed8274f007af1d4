package org.jolab.install.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jolab.api.UsageError;

/**
 * The folder that Jolab runs from: {@code bin/}, {@code lib/}, {@code examples/}.
 *
 * @param home its absolute path
 */
public record Distribution(Path home) {

    /**
     * The distribution that this program is part of.
     *
     * @throws UsageError if it runs from somewhere else, such as an IDE, and {@code jolab.home} does not say where one
     *     is
     */
    public static Distribution current() {
        var set = System.getProperty("jolab.home");
        if (set != null) {
            return new Distribution(Path.of(set).toAbsolutePath());
        }
        try {
            var jar = Path.of(Distribution.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (jar.endsWith("lib/jolab.jar")) {
                return new Distribution(jar.getParent().getParent());
            }
            throw new UsageError("Jolab runs from " + jar + ", which is no distribution; "
                + "build one with mvn package and use its bin/jolab.");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Jolab's version. */
    public static String version() {
        try (var in = Distribution.class.getResourceAsStream("/org/jolab/install/version.properties")) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program for {@code java -jar}. */
    public Path jar() {
        return home.resolve("lib/jolab.jar");
    }

    /** The jar and all that its manifest says belongs to it, in order. Some are missing when the folder is damaged. */
    public List<Path> classPath() {
        try (var jar = new JarFile(jar().toFile())) {
            var entries = Optional.ofNullable(jar.getManifest())
                .map(manifest -> manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH)).orElse("");
            var others = Stream.of(entries.split(" ")).filter(entry -> !entry.isEmpty());
            return Stream.concat(Stream.of(jar()), others.map(jar().getParent()::resolve)).toList();
        } catch (IOException e) {
            throw new UsageError("The distribution at " + home + " is damaged: lib/jolab.jar cannot be read.", e);
        }
    }

    /** The first notebook; in a source checkout the one that is kept there, so that changes are not lost by a build. */
    public Optional<Path> tour() {
        var checkout = home.resolve("../../..").normalize();
        var root = Files.isExecutable(checkout.resolve("install/jolab")) ? checkout : home;
        return Optional.of(root.resolve("examples/tour.ipynb")).filter(Files::isRegularFile);
    }
}
