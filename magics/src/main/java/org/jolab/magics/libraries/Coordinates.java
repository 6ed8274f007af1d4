package org.jolab.magics.libraries;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.jolab.api.UsageError;

/**
 * The name of a file in a Maven repository.
 *
 * @param group such as {@code com.google.guava}
 * @param artifact such as {@code guava}
 * @param version a version, a range such as {@code [1.0,2.0)}, or empty for the latest release
 * @param classifier such as {@code linux-x86_64}; usually empty
 * @param extension what the file is, {@code jar} if not said
 */
record Coordinates(String group, String artifact, String version, String classifier, String extension) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_.+,\\[\\]() -]*");

    /** What stands third in {@code g:a:jar:v}; anything else there is a version. */
    private static final Set<String> EXTENSIONS =
        Set.of("jar", "pom", "aar", "zip", "war", "bundle", "test-jar", "so", "dll", "exe", "tar.gz");

    /** Names that stand for the latest release, in Maven's, Ivy's and Gradle's words. */
    private static final Set<String> LATEST = Set.of("", "+", "LATEST", "RELEASE", "latest", "latest.release");

    /**
     * Reads {@code g:a}, {@code g:a:v}, Maven's {@code g:a:jar:v} and {@code g:a:jar:classifier:v}, and
     * {@code g:a:v:classifier@extension} as Gradle and jbang write it. Quotes and commas around it do no harm.
     *
     * @throws UsageError if it is none of these
     */
    static Coordinates parse(String typed) {
        var text = typed.strip().replaceAll("^['\"]+|['\"]?[,;]*$", "");
        var at = text.lastIndexOf('@');
        var parts = new ArrayList<>(List.of((at < 0 ? text : text.substring(0, at)).split(":", -1)));
        var extension = at < 0 ? "jar" : text.substring(at + 1);
        var version = "";
        var classifier = "";
        if (parts.size() >= 4 && at < 0 && EXTENSIONS.contains(parts.get(2))) {
            extension = parts.remove(2);
            if (parts.size() == 4) {
                classifier = parts.remove(2);
            }
        }
        if (parts.size() == 4) {
            classifier = parts.remove(3);
        }
        if (parts.size() == 3) {
            version = parts.remove(2).strip();
        }
        if (parts.size() != 2 || text.endsWith(":") || !parts.stream().allMatch(part -> NAME.matcher(part).matches())
            || !VERSION.matcher(version).matches() || !classifier.isEmpty() && !NAME.matcher(classifier).matches()
            || !NAME.matcher(extension).matches()) {
            throw new UsageError("\"" + typed + "\" names no library. Write group:artifact or group:artifact:version, "
                + "such as com.google.guava:guava:33.4.8-jre; a classifier follows the version.");
        }
        return new Coordinates(parts.getFirst(), parts.getLast(), plain(version), classifier, extension);
    }

    private static String plain(String version) {
        if (LATEST.contains(version)) {
            return "";
        }
        return version.endsWith(".+") ? "[" + version.substring(0, version.length() - 1) + "*]" : version;
    }

    static Coordinates of(Artifact artifact) {
        return new Coordinates(artifact.getGroupId(), artifact.getArtifactId(), artifact.getBaseVersion(),
            artifact.getClassifier(), artifact.getExtension());
    }

    Artifact toArtifact() {
        return new DefaultArtifact(group, artifact, classifier, extension, version);
    }

    /** All but the version: of what has the same key, a class path holds one version. */
    String key() {
        return group + ":" + artifact + (classifier.isEmpty() && extension.equals("jar") ? ""
            : ":" + extension + (classifier.isEmpty() ? "" : ":" + classifier));
    }

    /** The group and the artifact. */
    String module() {
        return group + ":" + artifact;
    }

    Coordinates at(String otherVersion) {
        return new Coordinates(group, artifact, otherVersion, classifier, extension);
    }

    Coordinates sources() {
        return new Coordinates(group, artifact, version, "sources", "jar");
    }

    boolean isJar() {
        return extension.equals("jar");
    }

    /** Whether it asks for whatever release is the latest. */
    boolean isLatest() {
        return version.isEmpty();
    }

    boolean isRange() {
        return version.startsWith("[") || version.startsWith("(");
    }

    boolean isSnapshot() {
        return version.endsWith("-SNAPSHOT");
    }

    /** Whether another file may answer to these coordinates tomorrow. */
    boolean isChanging() {
        return isLatest() || isRange() || isSnapshot();
    }

    /** How it is called in a sentence. */
    String name() {
        return artifact + (classifier.isEmpty() ? "" : "-" + classifier) + (version.isEmpty() ? "" : " " + version);
    }

    @Override
    public String toString() {
        return group + ":" + artifact + (version.isEmpty() ? "" : ":" + version)
            + (classifier.isEmpty() ? "" : ":" + classifier) + (extension.equals("jar") ? "" : "@" + extension);
    }
}
