package org.jolab.git;

import java.util.List;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;
import org.jolab.git.StyledText.Style;

/**
 * How a file differs.
 *
 * @param kind what became of it
 * @param oldPath where it was; where it is if it is new
 * @param path where it is; where it was if it is gone
 * @param header what a patch says of it before the lines: names, modes, likeness
 * @param content how what is in it differs
 */
public record FileDiff(Kind kind, String oldPath, String path, List<String> header, Content content)
        implements Displayable {

    /** What became of a file. */
    public enum Kind {
        /** It is new. */
        ADDED('A'),
        /** It is another. */
        MODIFIED('M'),
        /** It is gone. */
        DELETED('D'),
        /** It has another name. */
        RENAMED('R'),
        /** It was made of another. */
        COPIED('C');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        /** Its sign in short lists. */
        public char letter() {
            return letter;
        }
    }

    /** How what is in a file differs. */
    public sealed interface Content {

        /** Text; no hunks if it is the same. */
        record Text(List<Hunk> hunks) implements Content {}

        /** A Jupyter notebook; no cells if they are all the same. */
        record Notebook(List<CellDiff> cells) implements Content {}

        /** Something that is no text. */
        record Binary() implements Content {}
    }

    /** The lines that differ, of all cells if it is a notebook. */
    public List<Hunk> hunks() {
        return switch (content) {
            case Content.Text(var hunks) -> hunks;
            case Content.Notebook(var cells) -> cells.stream().flatMap(cell -> cell.source().stream()).toList();
            case Content.Binary() -> List.of();
        };
    }

    /** The cells that differ, if it is a notebook. */
    public List<CellDiff> cells() {
        return content instanceof Content.Notebook(var cells) ? cells : List.of();
    }

    /** Whether it is no text. */
    public boolean isBinary() {
        return content instanceof Content.Binary;
    }

    /** How many lines are new. */
    public int insertions() {
        return hunks().stream().mapToInt(Hunk::insertions).sum();
    }

    /** How many lines are gone. */
    public int deletions() {
        return hunks().stream().mapToInt(Hunk::deletions).sum();
    }

    /** Its name, or both of them. */
    public String name() {
        return oldPath.equals(path) ? path : oldPath + " => " + path;
    }

    /** All that differs. */
    public StyledText patch() {
        var text = new StyledText();
        header.forEach(line -> text.line(Style.STRONG, line));
        switch (content) {
            case Content.Text(var hunks) -> hunks.forEach(hunk ->
                text.line(Style.PLACE, hunk.place()).add(hunk.lines("")));
            case Content.Notebook(var cells) -> {
                cells.forEach(cell -> text.add(cell.patch()));
                if (cells.isEmpty()) {
                    text.line(Style.FAINT, "Its cells are the same; other parts of the file differ.");
                }
            }
            case Content.Binary() -> text.line("Binary files differ");
        }
        return text;
    }

    @Override
    public MimeBundle toMimeBundle() {
        return patch().toMimeBundle();
    }

    @Override
    public String toString() {
        return kind.letter + " " + name();
    }
}
