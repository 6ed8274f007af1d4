package org.jolab.magics.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jolab.api.MimeBundle;

/**
 * Rows below a head, as text and as HTML in the colours of the page.
 *
 * @param columns what stands above the rows
 * @param rows the cells of each row, as many as there are columns
 * @param caption what stands below; empty for nothing
 */
public record TextTable(List<Column> columns, List<List<String>> rows, String caption) {

    /** The widest that a cell gets in text. */
    private static final int WIDEST = 60;

    private static final String RULE = "border-bottom:1px solid "
        + "var(--jp-border-color1, color-mix(in srgb, currentColor 40%, transparent));";

    /** A column's name, and whether its cells stand to the right, as numbers do. */
    public record Column(String name, boolean toTheRight) {

        /** A column of words. */
        public static Column of(String name) {
            return new Column(name, false);
        }
    }

    /** Both forms. */
    public MimeBundle toMimeBundle() {
        return MimeBundle.text(toText()).with("text/html", toHtml());
    }

    /** Lines whose columns stand below each other. */
    public String toText() {
        var widths = IntStream.range(0, columns.size()).map(i -> Math.max(width(columns.get(i).name()),
            rows.stream().mapToInt(row -> width(row.get(i))).max().orElse(0))).toArray();
        var lines = new ArrayList<String>();
        lines.add(line(columns.stream().map(Column::name).toList(), widths));
        lines.add("-".repeat(Math.max(1, IntStream.of(widths).sum() + 3 * (widths.length - 1))));
        rows.forEach(row -> lines.add(line(row, widths)));
        if (!caption.isEmpty()) {
            lines.add("[" + caption + "]");
        }
        return String.join("\n", lines);
    }

    private String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (var i = 0; i < cells.size(); i++) {
            var cell = visible(cells.get(i));
            var pad = " ".repeat(widths[i] - cell.codePointCount(0, cell.length()));
            line.append(i == 0 ? "" : "   ").append(columns.get(i).toTheRight ? pad + cell : cell + pad);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String cell) {
        var text = visible(cell);
        return text.codePointCount(0, text.length());
    }

    private static String visible(String cell) {
        var line = cell.replace("\r", "").replace("\n", "↵").replace('\t', ' ');
        return line.codePointCount(0, line.length()) <= WIDEST ? line
            : line.substring(0, line.offsetByCodePoints(0, WIDEST - 1)) + "…";
    }

    /** A table element; cells keep their line ends. */
    public String toHtml() {
        var out = new StringBuilder("<div dir=\"ltr\" style=\"overflow-x:auto\">"
            + "<table style=\"border-collapse:collapse;margin:0\"><thead><tr>");
        columns.forEach(column -> out.append(cell(column, "th", RULE, column.name)));
        out.append("</tr></thead><tbody>");
        for (var row : rows) {
            out.append("<tr>");
            for (var i = 0; i < row.size(); i++) {
                out.append(cell(columns.get(i), "td", "white-space:pre-wrap;", row.get(i)));
            }
            out.append("</tr>");
        }
        out.append("</tbody></table>");
        if (!caption.isEmpty()) {
            out.append("<div style=\"opacity:.7;font-size:.85em;padding:.2em 0\">").append(escaped(caption))
                .append("</div>");
        }
        return out.append("</div>").toString();
    }

    private static String cell(Column column, String element, String style, String text) {
        return "<" + element + " style=\"text-align:" + (column.toTheRight ? "right" : "left") + ";" + style + "\">"
            + escaped(text) + "</" + element + ">";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
