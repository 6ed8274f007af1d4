package org.jolab.magics.timing;

import java.util.Optional;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.Timing;
import org.jolab.api.UsageError;

/** {@code %timeit} and {@code %%timeit}: how long one execution takes, of many that the JIT compiler has seen. */
final class TimeitMagic {

    private static final int RUNS = 7;
    private static final int MOST_RUNS = 10_000;

    private TimeitMagic() {}

    static Magic magic() {
        return Magic.both("timeit", "Measures how long a statement takes, warmed up and repeated.")
            .option("-n, --loops N", "executions in each run; if not given, as many as take a tenth of a second")
            .option("-r, --runs R", "how many runs; 7 if not given")
            .option("-w, --warmup SECONDS", "how long the warm-up may take; 2 if not given, 0 for none")
            .flag("-q, --quiet", "print nothing")
            .flag("-o, --out", "return the figures, as an org.jolab.api.Timing")
            .rest("[STATEMENT]", "what to measure; in a cell that starts with %%timeit, its setup, which is not timed")
            .verbatim()
            .aroundJava()
            .returns(Timing.class)
            .details("""
                %timeit Math.sin(x)
                %timeit -n 1000 -r 3 list.sort(null)
                var t = %timeit -o -q sort(data.clone())

                %%timeit var random = new Random(42); var data = random.doubles(1000).toArray()
                Arrays.sort(data.clone())

                Statement and loop are compiled together, as one method. The value of the statement, if it has one, is
                kept in each round, so that the JIT compiler can't leave its computation out, and the variables that it
                uses are read again. The statement is run unmeasured until it gets no faster: until eight batches of 20
                to 40 ms in a row were less than 2 % faster than the best before them, and the JIT compiler finished
                nothing during the last four, but for two seconds at most. With -w 0 it runs exactly N times R times.
                The setup of %%timeit runs before each run.

                This is a quick look. To compare things that differ little, use JMH.""")
            .does(TimeitMagic::run);
    }

    private static Object run(MagicCall call) throws Exception {
        var plan = plan(call);
        var code = call.isCell() ? call.body() : call.rest();
        if (code.isBlank()) {
            throw call.usage(call.isCell()
                ? "The cell has no statement to measure; what stands after %%timeit is the setup."
                : "There is nothing to measure. Write a statement after %timeit.");
        }
        var measurement = Measurement.of(compile(call, code), plan);
        if (!call.has("-q")) {
            System.out.println(measurement);
        }
        return call.has("-o") ? measurement.timing() : null;
    }

    private static Measurement.Plan plan(MagicCall call) {
        var loops = call.number("-n", 0);
        var runs = call.number("-r", RUNS);
        var seconds = call.option("-w").map(text -> seconds(call, text)).orElse(Warmup.LIMIT_SECONDS);
        if (loops < 0 || call.has("-n") && loops == 0) {
            throw call.usage("A run needs at least one loop: -n 1.");
        }
        if (runs < 1 || runs > MOST_RUNS) {
            throw call.usage("There are 1 to " + MOST_RUNS + " runs: -r " + RUNS + ".");
        }
        return new Measurement.Plan(loops, (int) runs, seconds);
    }

    private static double seconds(MagicCall call, String text) {
        try {
            var seconds = Double.parseDouble(text);
            if (seconds >= 0 && seconds <= 3600) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw call.usage("The warm-up takes seconds, 0 to 3600: -w 0.5.");
    }

    private static TimedLoop compile(MagicCall call, String code) throws Exception {
        var setup = call.isCell() ? call.rest() : "";
        var setupLine = CellLine.of(call, call.rest());
        var line = call.isCell() ? setupLine + 1 : setupLine;
        var timed = TimedCode.of(code);
        if (timed.isEmpty()) {
            throw notStatements(call, code, line);
        }
        if (!setup.isBlank() && TimedCode.of(setup).isEmpty()) {
            throw notStatements(call, setup, setupLine);
        }
        Optional<Exception> failure = Optional.empty();
        for (var source : LoopSource.candidates(setup, timed.get())) {
            try {
                return new TimedLoop(evaluate(call, source, line));
            } catch (Exception e) {
                failure = Optional.of(e);
            }
        }
        if (!setup.isBlank()) {
            evaluate(call, LoopSource.explaining(setup), setupLine);
        }
        evaluate(call, LoopSource.explaining(setup, timed.get()), line);
        throw failure.orElseThrow();
    }

    private static Object evaluate(MagicCall call, LoopSource source, int line) throws Exception {
        return call.workspace().evaluate(source.text(), source.firstLine(line));
    }

    /** Lets the compiler say what is wrong; imports and methods are fine as a cell, but not in a loop. */
    private static Exception notStatements(MagicCall call, String code, int line) throws Exception {
        call.workspace().evaluate(code, line);
        return new UsageError("Only statements can be timed. Put imports and methods into a cell above.");
    }
}
