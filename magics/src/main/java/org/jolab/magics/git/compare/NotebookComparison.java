package org.jolab.magics.git.compare;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.diff.Sequence;
import org.eclipse.jgit.diff.SequenceComparator;
import org.jolab.git.CellDiff;
import org.jolab.git.DiffLine;
import org.jolab.git.FileDiff;
import org.jolab.git.Hunk;
import org.jolab.kernel.wire.MalformedMessage;

/**
 * Compares notebooks: which cells are new, gone or others, by the lines of their source, and their outputs in a few
 * words.
 *
 * @param context how many lines to show around those that differ
 */
record NotebookComparison(int context) {

    private static final double ALIKE = 0.4;

    /** What differs; empty if one of them is no notebook. No bytes stand for a notebook without cells. */
    Optional<FileDiff.Content> compare(byte[] before, byte[] now) {
        try {
            return Optional.of(new FileDiff.Content.Notebook(compare(NotebookCell.read(before),
                NotebookCell.read(now))));
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
    }

    private List<CellDiff> compare(List<NotebookCell> before, List<NotebookCell> now) {
        var found = new ArrayList<CellDiff>();
        var edits = DiffAlgorithm.getAlgorithm(DiffAlgorithm.SupportedAlgorithm.HISTOGRAM)
            .diff(new ByCell(), new Cells(before), new Cells(now));
        for (var edit : edits) {
            var old = before.subList(edit.getBeginA(), edit.getEndA());
            var fresh = now.subList(edit.getBeginB(), edit.getEndB());
            pair(old, fresh, new int[] {edit.getBeginA(), edit.getBeginB()}, found);
        }
        return List.copyOf(found);
    }

    /** Cells between two that stayed: those alike are one that was changed. */
    private void pair(List<NotebookCell> old, List<NotebookCell> fresh, int[] starts, List<CellDiff> found) {
        var next = 0;
        for (var i = 0; i < fresh.size(); i++) {
            var match = -1;
            for (var j = next; j < old.size() && match < 0; j++) {
                match = old.get(j).isLike(fresh.get(i), ALIKE) ? j : -1;
            }
            for (; match >= 0 && next < match; next++) {
                found.add(gone(old.get(next), starts[0] + next + 1));
            }
            found.add(match < 0 ? added(fresh.get(i), starts[1] + i + 1)
                : changed(old.get(next++), fresh.get(i), starts[1] + i + 1));
        }
        for (; next < old.size(); next++) {
            found.add(gone(old.get(next), starts[0] + next + 1));
        }
    }

    private CellDiff added(NotebookCell cell, int number) {
        return new CellDiff(CellDiff.Kind.ADDED, cell.type(), number, hunks("", cell.source()),
            lines(List.of(), cell.outputs()));
    }

    private CellDiff gone(NotebookCell cell, int number) {
        return new CellDiff(CellDiff.Kind.REMOVED, cell.type(), number, hunks(cell.source(), ""),
            lines(cell.outputs(), List.of()));
    }

    private CellDiff changed(NotebookCell old, NotebookCell now, int number) {
        var type = old.type().equals(now.type()) ? now.type() : old.type() + " cell, now " + now.type();
        return new CellDiff(CellDiff.Kind.CHANGED, type, number, hunks(old.source(), now.source()),
            lines(old.outputs(), now.outputs()));
    }

    private static List<DiffLine> lines(List<String> old, List<String> now) {
        var lines = new ArrayList<DiffLine>();
        if (!old.equals(now)) {
            old.forEach(line -> lines.add(new DiffLine(DiffLine.Kind.REMOVED, line)));
            now.forEach(line -> lines.add(new DiffLine(DiffLine.Kind.ADDED, line)));
        }
        return List.copyOf(lines);
    }

    private List<Hunk> hunks(String old, String now) {
        var a = new RawText(withEnd(old).getBytes(StandardCharsets.UTF_8));
        var b = new RawText(withEnd(now).getBytes(StandardCharsets.UTF_8));
        var edits = DiffAlgorithm.getAlgorithm(DiffAlgorithm.SupportedAlgorithm.HISTOGRAM)
            .diff(RawTextComparator.DEFAULT, a, b);
        var hunks = new ArrayList<Hunk>();
        for (var i = 0; i < edits.size();) {
            var last = i;
            while (last + 1 < edits.size()
                    && edits.get(last + 1).getBeginA() - edits.get(last).getEndA() <= 2 * context) {
                last++;
            }
            hunks.add(hunk(a, b, edits, new int[] {i, last}));
            i = last + 1;
        }
        return List.copyOf(hunks);
    }

    private Hunk hunk(RawText a, RawText b, EditList edits, int[] range) {
        var lines = new ArrayList<DiffLine>();
        var start = Math.max(0, edits.get(range[0]).getBeginA() - context);
        var startB = edits.get(range[0]).getBeginB() - (edits.get(range[0]).getBeginA() - start);
        var at = start;
        for (var edit : edits.subList(range[0], range[1] + 1)) {
            for (; at < edit.getBeginA(); at++) {
                lines.add(new DiffLine(DiffLine.Kind.CONTEXT, a.getString(at)));
            }
            for (; at < edit.getEndA(); at++) {
                lines.add(new DiffLine(DiffLine.Kind.REMOVED, a.getString(at)));
            }
            for (var i = edit.getBeginB(); i < edit.getEndB(); i++) {
                lines.add(new DiffLine(DiffLine.Kind.ADDED, b.getString(i)));
            }
        }
        var end = Math.min(a.size(), at + context);
        for (; at < end; at++) {
            lines.add(new DiffLine(DiffLine.Kind.CONTEXT, a.getString(at)));
        }
        var old = (int) lines.stream().filter(line -> line.kind() != DiffLine.Kind.ADDED).count();
        var now = (int) lines.stream().filter(line -> line.kind() != DiffLine.Kind.REMOVED).count();
        return new Hunk(start + 1, old, startB + 1, now, List.copyOf(lines));
    }

    private static String withEnd(String text) {
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }

    /** Cells as JGit compares sequences. */
    private static final class Cells extends Sequence {

        private final List<NotebookCell> cells;

        Cells(List<NotebookCell> cells) {
            this.cells = cells;
        }

        @Override
        public int size() {
            return cells.size();
        }
    }

    /** Two cells are the same if all of them is. */
    private static final class ByCell extends SequenceComparator<Cells> {

        @Override
        public boolean equals(Cells a, int ai, Cells b, int bi) {
            return a.cells.get(ai).equals(b.cells.get(bi));
        }

        @Override
        public int hash(Cells seq, int ptr) {
            return seq.cells.get(ptr).hashCode();
        }
    }
}
