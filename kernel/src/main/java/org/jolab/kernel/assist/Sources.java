package org.jolab.kernel.assist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;

/**
 * Finds the source text of declarations: the JDK's in its {@code lib/src.zip}, a library's in the {@code -sources.jar}
 * beside its jar, the notebook's own in its cells. Used by the assistant's thread.
 */
final class Sources implements AutoCloseable {

    private static final int KEPT = 8;

    private final Map<String, String> texts = new LinkedHashMap<>(KEPT, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > KEPT;
        }
    };
    private final Path jdk;
    private ZipFile jdkSources;

    /** Reads the sources of the JDK at {@code jdk}. */
    Sources(Path jdk) {
        this.jdk = jdk;
    }

    /** The compilation unit that declares the outermost class of {@code declaration}, if it is at hand. */
    Optional<String> text(Declaration declaration) {
        if (declaration.file().isEmpty()) {
            return Optional.empty();
        }
        var file = declaration.file().get();
        var entry = declaration.topClass().replace('.', '/') + ".java";
        return Optional.ofNullable(switch (file.getScheme()) {
            case "jrt" -> texts.computeIfAbsent(file.toString(), key -> ofJdk(file, entry));
            case "jar" -> texts.computeIfAbsent(file.toString(), key -> beside(file, "-sources.jar", entry));
            default -> null;
        });
    }

    /** A page of the {@code -javadoc.jar} beside the jar of {@code declaration}. */
    Optional<String> page(Declaration declaration) {
        return declaration.file().filter(file -> "jar".equals(file.getScheme()))
            .map(file -> beside(file, "-javadoc.jar", declaration.packageName().replace('.', '/') + "/"
                + String.join(".", declaration.types()) + ".html"));
    }

    private String ofJdk(URI file, String entry) {
        var zip = jdk.resolve("lib/src.zip");
        if (!Files.isRegularFile(zip)) {
            return null;
        }
        try {
            if (jdkSources == null) {
                jdkSources = new ZipFile(zip.toFile());
            }
            return read(jdkSources, file.getPath().split("/")[1] + "/" + entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of {@code entry} in the jar that is named as the one of {@code file}, but for its end. */
    private static String beside(URI file, String end, String entry) {
        var path = file.getSchemeSpecificPart();
        var bang = path.indexOf("!/");
        if (bang < 0) {
            return null;
        }
        try {
            var jar = Path.of(new URI(file.getRawSchemeSpecificPart().substring(0,
                file.getRawSchemeSpecificPart().indexOf("!/"))));
            var name = jar.getFileName().toString();
            var other = jar.resolveSibling(name.replaceAll("\\.jar$", "") + end);
            if (!Files.isRegularFile(other)) {
                return null;
            }
            try (var zip = new ZipFile(other.toFile())) {
                return read(zip, entry);
            }
        } catch (IOException | URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }

    private static String read(ZipFile zip, String entry) throws IOException {
        var found = zip.getEntry(entry);
        if (found == null) {
            return null;
        }
        try (var in = zip.getInputStream(found)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        if (jdkSources != null) {
            jdkSources.close();
        }
    }
}
