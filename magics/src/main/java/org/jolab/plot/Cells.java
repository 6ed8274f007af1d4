package org.jolab.plot;

import java.util.Arrays;
import java.util.List;
import org.jolab.api.UsageError;
import org.jolab.plot.Layer.Look;
import org.jolab.plot.Layer.Mark;

/** A matrix as the cells of a heat map; one that is larger than a page shows the means of blocks. */
final class Cells {

    private static final int MOST = 120;

    private Cells() {}

    private static int width(List<Column> rows) {
        var width = rows.isEmpty() ? 0 : rows.getFirst().size();
        if (rows.stream().anyMatch(row -> row.size() != width || row.kind() != Column.Kind.NUMBER)) {
            throw new UsageError("A heat map is drawn of a matrix of numbers whose rows are equally long.");
        }
        return width;
    }

    private static int block(int size) {
        return Math.ceilDiv(size, MOST);
    }

    static Layer layer(List<Column> rows) {
        var width = width(rows);
        var across = Math.max(1, block(width));
        var down = Math.max(1, block(rows.size()));
        var columns = Math.ceilDiv(width, across);
        var count = columns * Math.ceilDiv(rows.size(), down);
        var x = new double[count];
        var y = new double[count];
        var by = new double[count];
        for (var i = 0; i < count; i++) {
            var left = i % columns * across;
            var top = i / columns * down;
            x[i] = left;
            y[i] = top;
            by[i] = rows.subList(top, Math.min(top + down, rows.size())).stream()
                .flatMapToDouble(row -> Arrays.stream(row.numbers(), left, Math.min(left + across, width)))
                .filter(Double::isFinite).average().orElse(Double.NaN);
        }
        return new Layer(Mark.HEATMAP, Column.of(x), Column.of(y), new Look(null, null, Column.of(by), null));
    }

    static Settings settings(List<Column> rows) {
        var across = block(width(rows));
        var down = block(rows.size());
        return across <= 1 && down <= 1 ? Settings.USUAL : Settings.USUAL.text("note",
            String.format("means of blocks of %d × %d cells of %,d × %,d", down, across, rows.size(), width(rows)));
    }
}
