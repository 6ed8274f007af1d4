package org.jolab.gpu.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the steps of a check have printed. A step that has been run in parts, or again, adds to what it had printed; of
 * a test and of a number the last counts. Owned by the main thread.
 */
final class Findings {

    private static final Set<String> FACTS = Set.of("device", "about", "also", "library", "java", "clocks", "python",
        "sizes", "compiled");
    /** What is no step but has facts, too. */
    private static final List<String> MORE = List.of("clocks");

    private final Map<String, Set<String>> facts = new LinkedHashMap<>();
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Map<String, String> omissions = new LinkedHashMap<>();

    /** A number that was measured, by who was. */
    record Row(String unit, Map<String, Double> values) {
    }

    /** How a step has gone. */
    static final class Step {
        private int status;
        private String when = "";
        private Integer total;
        private final Map<String, Boolean> verdicts = new LinkedHashMap<>();

        int status() {
            return status;
        }

        String when() {
            return when;
        }

        long passed() {
            return verdicts.values().stream().filter(each -> each).count();
        }

        List<String> failed() {
            return verdicts.entrySet().stream().filter(each -> !each.getValue()).map(Map.Entry::getKey).toList();
        }

        /** How many tests there are, with those that have not been run; null if that was not said. */
        Integer total() {
            return total;
        }

        /** Whether nothing is wrong with what was run. */
        boolean isSound() {
            return status == 0 && failed().isEmpty();
        }

        boolean isWhole() {
            return isSound() && (total == null || verdicts.size() >= total);
        }
    }

    /** Of a folder: {@code steps} has each step, its exit status and time, {@code STEP.txt} what it has printed. */
    static Findings of(Path folder) throws IOException {
        var findings = new Findings();
        for (var line : Files.readAllLines(folder.resolve("steps"))) {
            var parts = line.split("\t");
            var step = findings.steps.computeIfAbsent(parts[0], _ -> new Step());
            step.status = Integer.parseInt(parts[1]);
            step.when = parts.length > 2 ? parts[2] : "";
        }
        for (var each : findings.steps.entrySet()) {
            findings.read(each.getValue(), folder.resolve(each.getKey() + ".txt"));
        }
        for (var name : MORE) {
            if (Files.exists(folder.resolve(name + ".txt"))) {
                findings.read(new Step(), folder.resolve(name + ".txt"));
            }
        }
        return findings;
    }

    private void read(Step step, Path file) throws IOException {
        for (var line : Files.readAllLines(file)) {
            var parts = line.split("\t");
            switch (parts[0]) {
                case "passed" -> step.verdicts.put(parts[1], true);
                case "failed" -> step.verdicts.put(parts[1], false);
                case "total" -> step.total = Integer.parseInt(parts[1]);
                case "row" -> rows.computeIfAbsent(parts[1], _ -> new Row(parts[4], new LinkedHashMap<>()))
                    .values.put(parts[2], Double.parseDouble(parts[3]));
                case "left out" -> omissions.put(parts[1], parts[2]);
                default -> {
                    if (FACTS.contains(parts[0]) && parts.length > 1) {
                        facts.computeIfAbsent(parts[0], _ -> new LinkedHashSet<>()).add(parts[1]);
                    }
                }
            }
        }
    }

    Map<String, Set<String>> facts() {
        return facts;
    }

    /** The first fact of a kind, or else {@code otherwise}. */
    String fact(String kind, String otherwise) {
        return facts.getOrDefault(kind, Set.of(otherwise)).iterator().next();
    }

    Map<String, Row> rows() {
        return rows;
    }

    Map<String, Step> steps() {
        return steps;
    }

    /** What {@code who} made of the row {@code name}; null if nothing. */
    Double value(String name, String who) {
        var row = rows.get(name);
        return row == null ? null : row.values.get(who);
    }

    /** Why {@code who} has no number in the row {@code name}. */
    String reason(String name, String who) {
        var said = omissions.get(name + " by " + who);
        if (said != null) {
            return who + " failed: " + said;
        }
        return facts.getOrDefault("python", Set.of()).stream().filter(each -> each.startsWith(who)
            && (each.contains(" is not ") || each.contains(" has failed") || each.contains(" sees no "))).findFirst()
            .orElse(who + " was not measured");
    }
}
