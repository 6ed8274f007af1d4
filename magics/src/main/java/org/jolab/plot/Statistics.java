package org.jolab.plot;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** What histograms and boxes show of many numbers. */
final class Statistics {

    private static final int MOST_BINS = 200;

    private Statistics() {}

    /**
     * Numbers in bins of equal width.
     *
     * @param edges where they begin and end, one more than there are bins
     * @param counts how many numbers are in each
     * @param outside how many were no finite numbers
     */
    record Bins(double[] edges, double[] counts, int outside) {}

    /** Counts {@code all} in {@code wanted} bins, or as many as suit if that is 0. */
    static Bins bins(double[] all, int wanted) {
        var finite = Arrays.stream(all).filter(Double::isFinite).sorted().toArray();
        if (finite.length == 0) {
            return new Bins(new double[] {0, 1}, new double[1], all.length);
        }
        var least = finite[0];
        var most = finite[finite.length - 1];
        if (least == most) {
            var half = least == 0 ? 0.5 : Math.abs(least) / 2;
            return new Bins(new double[] {least - half, least + half}, new double[] {finite.length},
                all.length - finite.length);
        }
        double[] edges;
        if (wanted > 0) {
            edges = new double[wanted + 1];
            Arrays.setAll(edges, i -> i == wanted ? most : least + (most - least) * i / wanted);
        } else {
            var width = Ticks.nice((most - least) / number(finite));
            var first = Math.floor(least / width);
            var bins = (int) Math.max(1, Math.floor(most / width) - first + 1);
            edges = new double[bins + 1];
            Arrays.setAll(edges, i -> (first + i) * width);
        }
        var counts = new double[edges.length - 1];
        for (var value : finite) {
            var bin = (int) ((value - edges[0]) / (edges[edges.length - 1] - edges[0]) * counts.length);
            counts[Math.clamp(bin, 0, counts.length - 1)]++;
        }
        return new Bins(edges, counts, all.length - finite.length);
    }

    /** The rule of Freedman and Diaconis, or Sturges' where it says nothing. */
    private static double number(double[] sorted) {
        var spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
        var width = 2 * spread / Math.cbrt(sorted.length);
        var sturges = Math.ceil(Math.log(sorted.length) / Math.log(2)) + 1;
        var range = sorted[sorted.length - 1] - sorted[0];
        return Math.clamp(width > 0 ? Math.max(range / width, sturges) : sturges, 1, MOST_BINS);
    }

    /**
     * What a box shows.
     *
     * @param low the least number within one and a half boxes below the box
     * @param first the lower quartile
     * @param median the median
     * @param third the upper quartile
     * @param high the greatest number within one and a half boxes above the box
     * @param beyond the numbers below and above these
     */
    record Five(double low, double first, double median, double third, double high, double[] beyond) {}

    /** The five numbers of {@code all}, which has at least one finite one. */
    static Five five(double[] all) {
        var sorted = Arrays.stream(all).filter(Double::isFinite).sorted().toArray();
        var first = quantile(sorted, 0.25);
        var third = quantile(sorted, 0.75);
        var reach = 1.5 * (third - first);
        var inside = Arrays.stream(sorted).filter(x -> !(x < first - reach || x > third + reach)).toArray();
        var beyond = DoubleStream.of(sorted).filter(x -> x < first - reach || x > third + reach).toArray();
        return new Five(inside[0], first, quantile(sorted, 0.5), third, inside[inside.length - 1], beyond);
    }

    /** By linear interpolation, as NumPy does it by default. */
    static double quantile(double[] sorted, double share) {
        var at = share * (sorted.length - 1);
        var below = (int) Math.floor(at);
        var above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
