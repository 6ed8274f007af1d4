package org.jolab.git;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jolab.git.StyledText.Style;

/** How a status is shown. */
record StatusLook(Status status) {

    StyledText text() {
        return status.form() == Status.Form.LONG ? sentences() : lines();
    }

    private StyledText lines() {
        var text = new StyledText();
        if (status.form() == Status.Form.SHORT_WITH_BRANCH) {
            text.add("## ").add(branchLine()).line();
        }
        var codes = new TreeMap<String, char[]>();
        var names = new TreeMap<String, String>();
        for (var change : status.staged()) {
            codes.computeIfAbsent(change.path(), _ -> new char[] {' ', ' '})[0] = change.kind().letter();
            names.put(change.path(), change.oldPath().equals(change.path()) ? quoted(change.path())
                : quoted(change.oldPath()) + " -> " + quoted(change.path()));
        }
        for (var change : status.unstaged()) {
            codes.computeIfAbsent(change.path(), _ -> new char[] {' ', ' '})[1] = change.kind().letter();
            names.putIfAbsent(change.path(), quoted(change.path()));
        }
        for (var conflict : status.conflicts()) {
            codes.put(conflict.path(), conflict.code().toCharArray());
            names.put(conflict.path(), quoted(conflict.path()));
        }
        var conflicts = new TreeSet<>(status.conflicts().stream().map(Conflict::path).toList());
        codes.forEach((path, code) -> {
            var isConflict = conflicts.contains(path);
            text.add(isConflict ? Style.BAD : Style.GOOD, String.valueOf(code[0])).add(Style.BAD,
                String.valueOf(code[1])).line(" " + names.get(path));
        });
        status.untracked().forEach(path -> text.add(Style.BAD, "??").line(" " + quoted(path)));
        return text;
    }

    /** As git's short status does with blanks. */
    private static String quoted(String path) {
        return path.contains(" ") || path.contains("\"") ? "\"" + path.replace("\"", "\\\"") + "\"" : path;
    }

    private StyledText branchLine() {
        var head = status.head();
        var text = new StyledText();
        if (head.branch().isEmpty()) {
            return text.add(Style.BAD, "HEAD (no branch)");
        }
        text.add(head.commit().isEmpty() ? "No commits yet on " : "").add(Style.GOOD, head.branch());
        if (head.tracking() != null) {
            text.add("...").add(Style.BAD, head.tracking().upstream());
            var brief = head.tracking().brief();
            text.add(brief.isEmpty() ? "" : " " + brief);
        }
        return text;
    }

    private StyledText sentences() {
        var text = new StyledText();
        head(text);
        if (!status.staged().isEmpty()) {
            text.line().line("Changes to be committed (%git restore --staged FILE takes one out):");
            status.staged().forEach(change -> text.line(Style.GOOD, "    " + change.words()));
        }
        if (!status.conflicts().isEmpty()) {
            text.line().line("Unmerged paths (edit them, then %git add FILE):");
            status.conflicts().forEach(conflict -> text.line(Style.BAD, "    " + conflict.words()));
        }
        if (!status.unstaged().isEmpty()) {
            text.line().line("Changes not staged for commit (%git add FILE stages, %git restore FILE discards):");
            status.unstaged().forEach(change -> text.line(Style.BAD, "    " + change.words()));
        }
        if (!status.untracked().isEmpty()) {
            text.line().line("Untracked files (%git add FILE includes one):");
            status.untracked().forEach(path -> text.line(Style.BAD, "    " + path));
        }
        end(text);
        return text;
    }

    private void head(StyledText text) {
        var head = status.head();
        if (head.branch().isEmpty()) {
            text.add(Style.BAD, "HEAD detached at ").line(Style.ID, head.commit().substring(0, 7));
        } else {
            text.add("On branch ").line(Style.REF, head.branch());
        }
        if (head.tracking() != null) {
            text.line(head.tracking().sentence());
        }
        if (head.commit().isEmpty()) {
            text.line().line("No commits yet");
        }
        if (!head.operation().isEmpty()) {
            var open = status.conflicts().isEmpty();
            text.line().line("A " + head.operation() + " has been begun. " + (open ? "All conflicts are fixed: "
                + next(head.operation()) + " ends it; " : "Fix the conflicts; ") + "%git " + head.operation()
                + " --abort takes it back.");
        }
    }

    private static String next(String operation) {
        return List.of("rebase", "cherry-pick", "revert", "merge").contains(operation)
            ? "%git " + operation + " --continue" : "%git commit";
    }

    private void end(StyledText text) {
        if (!status.staged().isEmpty() || !status.conflicts().isEmpty()) {
            return;
        }
        text.line();
        if (!status.unstaged().isEmpty()) {
            text.line("Nothing is staged for commit (%git commit -a -m … takes all changes).");
        } else if (!status.untracked().isEmpty()) {
            text.line("Nothing to commit, but untracked files are there (%git add FILE).");
        } else {
            text.line(status.head().commit().isEmpty() ? "Nothing to commit: make files, then %git add them."
                : "Nothing to commit, working tree clean");
        }
    }
}
