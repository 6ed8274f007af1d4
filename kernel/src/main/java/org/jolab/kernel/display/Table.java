package org.jolab.kernel.display;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows and columns of text, already within limits; an immutable value.
 *
 * @param caption what this is, in a few words
 * @param columns their names
 * @param rows the cells of each row that is shown
 * @param gap before which row a remark stands on those that are not shown; -1 if all are
 * @param remark the remark
 */
record Table(String caption, List<Column> columns, List<List<String>> rows, int gap, String remark) {

    private static final int CELL = 40;
    private static final int WIDTH = 160;
    private static final String RULE = "border-bottom:1px solid "
        + "var(--jp-border-color1, color-mix(in srgb, currentColor 40%, transparent));";

    /** A column's name, and whether it holds numbers, which stand to the right. */
    record Column(String name, boolean isNumeric) {}

    /** A table that shows all its rows. */
    static Table of(String caption, List<Column> columns, List<List<String>> rows) {
        return new Table(caption, columns, rows, -1, "");
    }

    /** Lines whose columns stand below each other, narrow enough for a terminal. */
    String toText() {
        var widths = widths();
        var chosen = chosen(widths);
        var out = new ArrayList<String>();
        out.add(line(columns.stream().map(Column::name).toList(), widths, chosen));
        out.add(String.join("  ", chosen.stream().map(i -> "─".repeat(i < 0 ? 1 : widths.get(i))).toList()));
        for (var i = 0; i < rows.size(); i++) {
            if (i == gap) {
                out.add(remark);
            }
            out.add(line(rows.get(i), widths, chosen));
        }
        if (gap >= rows.size()) {
            out.add(remark);
        }
        if (gap >= 0) {
            out.add("[" + caption + "]");
        }
        return String.join("\n", out);
    }

    private List<Integer> widths() {
        var widths = new ArrayList<Integer>();
        for (var i = 0; i < columns.size(); i++) {
            var column = i;
            widths.add(Math.min(CELL, Math.max(Cut.width(columns.get(i).name()),
                rows.stream().mapToInt(row -> Cut.width(row.get(column))).max().orElse(0))));
        }
        return widths;
    }

    /** The columns that fit, the middle ones left out; -1 stands for those. */
    private static List<Integer> chosen(List<Integer> widths) {
        var head = new ArrayList<Integer>();
        var tail = new ArrayList<Integer>();
        var left = WIDTH;
        for (var i = 0; i < widths.size(); i++) {
            var fromHead = i % 2 == 0;
            var column = fromHead ? i / 2 : widths.size() - 1 - i / 2;
            left -= widths.get(column) + 2;
            if (left < 0 && i > 0) {
                head.add(-1);
                break;
            }
            if (fromHead) {
                head.add(column);
            } else {
                tail.addFirst(column);
            }
        }
        head.addAll(tail);
        return head;
    }

    private String line(List<String> cells, List<Integer> widths, List<Integer> chosen) {
        var line = new StringBuilder();
        for (var i : chosen) {
            if (i < 0) {
                line.append("…  ");
                continue;
            }
            var cell = Cut.width(cells.get(i)) <= CELL ? cells.get(i) : Cut.line(CELL / 2, cells.get(i));
            var pad = " ".repeat(Math.max(0, widths.get(i) - Cut.width(cell)));
            line.append(columns.get(i).isNumeric ? pad + cell : cell + pad).append("  ");
        }
        return line.toString().stripTrailing();
    }

    /** A table in the colours of the page that it lies in. */
    String toHtml() {
        var out = new StringBuilder("<div dir=\"ltr\" style=\"overflow-x:auto\">"
            + "<table style=\"border-collapse:collapse;margin:0\"><thead><tr>");
        for (var column : columns) {
            out.append("<th style=\"").append(align(column)).append(RULE).append("\">")
                .append(Html.isolated(column.name)).append("</th>");
        }
        out.append("</tr></thead><tbody>");
        for (var i = 0; i < rows.size(); i++) {
            if (i == gap) {
                appendRemark(out);
            }
            out.append("<tr>");
            for (var j = 0; j < columns.size(); j++) {
                out.append("<td style=\"").append(align(columns.get(j))).append("\">")
                    .append(Html.isolated(rows.get(i).get(j))).append("</td>");
            }
            out.append("</tr>");
        }
        if (gap >= rows.size()) {
            appendRemark(out);
        }
        return out.append("</tbody></table>").append(Html.caption(caption)).append("</div>").toString();
    }

    private void appendRemark(StringBuilder out) {
        out.append("<tr><td colspan=\"").append(columns.size()).append("\" style=\"text-align:center;opacity:.7\">")
            .append(Html.escaped(remark)).append("</td></tr>");
    }

    private static String align(Column column) {
        return column.isNumeric ? "text-align:right;" : "text-align:left;";
    }
}
