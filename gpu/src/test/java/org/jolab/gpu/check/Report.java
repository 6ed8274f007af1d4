package org.jolab.gpu.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jolab.gpu.check.Findings.Row;
import org.jolab.gpu.check.Findings.Step;
import org.jolab.gpu.check.Targets.Target;
import org.jolab.gpu.check.Targets.Verdict;

/** What the steps have found, as Markdown and as JSON; owned by the main thread. */
final class Report {

    private static final List<String> OTHERS = List.of(Targets.PYTORCH, "CuPy");
    /** Exit statuses: something is wrong, or not everything has been measured. */
    private static final int WRONG = 1;
    private static final int INCOMPLETE = 3;

    private final Findings findings;
    private final List<Target> targets;
    private final List<String> absent;
    private final String date = ZonedDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx"));

    private Report(Findings findings, List<String> absent) {
        this.findings = findings;
        this.targets = Targets.of(findings);
        this.absent = absent;
    }

    /** Of a folder, in which {@code wanted} are the steps of a whole check. */
    static Report of(Path folder, List<String> wanted) throws IOException {
        var findings = Findings.of(folder);
        return new Report(findings, wanted.stream().filter(each -> !findings.steps().containsKey(each)).toList());
    }

    /** 0 if all was run, has passed, and has met its target; 1 if something has not; 3 if something is missing. */
    int status() {
        if (!findings.steps().values().stream().allMatch(Step::isSound)
            || targets.stream().anyMatch(each -> each.verdict() == Verdict.FAIL)) {
            return WRONG;
        }
        return absent.isEmpty() && findings.steps().values().stream().allMatch(Step::isWhole)
            && targets.stream().allMatch(each -> each.verdict() == Verdict.PASS) ? 0 : INCOMPLETE;
    }

    /** Writes all forms into {@code folder}; the Markdown. */
    String write(Path folder) throws IOException {
        var markdown = markdown();
        Files.writeString(folder.resolve("report.md"), markdown);
        Files.writeString(folder.resolve("report.json"), json());
        Files.writeString(folder.resolve("readme.md"), readme());
        return markdown;
    }

    /** How many times as fast as another we are; of a time, how many times as long the other takes. */
    static Double ratio(Row row, String other) {
        var ours = row.values().get(Targets.OURS);
        var theirs = row.values().get(other);
        if (ours == null || theirs == null || ours == 0 || theirs == 0) {
            return null;
        }
        return row.unit().endsWith("s") && !row.unit().contains("/") ? theirs / ours : ours / theirs;
    }

    private String markdown() {
        var text = new StringBuilder("# Jolab on %s\n\n%s\n\n".formatted(device(), date));
        findings.facts().forEach((kind, values) -> values.forEach(each -> text.append("- ").append(kind).append(": ")
            .append(each).append('\n')));
        text.append("\n| target | wanted | | found |\n| --- | --- | --- | --- |\n");
        targets.forEach(each -> text.append("| %s | %s | %s | %s |\n".formatted(each.name(), each.wanted(),
            each.verdict(), each.found())));
        text.append("\n| step | passed | failed | of | begun | |\n| --- | ---: | ---: | ---: | --- | --- |\n");
        findings.steps().forEach((name, step) -> text.append("| %s | %d | %d | %s | %s | %s |\n".formatted(name,
            step.passed(), step.failed().size(), step.total() == null ? "" : step.total(), step.when(),
            ending(step))));
        absent.forEach(each -> text.append("| ").append(each).append(" | | | | | not run |\n"));
        findings.steps().forEach((name, step) -> step.failed().forEach(each -> text.append("\nFailed: ").append(each)
            .append(" (").append(name).append(")\n")));
        text.append("\n| | unit | Jolab |");
        OTHERS.forEach(each -> text.append(' ').append(each).append(" | Jolab : ").append(each).append(" |"));
        text.append("\n| --- | --- | ---: |").append(" ---: | ---: |".repeat(OTHERS.size())).append('\n');
        findings.rows().forEach((name, row) -> {
            text.append("| %s | %s | %s |".formatted(name, row.unit(), number(row.values().get(Targets.OURS))));
            OTHERS.forEach(each -> text.append(" %s | %s |".formatted(number(row.values().get(each)),
                number(ratio(row, each)))));
            text.append('\n');
        });
        return text.append("\nA ratio above 1 means that Jolab is faster. Empty: not measured.\n").toString();
    }

    /** What belongs into a README: as its other tables, a ratio below 1 means that Jolab is faster. */
    private String readme() {
        var text = new StringBuilder("`gpu/device-check` printed this on %s (%s) on %s; below 1 is better.\n\n"
            .formatted(device(), findings.fact("about", "nothing is known of it"), date.split(" ")[0]));
        findings.facts().forEach((kind, values) -> {
            if (Set.of("clocks", "python").contains(kind)) {
                values.forEach(each -> text.append("- ").append(each).append('\n'));
            }
        });
        text.append("\n| what | Jolab |");
        OTHERS.forEach(each -> text.append(" ÷ ").append(each).append(" |"));
        text.append("\n| --- | --- |").append(" --- |".repeat(OTHERS.size())).append('\n');
        findings.rows().forEach((name, row) -> {
            var ours = row.values().get(Targets.OURS);
            if (ours != null && !row.unit().equals("ulp")) {
                text.append("| %s | %s %s |".formatted(name, number(ours), row.unit()));
                OTHERS.forEach(each -> {
                    var ratio = ratio(row, each);
                    text.append(ratio == null ? " – |" : String.format(Locale.ROOT, " %.2f |", 1 / ratio));
                });
                text.append('\n');
            }
        });
        text.append("\n| target | | |\n| --- | --- | --- |\n");
        targets.forEach(each -> text.append("| %s: %s | %s | %s |\n".formatted(each.name(), each.wanted(),
            each.verdict(), each.found())));
        return text.toString();
    }

    private String device() {
        return findings.fact("device", "an unknown device");
    }

    private static String ending(Step step) {
        return switch (step.status()) {
            case 0, 1 -> "";
            case 124, 137 -> "took too long and was ended";
            default -> "ended with " + step.status();
        };
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
        all.put("status", status());
        findings.facts().forEach((kind, values) -> all.put(kind, List.copyOf(values)));
        all.put("targets", targets.stream().map(each -> Map.of("name", each.name(), "wanted", each.wanted(),
            "verdict", each.verdict(), "found", each.found())).toList());
        all.put("steps", findings.steps().entrySet().stream().map(each -> {
            var step = new LinkedHashMap<String, Object>();
            step.put("name", each.getKey());
            step.put("status", each.getValue().status());
            step.put("passed", each.getValue().passed());
            step.put("failed", each.getValue().failed());
            return step;
        }).toList());
        all.put("rows", findings.rows().entrySet().stream().map(each -> {
            var row = new LinkedHashMap<String, Object>();
            row.put("name", each.getKey());
            row.put("unit", each.getValue().unit());
            row.putAll(each.getValue().values());
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
