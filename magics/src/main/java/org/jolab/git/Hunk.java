package org.jolab.git;

import java.util.List;
import org.jolab.git.StyledText.Style;

/**
 * Lines that differ, with some around them.
 *
 * @param oldStart the number of the first line before, from 1
 * @param oldCount how many lines it had before
 * @param newStart the number of the first line now, from 1
 * @param newCount how many lines it has now
 * @param lines all of them
 */
public record Hunk(int oldStart, int oldCount, int newStart, int newCount, List<DiffLine> lines) {

    /** How many lines are new. */
    public int insertions() {
        return count(DiffLine.Kind.ADDED);
    }

    /** How many lines are gone. */
    public int deletions() {
        return count(DiffLine.Kind.REMOVED);
    }

    private int count(DiffLine.Kind kind) {
        return (int) lines.stream().filter(line -> line.kind() == kind).count();
    }

    /** Where it is. */
    String place() {
        return "@@ -" + range(oldStart, oldCount) + " +" + range(newStart, newCount) + " @@";
    }

    private static String range(int start, int count) {
        return count == 1 ? String.valueOf(start) : start + "," + count;
    }

    /** Its lines, behind {@code indent}. */
    StyledText lines(String indent) {
        var text = new StyledText();
        for (var line : lines) {
            var style = switch (line.kind()) {
                case ADDED -> Style.ADDED;
                case REMOVED -> Style.REMOVED;
                case NOTE -> Style.FAINT;
                case CONTEXT -> Style.PLAIN;
            };
            text.add(indent).add(style, line.toString()).line();
        }
        return text;
    }

    @Override
    public String toString() {
        return place();
    }
}
