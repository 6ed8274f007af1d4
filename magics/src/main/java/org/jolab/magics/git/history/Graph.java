package org.jolab.magics.git.history;

import java.util.ArrayList;
import java.util.List;
import org.jolab.git.Commit;

/** Draws how commits hang together, one after the other, the latest first. Used by one thread. */
final class Graph {

    /** For each lane, the commit that comes next on it. */
    private final List<String> lanes = new ArrayList<>();
    private final List<String> before = new ArrayList<>();
    private String beside = "";
    private String at = "";

    /** Takes the next commit; the lines that lead to it, the line's beginning that it stands on, and what follows. */
    void next(Commit commit) {
        before.clear();
        var column = lanes.indexOf(commit.id());
        if (column < 0) {
            lanes.add(commit.id());
            column = lanes.size() - 1;
        }
        for (var other = lanes.lastIndexOf(commit.id()); other > column; other = lanes.lastIndexOf(commit.id())) {
            before.add(joined(column, other));
            lanes.remove(other);
        }
        at = row(column);
        var parents = commit.parents();
        if (parents.isEmpty()) {
            lanes.remove(column);
            beside = bars(column) + "  " + bars(lanes.size() - column);
        } else {
            lanes.set(column, parents.getFirst());
            beside = bars(lanes.size());
        }
        for (var i = 1; i < parents.size(); i++) {
            lanes.add(column + i, parents.get(i));
        }
    }

    /** Whole lines above the commit's own. */
    List<String> before() {
        return List.copyOf(before);
    }

    /** What stands before the commit's first line. */
    String at() {
        return at;
    }

    /** What stands before its other lines; {@code isFirst} of them shows where a merge's lanes come from. */
    String beside(Commit commit, boolean isFirst) {
        if (commit.parents().size() < 2) {
            return beside;
        }
        var column = at.indexOf('*') / 2;
        return isFirst ? bars(column) + "|\\ " + "\\ ".repeat(lanes.size() - column - 2) : bars(lanes.size());
    }

    private String row(int column) {
        return bars(column) + "* " + bars(lanes.size() - column - 1);
    }

    private String joined(int column, int other) {
        var line = new StringBuilder(bars(column)).append('|');
        for (var i = column + 1; i < other; i++) {
            line.append("_|");
        }
        return line.append("/ ").append("/ ".repeat(lanes.size() - other - 1)).toString().stripTrailing();
    }

    private static String bars(int count) {
        return "| ".repeat(count);
    }
}
