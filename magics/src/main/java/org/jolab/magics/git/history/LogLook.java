package org.jolab.magics.git.history;

import java.util.ArrayList;
import java.util.List;
import org.jolab.api.UsageError;
import org.jolab.git.Commit;
import org.jolab.git.StyledText;
import org.jolab.git.StyledText.Style;
import org.jolab.magics.git.compare.CompareCommands;
import org.jolab.magics.git.line.Given;

/**
 * How commits are shown.
 *
 * @param given the options
 */
record LogLook(Given given) {

    StyledText of(List<Commit> commits) {
        var text = new StyledText();
        var graph = given.has("--graph") ? new Graph() : null;
        for (var i = 0; i < commits.size(); i++) {
            var commit = commits.get(i);
            var entry = lines(commit, i + 1 == commits.size());
            if (graph == null) {
                entry.forEach(line -> text.add(line).line());
                continue;
            }
            graph.next(commit);
            graph.before().forEach(line -> text.line(Style.PLACE, line));
            text.add(Style.PLACE, graph.at()).add(entry.getFirst()).line();
            var rest = entry.subList(1, entry.size());
            for (var j = 0; j < rest.size(); j++) {
                text.add(Style.PLACE, graph.beside(commit, j == 0)).add(rest.get(j)).line();
            }
            if (rest.isEmpty() && commit.isMerge()) {
                text.line(Style.PLACE, graph.beside(commit, true).stripTrailing());
            }
        }
        return text;
    }

    private String form() {
        return given.has("--oneline") ? "oneline" : given.option("--pretty").or(() -> given.option("--format"))
            .orElse("medium");
    }

    private List<StyledText> lines(Commit commit, boolean isLast) {
        var form = form();
        var lines = new ArrayList<StyledText>();
        var isBrief = form.equals("oneline");
        if (isBrief) {
            lines.add(commit.brief());
        } else if (form.startsWith("format:") || form.startsWith("tformat:") || form.contains("%")) {
            var dates = given.option("--date").orElse("");
            lines.addAll(new StyledText().add(new Format(form.replaceFirst("^t?format:", ""), dates).of(commit))
                .lines());
            isBrief = true;
        } else if (List.of("medium", "short", "full", "fuller").contains(form)) {
            lines.addAll(full(commit, form).lines());
        } else {
            throw new UsageError("There is no form \"" + form + "\" of commits. Use oneline, short, medium, full, "
                + "fuller or format:… with signs such as %h and %s.");
        }
        var changes = commit.changes().isEmpty() ? new StyledText()
            : CompareCommands.shown(commit.changes(), given);
        if (!changes.isEmpty()) {
            if (!isBrief) {
                lines.add(new StyledText());
            }
            lines.addAll(changes.lines());
        }
        if (!isBrief && !isLast) {
            lines.add(new StyledText());
        }
        return lines;
    }

    private static StyledText full(Commit commit, String form) {
        if (form.equals("medium")) {
            return commit.full();
        }
        var text = new StyledText().line(Style.ID, "commit " + commit.id()).line("Author: " + commit.authored());
        if (!form.equals("short")) {
            text.line("Commit: " + commit.committed());
        }
        text.line();
        (form.equals("short") ? commit.subject() : commit.message().stripTrailing()).lines()
            .forEach(line -> text.line("    " + line));
        return text;
    }
}
