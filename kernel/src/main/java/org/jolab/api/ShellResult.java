package org.jolab.api;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;

/** What a shell command printed, as a list of its lines, and how it ended. */
public final class ShellResult extends AbstractList<String> {

    private final String command;
    private final String text;
    private final List<String> lines;
    private final int exitCode;

    /**
     * The result of {@code command}, which printed {@code text} and ended with {@code exitCode}: a signal's negative
     * number if one ended it.
     */
    public ShellResult(String command, String text, int exitCode) {
        this.command = command;
        this.text = text;
        this.exitCode = exitCode;
        lines = text.lines().toList();
    }

    /** What was run. */
    public String command() {
        return command;
    }

    /** All that was printed, without the last line's end. */
    public String text() {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /** The lines that were printed. */
    public List<String> lines() {
        return lines;
    }

    /** The lines that name files and folders, as paths. */
    public List<Path> paths() {
        return lines.stream().filter(line -> !line.isBlank()).map(Path::of).filter(Files::exists).toList();
    }

    /** How the command ended; 0 is success. */
    public int exitCode() {
        return exitCode;
    }

    /** Whether the command ended with 0. */
    public boolean ok() {
        return exitCode == 0;
    }

    @Override
    public String get(int index) {
        return lines.get(index);
    }

    @Override
    public int size() {
        return lines.size();
    }
}
