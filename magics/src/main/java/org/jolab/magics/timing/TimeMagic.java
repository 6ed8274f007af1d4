package org.jolab.magics.timing;

import org.jolab.api.Magic;
import org.jolab.api.MagicCall;

/** {@code %time} and {@code %%time}: how long one execution takes. */
final class TimeMagic {

    private TimeMagic() {}

    static Magic magic() {
        return Magic.both("time", "Runs a statement, or the cell, once and says what it took.")
            .rest("[STATEMENT]", "what to run; in a cell that starts with %%time, the cell")
            .verbatim()
            .aroundJava()
            .details("""
                %time var model = train(data)
                var sum = %time IntStream.range(0, 1_000_000).sum()

                CPU times are those of the whole process: threads, garbage collection and the JIT compiler count too,
                so they may exceed the wall time. The time in which the code was translated does not count. Code that
                runs for the first time is slow in Java; %timeit warms it up and repeats it.""")
            .does(TimeMagic::run);
    }

    private static Object run(MagicCall call) throws Exception {
        if (call.isCell() && !call.rest().isBlank()) {
            throw call.usage("%%time times the lines below it. To time one statement, write it after %time.");
        }
        if (!call.isCell() && call.rest().isBlank()) {
            throw call.usage("There is nothing to time. Write a statement after %time.");
        }
        return metered(call, new Meter());
    }

    private static Object metered(MagicCall call, Meter meter) throws Exception {
        var statement = ended(call.rest());
        return call.workspace().watchingCompiler(meter, () -> {
            meter.start();
            try {
                return run(call, statement);
            } finally {
                meter.stop();
                if (!meter.wasRefused()) {
                    System.out.println(meter);
                }
            }
        });
    }

    /** Runs the statement of {@code %name}, or the cell below {@code %%name}. */
    static Object run(MagicCall call, String statement) throws Exception {
        return call.isCell() ? call.runBody()
            : call.workspace().evaluate(statement, CellLine.of(call, call.rest()));
    }

    /** Adds the semicolon that statements need and expressions don't. */
    static String ended(String statement) {
        var needsIt = !statement.endsWith(";") && !statement.endsWith("}") && TimedCode.of(statement)
            .filter(code -> code.kept() instanceof TimedCode.Kept.Nothing).isPresent();
        return needsIt ? statement + ";" : statement;
    }
}
