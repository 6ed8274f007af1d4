package org.jolab.kernel.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jolab.kernel.Interpreter.Failure;

/** Shows what the compiler holds against a cell: the cell's own line, a caret, and a hint where one is known. */
final class CompileErrors {

    private static final String NAME = "CompileError";
    private static final int MOST = 5;
    private static final int WIDEST = 160;
    private static final Pattern UNKNOWN_CLASS = Pattern.compile("symbol: +class (\\w+)");
    private static final Pattern TO_ITSELF = Pattern.compile("(\\b[\\w.]+) cannot be converted to \\1(?![\\w.])");
    private static final Pattern UNKNOWN_VARIABLE = Pattern.compile("symbol: +variable (\\p{Lu}\\w*)");

    private final Function<String, List<String>> qualifiedNames;

    /** Finds hints in {@code qualifiedNames}, which gives the full names of classes of a simple name. */
    CompileErrors(Function<String, List<String>> qualifiedNames) {
        this.qualifiedNames = qualifiedNames;
    }

    /** The failure of {@code cell} for {@code problems}, which lie in its Java. */
    Failure show(CellText cell, List<Problem> problems) {
        var lines = new ArrayList<String>();
        for (var problem : problems.subList(0, Math.min(MOST, problems.size()))) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            show(cell, problem.at(cell.java()::toCell), lines);
        }
        if (problems.size() > MOST) {
            lines.add("");
            lines.add("and " + (problems.size() - MOST) + " more.");
        }
        return new Failure(NAME, headline(problems.getFirst()), lines);
    }

    private void show(CellText cell, Problem problem, List<String> lines) {
        lines.add(Ansi.BOLD_RED.paint(NAME) + ": " + headline(problem));
        var number = cell.lineAt(problem.position());
        lines.add("  " + Ansi.BLUE.paint("cell " + cell.count() + ", line " + number));
        var line = cell.line(number);
        var from = cell.lineAt(problem.start()) == number ? cell.columnAt(problem.start()) : 0;
        var to = cell.lineAt(problem.end()) == number ? cell.columnAt(problem.end()) : line.length();
        var caret = cell.columnAt(problem.position());
        if (to <= from) {
            from = caret;
            to = caret + 1;
        }
        // Of a line that nobody could read whole, the part around the caret.
        var first = line.length() <= WIDEST ? 0 : Math.clamp(caret - WIDEST / 2, 0, line.length() - WIDEST);
        var shown = line.substring(first, Math.min(line.length(), first + WIDEST));
        from = Math.clamp(from - first, 0, shown.length());
        to = Math.clamp(to - first, from + 1, Math.max(from + 1, shown.length()));
        var gutter = "  " + number + (first > 0 ? " … " : " | ");
        lines.add(Ansi.DIM.paint(gutter) + shown + (first + WIDEST < line.length() ? " …" : ""));
        lines.add(" ".repeat(gutter.length()) + blank(shown, from) + Ansi.RED.paint("^".repeat(to - from)));
        problem.message().lines().skip(1).forEach(detail -> lines.add("  " + detail));
        hint(problem).ifPresent(hint -> lines.add("  " + Ansi.GREEN.paint("hint: " + hint)));
    }

    /** As wide as the start of {@code line}: tabs stay tabs. */
    private static String blank(String line, int width) {
        return line.substring(0, Math.min(width, line.length())).replaceAll("[^\t]", " ");
    }

    private static String headline(Problem problem) {
        return problem.message().lines().findFirst().orElse(problem.code());
    }

    private Optional<String> hint(Problem problem) {
        for (var pattern : List.of(UNKNOWN_CLASS, UNKNOWN_VARIABLE)) {
            var matcher = pattern.matcher(problem.message());
            if (matcher.find()) {
                var found = qualifiedNames.apply(matcher.group(1));
                if (!found.isEmpty()) {
                    return Optional.of("import " + String.join("; or import ", found) + ";");
                }
            }
        }
        if (problem.code().equals("compiler.err.prob.found.req") && TO_ITSELF.matcher(problem.message()).find()) {
            return Optional.of("one of the two is of before that type was declared again; declare the variable again.");
        }
        return switch (problem.code()) {
            case "compiler.err.premature.eof" -> Optional.of("a bracket, a quote or a comment is still open.");
            case "compiler.err.unreported.exception.need.to.catch.or.throw" ->
                Optional.of("catch it, or declare it; only statements outside methods and lambdas may throw anything.");
            default -> Optional.empty();
        };
    }
}
