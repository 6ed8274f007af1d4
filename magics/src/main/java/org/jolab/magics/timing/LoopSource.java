package org.jolab.magics.timing;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes the class whose one method runs a statement in a loop and takes the time, so that the JIT compiler sees loop
 * and statement as one.
 *
 * <p>What the statement computes goes into an atomic by an opaque write in each round. That costs one machine
 * instruction, and HotSpot moves no reads or writes of memory across it: the value must be computed, and computed
 * again in the next round from variables that are read again. Variables of the setup are captured by a local class,
 * which makes them fields; as locals they would be registers, and what is computed from them alone would move out of
 * the loop.
 *
 * @param text an expression of Java; the user's text stands in lines of its own
 * @param lineOfBody the line of it, from 1, in which the statement starts
 */
record LoopSource(String text, int lineOfBody) {

    static final String PREPARE = "$prepare";
    static final String TIMED = "$timed";

    private static final String SINK = """
        final java.util.concurrent.atomic.AtomicReference<java.lang.Object> $object = \
        new java.util.concurrent.atomic.AtomicReference<>(); \
        final java.util.concurrent.atomic.AtomicLong $number = new java.util.concurrent.atomic.AtomicLong(); \
        void $keep(java.lang.Object $v) { $object.setOpaque($v); } \
        void $keep(long $v) { $number.setOpaque($v); } \
        void $keep(double $v) { $number.setOpaque(java.lang.Double.doubleToRawLongBits($v)); } \
        void $keep(boolean $v) { $number.setOpaque($v ? 1 : 0); } \
        """;

    /**
     * The sources to try until one compiles, the best first: each an expression whose value has a method
     * {@value #PREPARE} that runs {@code setup} and returns an object with a method {@code long $timed(long loops)},
     * which returns nanoseconds.
     */
    static List<LoopSource> candidates(String setup, TimedCode code) {
        var bodies = switch (code.kept()) {
            case TimedCode.Kept.Value _ -> List.of(value(code));
            case TimedCode.Kept.ValueIfAny _ -> List.of(value(code), plain(code));
            case TimedCode.Kept.Variable variable -> List.of("\n" + code.before() + code.last() + "\n$keep("
                + variable.name() + ");");
            case TimedCode.Kept.Nothing _ -> List.of(plain(code));
        };
        var sources = new ArrayList<LoopSource>();
        bodies.forEach(body -> sources.add(captured(setup, body)));
        if (!setup.isBlank()) {
            // A variable of the setup that the statement changes can't be captured.
            bodies.forEach(body -> sources.add(local(setup, body)));
        }
        return sources;
    }

    /** What to compile in order to learn what is wrong with {@code code}, in lines as they were typed. */
    static LoopSource explaining(String setup, TimedCode code) {
        var isValueAlone = code.before().isBlank() && code.kept() instanceof TimedCode.Kept.Value;
        return captured(setup, isValueAlone ? value(code) : plain(code));
    }

    /** What to compile in order to learn whether something is wrong with the setup alone. */
    static LoopSource explaining(String setup) {
        return new LoopSource("new java.lang.Object() { public void $setup() throws java.lang.Throwable {\n" + setup
            + "\n; } }", 2);
    }

    /** The number that the first line has if the body's first line has the number {@code line}. */
    int firstLine(int line) {
        return line - lineOfBody + 1;
    }

    private static String value(TimedCode code) {
        // No line of its own for the rest if it is one statement, as most are: its lines then keep their numbers.
        return code.before().isBlank() ? "var $value =\n" + code.before() + code.last() + "\n; $keep($value);"
            : "\n" + code.before() + "\nvar $value =\n" + code.last() + "\n; $keep($value);";
    }

    private static String plain(TimedCode code) {
        return "\n" + code.before() + code.last() + "\n; $keep($i);";
    }

    private static LoopSource captured(String setup, String body) {
        return new LoopSource(prepare(setup, loop("", body)), setup.isBlank() ? 2 : 4);
    }

    private static LoopSource local(String setup, String body) {
        return new LoopSource(prepare("", loop(setup, body)), 4);
    }

    private static String prepare(String setup, String method) {
        return "new java.lang.Object() { public java.lang.Object " + PREPARE + "() throws java.lang.Throwable {"
            + lines(setup) + "class $Loop { " + SINK + method + " } return new $Loop(); } }";
    }

    private static String loop(String setup, String body) {
        return "public long " + TIMED + "(long $loops) throws java.lang.Throwable {" + lines(setup)
            + "long $start = java.lang.System.nanoTime(); for (long $i = 0; $i < $loops; $i++) { " + body
            + " } return java.lang.System.nanoTime() - $start; }";
    }

    private static String lines(String setup) {
        return setup.isBlank() ? " " : "\n" + setup + "\n; ";
    }
}
