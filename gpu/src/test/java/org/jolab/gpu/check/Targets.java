package org.jolab.gpu.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What was aimed at, and what has come of it. */
final class Targets {

    static final String OURS = "Jolab";
    static final String PYTORCH = "PyTorch";

    /** Least share of PyTorch's matrix products. */
    private static final double PRODUCT = 0.97;
    /** Least share of the bandwidth of copies on the device. */
    private static final double CHAIN = 0.85;
    /** At most so many microseconds between launches. */
    private static final double LAUNCH = 3.5;
    /** At least so many GB/s by page-locked memory, or this share of PyTorch's. */
    private static final double COPY = 50;
    private static final double LIMIT = 0.95;
    /** At most so many milliseconds until an interrupt is back. */
    private static final double INTERRUPT = 100;

    private final Findings findings;
    private final List<Target> all = new ArrayList<>();

    private Targets(Findings findings) {
        this.findings = findings;
    }

    /** How a target has been judged. */
    enum Verdict {
        PASS, FAIL, NOT_MEASURED;

        @Override
        public String toString() {
            return this == NOT_MEASURED ? "not measured" : name();
        }
    }

    /**
     * One target.
     *
     * @param found what was measured, or why nothing was
     */
    record Target(String name, String wanted, Verdict verdict, String found) {
    }

    /** All, judged by {@code findings}. */
    static List<Target> of(Findings findings) {
        var targets = new Targets(findings);
        for (var type : List.of("bf16", "tf32", "fp32")) {
            targets.product(type);
        }
        targets.chain();
        targets.launch();
        targets.copy("upload, pinned", "page-locked copies to the device");
        targets.copy("download, pinned", "page-locked copies from the device");
        targets.interrupt();
        return List.copyOf(targets.all);
    }

    private void add(String name, String wanted, Verdict verdict, String found) {
        all.add(findings.fact("sizes", "").contains("--tiny") ? new Target(name, wanted, Verdict.NOT_MEASURED,
            "it was only tried out whether all works") : new Target(name, wanted, verdict, found));
    }

    private static Verdict verdict(boolean isMet) {
        return isMet ? Verdict.PASS : Verdict.FAIL;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Of a number that is only ours. */
    private String missing(String row) {
        var step = row.startsWith("interrupt") ? "endless" : "benchmarks";
        return findings.steps().containsKey(step) ? "the step " + step + " gave no number for \"" + row + "\""
            : "the step " + step + " was not run";
    }

    private void product(String type) {
        var name = "matmul " + type;
        var wanted = "at least 97 % of PyTorch's";
        var rows = findings.rows().keySet().stream().filter(Pattern.compile("matmul \\d+ " + type).asMatchPredicate())
            .toList();
        var shares = new ArrayList<String>();
        var least = Double.MAX_VALUE;
        var problem = rows.isEmpty() ? missing(name) : null;
        for (var row : rows) {
            var ours = findings.value(row, OURS);
            var theirs = findings.value(row, PYTORCH);
            if (ours == null || theirs == null) {
                problem = ours == null ? missing(row) : findings.reason(row, PYTORCH);
                continue;
            }
            least = Math.min(least, ours / theirs);
            shares.add(text("%.1f %% at %s", 100 * ours / theirs, row.split(" ")[1]));
        }
        // One size that is too slow decides, whatever is missing.
        if (least < PRODUCT || problem == null) {
            add(name, wanted, verdict(least >= PRODUCT), String.join(", ", shares));
        } else {
            add(name, wanted, Verdict.NOT_MEASURED, problem);
        }
    }

    private void chain() {
        var name = "fused chain of five";
        var wanted = "at least 85 % of the bandwidth of a copy on the device";
        var chain = findings.value("chain of five", OURS);
        var copy = Stream.of(OURS, PYTORCH, "CuPy").map(who -> findings.value("device copy", who))
            .filter(Objects::nonNull).max(Double::compare).orElse(null);
        if (chain == null || copy == null) {
            add(name, wanted, Verdict.NOT_MEASURED, missing(chain == null ? "chain of five" : "device copy"));
        } else {
            add(name, wanted, verdict(chain >= CHAIN * copy), text("%.1f %%: %.0f of %.0f GB/s", 100 * chain / copy,
                chain, copy));
        }
    }

    private void launch() {
        most("launch to launch", "launch of a small operation", LAUNCH, "µs");
    }

    private void interrupt() {
        most("interrupt while a kernel runs", "interrupt while a kernel runs", INTERRUPT, "ms");
    }

    private void most(String name, String row, double limit, String unit) {
        var wanted = text("at most %.3g %s", limit, unit);
        var value = findings.value(row, OURS);
        if (value == null) {
            add(name, wanted, Verdict.NOT_MEASURED, missing(row));
        } else {
            add(name, wanted, verdict(value <= limit), text("%.3g %s", value, unit));
        }
    }

    private void copy(String row, String name) {
        var wanted = "at least 50 GB/s, or 95 % of PyTorch's, which shows the machine's own limit";
        var ours = findings.value(row, OURS);
        var theirs = findings.value(row, PYTORCH);
        if (ours == null) {
            add(name, wanted, Verdict.NOT_MEASURED, missing(row));
        } else if (ours >= COPY) {
            add(name, wanted, Verdict.PASS, text("%.1f GB/s", ours));
        } else if (theirs == null) {
            add(name, wanted, Verdict.NOT_MEASURED, text("%.1f GB/s, and what this machine can do is not known: %s",
                ours, findings.reason(row, PYTORCH)));
        } else {
            add(name, wanted, verdict(ours >= LIMIT * theirs), text("%.1f GB/s, %.1f %% of PyTorch's", ours,
                100 * ours / theirs));
        }
    }
}
