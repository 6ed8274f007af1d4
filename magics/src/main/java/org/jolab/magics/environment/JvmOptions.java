package org.jolab.magics.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of options that the {@code java} launcher reads at each start of a kernel ({@code java @FILE …}). A kernel can
 * thus change the JVM that a restart brings; front ends restart with the command line that they know.
 *
 * <p>The file tells the kernel where it lies, by a system property. Used by one thread at a time.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/specs/man/java.html">java, command-line argument files</a>
 */
public record JvmOptions(Path file) {

    private static final String PROPERTY = "jolab.jvm.options";

    /** The file from which this kernel was started, if it was. */
    public static Optional<JvmOptions> ofThisKernel() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).filter(Files::isRegularFile)
            .map(JvmOptions::new);
    }

    /** What the {@code java} launcher must be told to read the file. */
    public String argument() {
        return "@" + file;
    }

    /** The options in the file, in order. */
    public List<String> read() throws IOException {
        var options = new ArrayList<String>();
        for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (line.startsWith("\"") && line.endsWith("\"")) {
                var option = line.substring(1, line.length() - 1).replaceAll("\\\\(.)", "$1");
                if (!option.startsWith("-D" + PROPERTY + "=")) {
                    options.add(option);
                }
            }
        }
        return options;
    }

    /** Writes the file anew, at once: a kernel that starts meanwhile finds all of it or what was there before. */
    public void write(List<String> options) throws IOException {
        var text = new StringBuilder("# What this kernel's JVM is told; %jvm writes it, jolab install empties it.\n");
        text.append(quoted("-D" + PROPERTY + "=" + file)).append('\n');
        options.forEach(option -> text.append(quoted(option)).append('\n'));
        var part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String quoted(String option) {
        return "\"" + option.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
