package org.jolab.api;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What {@code %timeit -o} has measured. Immutable.
 *
 * @param runs how long one execution took, in nanoseconds, on average over each run; in the order of the runs
 * @param loops how many executions one run consisted of
 * @param bytesPerLoop how many bytes of the heap one execution allocated on its own thread, on average
 */
public record Timing(List<Double> runs, long loops, double bytesPerLoop) {

    /** A measurement of at least one run. */
    public Timing {
        runs = List.copyOf(runs);
        if (runs.isEmpty() || loops < 1) {
            throw new IllegalArgumentException("A measurement needs at least one run of one execution.");
        }
    }

    /** The mean of the runs, in nanoseconds. */
    public double mean() {
        return runs.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** The standard deviation of the runs, in nanoseconds, as of the whole population; 0 for a single run. */
    public double standardDeviation() {
        var mean = mean();
        return Math.sqrt(runs.stream().mapToDouble(run -> (run - mean) * (run - mean)).average().orElseThrow());
    }

    /** The fastest run, in nanoseconds. */
    public double best() {
        return Collections.min(runs);
    }

    /** The slowest run, in nanoseconds. */
    public double worst() {
        return Collections.max(runs);
    }

    /** The run in the middle, in nanoseconds. */
    public double median() {
        var sorted = runs.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The sentence that {@code %timeit} prints. */
    @Override
    public String toString() {
        return duration(mean()) + " ± " + duration(standardDeviation()) + " per loop (mean ± std. dev. of "
            + runs.size() + (runs.size() == 1 ? " run, " : " runs, ") + String.format(Locale.ROOT, "%,d", loops)
            + (loops == 1 ? " loop each)" : " loops each)");
    }

    /** Nanoseconds as people write them, to three digits: {@code 1.23 µs}, {@code 45.6 ms}, {@code 1min 5s}. */
    public static String duration(double nanos) {
        if (nanos >= 60e9) {
            return minutes(Math.round(nanos / 1e9));
        }
        // 999.6 ns are 1 µs, not 1e+03 ns.
        return nanos < 999.5 ? digits(nanos) + " ns"
            : nanos < 999.5e3 ? digits(nanos / 1e3) + " µs"
            : nanos < 999.5e6 ? digits(nanos / 1e6) + " ms"
            : digits(nanos / 1e9) + " s";
    }

    /** Bytes as people write them, to three digits: {@code 24 B}, {@code 1.5 KiB}, {@code 2.25 GiB}. */
    public static String bytes(double bytes) {
        var size = Math.abs(bytes);
        return size < 999.5 ? digits(bytes) + " B"
            : size < 999.5 * (1L << 10) ? digits(bytes / (1L << 10)) + " KiB"
            : size < 999.5 * (1L << 20) ? digits(bytes / (1L << 20)) + " MiB"
            : digits(bytes / (1L << 30)) + " GiB";
    }

    private static String minutes(long seconds) {
        var parts = List.of(seconds / 86_400 + "d", seconds / 3600 % 24 + "h", seconds / 60 % 60 + "min",
            seconds % 60 + "s");
        return parts.stream().filter(part -> !part.matches("0\\D+")).collect(Collectors.joining(" "));
    }

    private static String digits(double value) {
        var size = Math.abs(value);
        if (size < 0.0005) {
            return "0";
        }
        var places = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
        var text = String.format(Locale.ROOT, "%." + places + "f", value);
        return places == 0 ? text : text.replaceAll("\\.?0+$", "");
    }
}
