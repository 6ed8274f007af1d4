package org.jolab.magics.libraries;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.jolab.api.UsageError;

/**
 * A Maven project, or some of its elements, from which a notebook takes its libraries.
 *
 * @param text a whole {@code <project>}, or {@code <dependencies>} and what may stand beside it
 * @param file where it lies, or null if a cell holds it
 */
record Pom(String text, Path file) {

    private static final Pattern BEFORE_ROOT = Pattern.compile("(?s)^\\s*(<\\?.*?\\?>|<!--.*?-->|\\s+)*");
    private static final String OPEN = "<project>";

    /**
     * Reads a file.
     *
     * @throws UsageError if it can't be read
     */
    static Pom of(Path file) {
        try {
            return new Pom(Files.readString(file), file.toAbsolutePath());
        } catch (NoSuchFileException e) {
            throw new UsageError("There is no file " + file + " (the current folder is "
                + Path.of("").toAbsolutePath() + ").", e);
        } catch (IOException e) {
            throw new UsageError("The file " + file + " can't be read: " + e.getMessage() + ".", e);
        }
    }

    /**
     * What it says, before parents and properties are looked up; complete enough to have a name.
     *
     * @throws UsageError if it is not well formed
     */
    Model model() {
        var elements = BEFORE_ROOT.matcher(text).replaceFirst("");
        var isWhole = elements.startsWith("<project");
        if (!isWhole && !elements.startsWith("<")) {
            throw new UsageError("A POM is made of elements such as <dependencies> or <project>; this one begins "
                + "with \"" + elements.lines().findFirst().orElse("") + "\".");
        }
        // A lone <dependency> is what sites let one copy.
        var inner = elements.startsWith("<dependency>") ? "<dependencies>" + elements + "</dependencies>" : elements;
        try {
            var model = new MavenXpp3Reader().read(new StringReader(isWhole ? text : OPEN + inner + "</project>"));
            var parent = model.getParent();
            if (model.getModelVersion() == null) {
                model.setModelVersion("4.0.0");
            }
            if (model.getGroupId() == null) {
                model.setGroupId(parent == null ? "org.jolab.notebook" : parent.getGroupId());
            }
            if (model.getArtifactId() == null) {
                model.setArtifactId("cell-" + MavenHome.nameFor(text));
            }
            if (model.getVersion() == null) {
                model.setVersion(parent == null ? "1" : parent.getVersion());
            }
            if (model.getName() == null && !isWhole) {
                model.setPackaging("pom");
            }
            return model;
        } catch (XmlPullParserException e) {
            throw new UsageError("This is no POM: line " + Math.max(1, e.getLineNumber()) + ", "
                + e.getMessage().replaceAll("\\s*\\(position:.*", "").replaceAll("(?s)\\s*@\\d+:\\d+.*", "") + ".", e);
        } catch (IOException e) {
            throw new UsageError("This is no POM: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
