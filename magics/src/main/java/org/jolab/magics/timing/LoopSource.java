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
 */
final class LoopSource {

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

    private LoopSource() {}

    /**
     * The sources to try until one compiles, the best first: each an expression whose value has a method
     * {@value #PREPARE} that runs {@code setup} and returns an object with a method {@code long $timed(long loops)},
     * which returns nanoseconds. The user's text stands in lines of its own.
     */
    static List<String> candidates(String setup, TimedCode code) {
        var bodies = switch (code.kept()) {
            case TimedCode.Kept.Value _ -> List.of(value(code));
            case TimedCode.Kept.ValueIfAny _ -> List.of(value(code), plain(code));
            case TimedCode.Kept.Variable variable -> List.of(code.before() + "\n" + code.last() + "\n$keep("
                + variable.name() + ");");
            case TimedCode.Kept.Nothing _ -> List.of(plain(code));
        };
        var sources = new ArrayList<String>();
        bodies.forEach(body -> sources.add(captured(setup, body)));
        if (!setup.isBlank()) {
            // A variable of the setup that the statement changes can't be captured.
            bodies.forEach(body -> sources.add(local(setup, body)));
        }
        return sources;
    }

    private static String value(TimedCode code) {
        return code.before() + " var $value =\n" + code.last() + "\n; $keep($value);";
    }

    private static String plain(TimedCode code) {
        return code.before() + "\n" + code.last() + "\n; $keep($i);";
    }

    private static String captured(String setup, String body) {
        return prepare(setup, loop("", body));
    }

    private static String local(String setup, String body) {
        return prepare("", loop(setup, body));
    }

    private static String prepare(String setup, String method) {
        return "new java.lang.Object() { public java.lang.Object " + PREPARE + "() throws java.lang.Throwable {"
            + lines(setup) + "class $Loop { " + SINK + method + " } return new $Loop(); } }";
    }

    private static String loop(String setup, String body) {
        return "public long " + TIMED + "(long $loops) throws java.lang.Throwable {" + lines(setup)
            + "long $start = java.lang.System.nanoTime(); for (long $i = 0; $i < $loops; $i++) {\n" + body
            + " } return java.lang.System.nanoTime() - $start; }";
    }

    private static String lines(String setup) {
        return setup.isBlank() ? " " : "\n" + setup + "\n; ";
    }
}
