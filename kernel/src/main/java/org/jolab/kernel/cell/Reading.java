package org.jolab.kernel.cell;

import java.util.List;
import java.util.Optional;

/**
 * A cell that has been read.
 *
 * @param code its text
 * @param uses the magics in it, in order; {@code %%name} alone if it has that
 * @param java what it is as Java; nothing of the body of {@code %%name}
 */
public record Reading(String code, List<Use> uses, JavaForm java) {

    /** The magic at its top, whose body the rest of the cell is. */
    public Optional<Use> cellMagic() {
        return uses.stream().filter(use -> use.kind() == Use.Kind.CELL).findFirst();
    }

    /** The magic in which the place {@code at} lies. */
    public Optional<Use> useAt(int at) {
        return uses.stream().filter(use -> use.holds(at)).findFirst();
    }

    /** Where the body of {@code %%name} starts. */
    public static int bodyStart(String code, Use use) {
        var end = use.end();
        if (end < code.length() && code.charAt(end) == '\r') {
            end++;
        }
        return Math.min(code.length(), end + 1);
    }
}
