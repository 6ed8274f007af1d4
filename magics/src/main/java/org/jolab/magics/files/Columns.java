package org.jolab.magics.files;

import java.util.ArrayList;
import java.util.List;

/**
 * Prints names in columns, downward first, as many beside each other as there is room for.
 *
 * @param width of a line, in letters
 */
record Columns(int width) {

    private static final int GAP = 2;

    /**
     * A name.
     *
     * @param text as it is printed, colours included
     * @param width how many letters wide it looks
     */
    record Cell(String text, int width) {}

    /** Prints the cells. */
    void print(List<Cell> cells) {
        lines(cells).forEach(System.out::println);
    }

    /** The lines that show the cells. */
    List<String> lines(List<Cell> cells) {
        // With fewer rows than this not even cells of average width would fit; large steps keep large folders fast.
        var letters = cells.stream().mapToLong(cell -> cell.width() + GAP).sum();
        for (var rows = (int) Math.max(1, letters / (width + GAP)); rows < cells.size(); rows += 1 + rows / 50) {
            var widths = widths(cells, rows);
            if (widths.stream().mapToInt(w -> w + GAP).sum() - GAP <= width) {
                return lines(cells, rows, widths);
            }
        }
        return cells.stream().map(Cell::text).toList();
    }

    private static List<Integer> widths(List<Cell> cells, int rows) {
        var widths = new ArrayList<Integer>();
        for (var from = 0; from < cells.size(); from += rows) {
            widths.add(cells.subList(from, Math.min(cells.size(), from + rows)).stream()
                .mapToInt(Cell::width).max().orElse(0));
        }
        return widths;
    }

    private static List<String> lines(List<Cell> cells, int rows, List<Integer> widths) {
        var lines = new ArrayList<String>();
        for (var row = 0; row < rows; row++) {
            var line = new StringBuilder();
            for (var i = row; i < cells.size(); i += rows) {
                var cell = cells.get(i);
                line.append(cell.text());
                if (i + rows < cells.size()) {
                    line.repeat(' ', widths.get(i / rows) - cell.width() + GAP);
                }
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /** How many letters wide a text looks: those of East Asian scripts take the room of two, marks take none. */
    static int width(String text) {
        return text.codePoints().map(c -> switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> c >= 0x1100 && c <= 0x115F || c >= 0x2E80 && c <= 0xA4CF || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF || c >= 0xFE30 && c <= 0xFE6F || c >= 0xFF00 && c <= 0xFF60
                || c >= 0x1F300 && c <= 0x1FAFF || c >= 0x20000 && c <= 0x3FFFD ? 2 : 1;
        }).sum();
    }

    /** A file's name as it can be typed again, with what would disturb the listing made visible. */
    static String quoted(String name) {
        var visible = name.codePoints().anyMatch(Character::isISOControl)
            ? name.codePoints().map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString() : name;
        return !visible.chars().anyMatch(c -> " '\"\\$*?[](){}&;|<>`!".indexOf(c) >= 0) ? visible
            : visible.contains("'") ? "\"" + visible + "\"" : "'" + visible + "'";
    }
}
