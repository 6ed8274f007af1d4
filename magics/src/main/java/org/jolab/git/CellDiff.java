package org.jolab.git;

import java.util.List;
import org.jolab.git.StyledText.Style;

/**
 * How a cell of a notebook differs.
 *
 * @param kind what became of it
 * @param type {@code code}, {@code markdown} or {@code raw}
 * @param number its place in the notebook as it is now, or was if it is gone; from 1
 * @param source how its text differs
 * @param outputs what its outputs were and are, in a few words a line; empty if they are the same
 */
public record CellDiff(Kind kind, String type, int number, List<Hunk> source, List<DiffLine> outputs) {

    /** What became of a cell. */
    public enum Kind {
        /** It is new. */
        ADDED,
        /** It is gone. */
        REMOVED,
        /** It is another. */
        CHANGED
    }

    /** Its differences. */
    StyledText patch() {
        var text = new StyledText().add(Style.PLACE, "@@ cell " + number + " @@ ");
        switch (kind) {
            case ADDED -> text.add(Style.GOOD, "new " + type + " cell");
            case REMOVED -> text.add(Style.BAD, type + " cell removed");
            case CHANGED -> text.add(type);
        }
        text.line();
        for (var i = 0; i < source.size(); i++) {
            if (i > 0) {
                text.line(Style.FAINT, " …");
            }
            text.add(source.get(i).lines(""));
        }
        if (!outputs.isEmpty()) {
            text.add(new Hunk(1, 0, 1, 0, outputs).lines("  output "));
        }
        return text;
    }

    @Override
    public String toString() {
        return patch().text();
    }
}
