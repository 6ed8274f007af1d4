package org.jolab.magics;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/**
 * What some work printed.
 *
 * @param value what it returned
 */
public record Printed(Object value, String out, String err) {

    /** Does {@code work} and keeps what it prints from everybody else. */
    public static Printed by(Callable<?> work) throws Exception {
        var outBefore = System.out;
        var errBefore = System.err;
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            var value = work.call();
            return new Printed(value, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(outBefore);
            System.setErr(errBefore);
        }
    }
}
