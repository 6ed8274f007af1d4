package org.jolab.plot;

import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Makes of very many points fewer that look the same. */
final class Thinning {

    /** As many points as browsers draw and notebooks hold without effort. */
    static final int MOST = 10_000;
    private static final int BUCKETS = 2000;
    private static final long SEED = 1;

    private Thinning() {}

    /** A layer that is thin enough: of a line the extremes of each of many stretches, of other points a sample. */
    static Layer thinned(Layer layer) {
        if (layer.size() <= MOST) {
            return layer;
        }
        return switch (layer.mark()) {
            case LINE, AREA -> layer.at(isSorted(layer.x()) ? extremes(layer.y()) : sample(layer.size()));
            case SCATTER -> layer.at(sample(layer.size()));
            case BAR, HISTOGRAM, BOX, HEATMAP -> layer;
        };
    }

    /** What became of a layer, for people; empty if nothing. */
    static String note(Layer before, Layer after) {
        return after.size() == before.size() ? "" : after.mark() == Layer.Mark.SCATTER || !isSorted(before.x())
            ? String.format("%,d of %,d points, sampled", after.size(), before.size())
            : String.format("%,d of %,d points, with all peaks", after.size(), before.size());
    }

    private static boolean isSorted(Column x) {
        return x.kind() != Column.Kind.CATEGORY
            && IntStream.range(1, x.size()).allMatch(i -> x.numbers()[i - 1] <= x.numbers()[i]);
    }

    private static int[] extremes(Column y) {
        var numbers = y.numbers();
        var kept = new TreeSet<Integer>();
        for (var bucket = 0; bucket < BUCKETS; bucket++) {
            var from = (int) ((long) bucket * numbers.length / BUCKETS);
            var to = (int) ((long) (bucket + 1) * numbers.length / BUCKETS);
            var least = from;
            var most = from;
            for (var i = from; i < to; i++) {
                if (!Double.isFinite(numbers[i])) {
                    // One of a gap is enough to show it.
                    kept.add(i);
                    i = afterGap(numbers, i, to) - 1;
                    continue;
                }
                least = numbers[i] < numbers[least] || !Double.isFinite(numbers[least]) ? i : least;
                most = numbers[i] > numbers[most] || !Double.isFinite(numbers[most]) ? i : most;
            }
            kept.add(from);
            kept.add(least);
            kept.add(most);
            kept.add(to - 1);
        }
        return kept.stream().mapToInt(i -> i).toArray();
    }

    private static int afterGap(double[] numbers, int from, int to) {
        var i = from;
        while (i < to && !Double.isFinite(numbers[i])) {
            i++;
        }
        return i;
    }

    private static int[] sample(int size) {
        return new Random(SEED).ints(0, size).distinct().limit(MOST).sorted().toArray();
    }
}
