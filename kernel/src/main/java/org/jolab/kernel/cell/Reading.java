package org.jolab.kernel.cell;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cell that has been read.
 *
 * @param code its text
 * @param uses the magics in it, in order; {@code %%name} alone if it has that
 * @param java what it is as Java; nothing of the body of {@code %%name}
 * @param given the values that it gives to form fields of later cells, as Java source: those of declarations that are
 *     marked {@code //@given}, such as papermill's parameters
 */
public record Reading(String code, List<Use> uses, JavaForm java, Map<String, String> given) {

    /** A cell that gives nothing. */
    public Reading(String code, List<Use> uses, JavaForm java) {
        this(code, uses, java, Map.of());
    }

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
