package org.jolab.kernel.cell;

/**
 * A magic in a cell, from {@code start} to {@code end}.
 *
 * @param kind how it stands there
 * @param name the magic's name: what follows the percent sign, or {@code !}, {@code !!}, {@code ?}, {@code ??}
 * @param start where it starts: at its sign
 * @param lineStart where its line starts, behind the name
 * @param end where its line ends, with all lines that continue it; for {@code %%name} the end of its first line
 * @param nested whether it stands in a block, not at the top of the cell
 */
public record Use(Kind kind, String name, int start, int lineStart, int end, boolean nested) {

    /** How a magic stands in a cell. */
    public enum Kind {
        /** Alone. */
        STATEMENT,
        /** Behind {@code =}. */
        ASSIGNED,
        /** At the top of the cell, whose rest is its body. */
        CELL
    }

    /** Whether it is a command of the system's shell. */
    boolean isShell() {
        return name.startsWith("!");
    }

    /** Its line in {@code code}; a backslash at a line's end is the shell's own, but means a blank elsewhere. */
    String line(String code) {
        var line = code.substring(lineStart, end);
        return isShell() ? line : line.replaceAll("[ \\t]*\\\\[ \\t]*\\R[ \\t]*", " ");
    }

    /** Whether the place {@code at} lies in it, so that typing there would change it. */
    public boolean holds(int at) {
        return start < at && at <= end;
    }
}
