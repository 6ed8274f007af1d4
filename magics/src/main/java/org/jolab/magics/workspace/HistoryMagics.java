package org.jolab.magics.workspace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jolab.api.Display;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace.Input;

/** The cells that were run before: {@code %history}, {@code %rerun}, {@code %recall}. */
final class HistoryMagics {

    private HistoryMagics() {}

    static List<Magic> all() {
        var history = Magic.line("history", "Prints the cells that were run in this session.")
            .flag("-n, --numbers", "with their numbers")
            .flag("-u, --unique", "of equal cells only the last")
            .option("-l, --limit N", "only the last N")
            .option("-g, --grep PATTERN", "only those that contain PATTERN; * stands for any text, ? for any character")
            .argument("[RANGE...]", "numbers: 4, 2-5, 7-")
            .does(HistoryMagics::history);
        return List.of(history, history.as("hist"),
            Magic.line("rerun", "Runs cells again: the last one, if nothing is said.")
                .option("-l, --limit N", "the last N")
                .option("-g, --grep PATTERN", "the last one that contains PATTERN")
                .argument("[RANGE...]", "numbers: 4, 2-5, 7-")
                .does(HistoryMagics::rerun),
            Magic.line("recall", "Puts the text of cells into the cell below: the last one, if nothing is said.")
                .option("-g, --grep PATTERN", "the last one that contains PATTERN")
                .argument("[RANGE...]", "numbers: 4, 2-5, 7-")
                .does(HistoryMagics::recall));
    }

    private static Object history(MagicCall call) {
        var limit = limit(call, Integer.MAX_VALUE);
        var chosen = chosen(call, before(call));
        if (call.has("-u")) {
            var unique = new LinkedHashMap<String, Input>();
            chosen.forEach(input -> {
                unique.remove(input.code());
                unique.put(input.code(), input);
            });
            chosen = List.copyOf(unique.values());
        }
        var numbers = call.has("-n") || call.has("-g");
        tail(chosen, limit).forEach(input -> System.out.println(numbers ? numbered(input) : input.code()));
        return null;
    }

    /** Lines of one cell stand below each other. */
    private static String numbered(Input input) {
        return String.format("%4d: ", input.count()) + input.code().strip().replace("\n", "\n      ");
    }

    private static Object rerun(MagicCall call) throws Exception {
        var chosen = chosen(call, before(call).stream()
            .filter(input -> !input.code().strip().startsWith("%rerun")).toList());
        var cells = call.arguments("RANGE").isEmpty() ? tail(chosen, limit(call, 1)) : chosen;
        System.out.println("=== Executing: ===\n" + code(call, cells) + "\n=== Output: ===");
        Object last = null;
        for (var cell : cells) {
            if (last != null && !(last instanceof Display)) {
                Notebook.display(last);
            }
            last = call.workspace().evaluate(cell.code());
        }
        return last;
    }

    private static Object recall(MagicCall call) {
        var chosen = chosen(call, before(call));
        Notebook.setNextInput(code(call, call.arguments("RANGE").isEmpty() ? tail(chosen, 1) : chosen));
        return null;
    }

    private static String code(MagicCall call, List<Input> cells) {
        if (cells.isEmpty()) {
            throw new UsageError(call.has("-g")
                ? "No cell of this session contains " + call.option("-g").orElse("") + "."
                : "No such cell was run in this session. %history -n lists them.");
        }
        return String.join("\n", cells.stream().map(input -> input.code().stripTrailing()).toList());
    }

    /** All cells but the running one. */
    private static List<Input> before(MagicCall call) {
        var inputs = call.workspace().inputs();
        return inputs.isEmpty() ? inputs : inputs.subList(0, inputs.size() - 1);
    }

    private static List<Input> chosen(MagicCall call, List<Input> inputs) {
        var chosen = inputs;
        if (!call.arguments("RANGE").isEmpty()) {
            chosen = new ArrayList<>();
            for (var range : call.arguments("RANGE")) {
                chosen.addAll(CellRange.of(range).in(inputs));
            }
        }
        var pattern = call.option("-g").map(HistoryMagics::glob);
        return pattern.isEmpty() ? chosen
            : chosen.stream().filter(input -> pattern.get().matcher(input.code()).find()).toList();
    }

    private static Pattern glob(String text) {
        var regex = new StringBuilder();
        text.chars().forEach(c -> regex.append(switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf((char) c));
        }));
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static int limit(MagicCall call, int otherwise) {
        var limit = call.number("-l", otherwise);
        if (limit < 1) {
            throw call.usage("-l takes a number of cells, at least 1.");
        }
        return (int) Math.min(limit, Integer.MAX_VALUE);
    }

    private static List<Input> tail(List<Input> all, int count) {
        return all.subList(Math.max(0, all.size() - count), all.size());
    }
}
