package org.jolab.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A profile as a table, in text and in HTML. */
final class ProfileTable {

    private static final List<String> HEAD = List.of("operation", "device", "calls", "ms", "longest", "read", "written",
        "GB/s", "GFLOP/s");
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private ProfileTable() {
    }

    static String text(Profile profile) {
        var rows = new ArrayList<>(List.of(HEAD));
        profile.rows().forEach(row -> rows.add(cells(row)));
        var widths = new int[HEAD.size()];
        for (var row : rows) {
            for (var i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        var text = new StringBuilder(summary(profile));
        for (var row : rows) {
            var line = new StringBuilder();
            for (var i = 0; i < widths.length; i++) {
                var space = " ".repeat(widths[i] - row.get(i).length());
                // Names begin at the left, numbers end at the right.
                line.append(i == 0 ? "" : "  ").append(i < 2 ? row.get(i) + space : space + row.get(i));
            }
            text.append('\n').append(line.toString().stripTrailing());
        }
        return text.toString();
    }

    static String html(Profile profile) {
        var html = new StringBuilder("<table><caption style=\"text-align:left\">").append(summary(profile))
            .append("</caption><thead>").append(line("th", HEAD)).append("</thead><tbody>");
        profile.rows().forEach(row -> html.append(line("td", cells(row))));
        return html.append("</tbody></table>").toString();
    }

    private static String line(String tag, List<String> cells) {
        var line = new StringBuilder("<tr>");
        for (var i = 0; i < cells.size(); i++) {
            line.append('<').append(tag).append(i < 2 ? " style=\"text-align:left\">" : ">").append(cells.get(i))
                .append("</").append(tag).append('>');
        }
        return line.append("</tr>").toString();
    }

    private static String summary(Profile profile) {
        var calls = profile.rows().stream().mapToLong(Profile.Row::calls).sum();
        var devices = profile.rows().stream().map(row -> row.device().name()).distinct().sorted()
            .collect(Collectors.joining(", "));
        return calls == 0 ? "no tensor operation in " + number(profile.milliseconds()) + " ms"
            : "%d operation%s on %s: %s ms of %s ms".formatted(calls, calls == 1 ? "" : "s", devices,
                number(profile.busy()), number(profile.milliseconds()));
    }

    private static List<String> cells(Profile.Row row) {
        return List.of(row.operation(), row.device().name(), String.valueOf(row.calls()), number(row.milliseconds()),
            number(row.cost().longest()), size(row.bytesRead()), size(row.bytesWritten()),
            row.gigabytesPerSecond() == 0 ? "" : number(row.gigabytesPerSecond()),
            row.gigaflopsPerSecond() == 0 ? "" : number(row.gigaflopsPerSecond()));
    }

    /** With three digits that mean something. */
    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : value >= 0.9995 ? "%.2f"
            : "%.3f", value);
    }

    private static String size(long bytes) {
        var value = (double) bytes;
        var unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return (unit == 0 ? String.valueOf(bytes) : number(value)) + " " + UNITS[unit];
    }
}
