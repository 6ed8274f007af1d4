package org.jolab.gpu.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the steps have printed, as Markdown and as JSON; owned by the main thread. */
final class Report {

    private static final String OURS = "Jolab";
    private static final List<String> OTHERS = List.of("PyTorch", "CuPy");

    private final Map<String, List<String>> facts = new LinkedHashMap<>();
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final String date = ZonedDateTime.now().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);

    private Report() {
    }

    private record Row(String unit, Map<String, Double> values) {
    }

    private static final class Step {
        private int status;
        private int passed;
        private final List<String> failed = new ArrayList<>();
    }

    /** Of a folder: {@code steps} has each step and its exit status, {@code STEP.txt} what it has printed. */
    static Report of(Path folder) throws IOException {
        var report = new Report();
        for (var line : Files.readAllLines(folder.resolve("steps"))) {
            var parts = line.split("\t");
            var step = report.steps.computeIfAbsent(parts[0], _ -> new Step());
            step.status = Integer.parseInt(parts[1]);
            for (var each : Files.readAllLines(folder.resolve(parts[0] + ".txt"))) {
                report.read(step, each.split("\t"));
            }
        }
        return report;
    }

    private void read(Step step, String... parts) {
        switch (parts[0]) {
            case "passed" -> step.passed++;
            case "failed" -> step.failed.add(parts[1]);
            case "row" -> rows.computeIfAbsent(parts[1], _ -> new Row(parts[4], new LinkedHashMap<>()))
                .values.put(parts[2], Double.parseDouble(parts[3]));
            case "device", "about", "also", "library", "java", "python", "sizes" ->
                facts.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(parts[1]);
            default -> { }
        }
    }

    /** Writes both forms into {@code folder}; the Markdown. */
    String write(Path folder) throws IOException {
        var markdown = markdown();
        Files.writeString(folder.resolve("report.md"), markdown);
        Files.writeString(folder.resolve("report.json"), json());
        return markdown;
    }

    /** How many times as fast as another we are; of a time, how many times as long the other takes. */
    private static Double ratio(Row row, String other) {
        var ours = row.values.get(OURS);
        var theirs = row.values.get(other);
        if (ours == null || theirs == null || ours == 0 || theirs == 0) {
            return null;
        }
        return row.unit.endsWith("s") && !row.unit.contains("/") ? theirs / ours : ours / theirs;
    }

    private String markdown() {
        var text = new StringBuilder("# Jolab on %s\n\n%s\n\n".formatted(first("device"), date));
        facts.forEach((kind, values) -> values.forEach(each -> text.append("- ").append(kind).append(": ").append(each)
            .append('\n')));
        text.append("\n| step | passed | failed | |\n| --- | ---: | ---: | --- |\n");
        steps.forEach((name, step) -> text.append("| %s | %d | %d | %s |\n".formatted(name, step.passed,
            step.failed.size(), ending(step))));
        steps.forEach((name, step) -> step.failed.forEach(each -> text.append("\nFailed: ").append(each)
            .append(" (").append(name).append(")\n")));
        text.append("\n| | unit | Jolab |");
        OTHERS.forEach(each -> text.append(' ').append(each).append(" | Jolab : ").append(each).append(" |"));
        text.append("\n| --- | --- | ---: |").append(" ---: | ---: |".repeat(OTHERS.size())).append('\n');
        rows.forEach((name, row) -> {
            text.append("| %s | %s | %s |".formatted(name, row.unit, number(row.values.get(OURS))));
            OTHERS.forEach(each -> text.append(" %s | %s |".formatted(number(row.values.get(each)),
                number(ratio(row, each)))));
            text.append('\n');
        });
        return text.append("\nA ratio above 1 means that Jolab is faster. Empty: not measured.\n").toString();
    }

    private static String ending(Step step) {
        return switch (step.status) {
            case 0, 1 -> "";
            case 124, 137 -> "took too long and was ended";
            default -> "ended with " + step.status;
        };
    }

    private String first(String fact) {
        return facts.getOrDefault(fact, List.of("an unknown device")).getFirst();
    }

    private static String number(Double value) {
        if (value == null) {
            return "";
        }
        var size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 99.5 ? "%.0f" : size >= 9.95 ? "%.1f" : size >= 0.0995 ? "%.2f"
            : "%.4f", value);
    }

    private String json() {
        var all = new LinkedHashMap<String, Object>();
        all.put("date", date);
        all.putAll(facts);
        all.put("steps", steps.entrySet().stream().map(each -> {
            var step = new LinkedHashMap<String, Object>();
            step.put("name", each.getKey());
            step.put("status", each.getValue().status);
            step.put("passed", each.getValue().passed);
            step.put("failed", each.getValue().failed);
            return step;
        }).toList());
        all.put("rows", rows.entrySet().stream().map(each -> {
            var row = new LinkedHashMap<String, Object>();
            row.put("name", each.getKey());
            row.put("unit", each.getValue().unit);
            row.putAll(each.getValue().values);
            for (var other : OTHERS) {
                var ratio = ratio(each.getValue(), other);
                if (ratio != null) {
                    row.put("Jolab : " + other, ratio);
                }
            }
            return row;
        }).toList());
        return text(all) + "\n";
    }

    private static String text(Object value) {
        return switch (value) {
            case Map<?, ?> map -> map.entrySet().stream().map(each -> text(each.getKey()) + ": "
                + text(each.getValue())).collect(Collectors.joining(",\n", "{", "}"));
            case List<?> list -> list.stream().map(Report::text).collect(Collectors.joining(",\n", "[", "]"));
            // JSON has no number that is none.
            case Double number when !Double.isFinite(number) -> "null";
            case Number number -> number.toString();
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(c -> quoted.append(c == '"' || c == '\\' ? "\\" + (char) c
            : c < ' ' ? String.format("\\u%04x", c) : String.valueOf((char) c)));
        return quoted.append('"').toString();
    }
}
