package org.jolab.gpu.io;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jolab.gpu.DType;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;

/** Collects what is to be compared, lets one Python process work all of it out, and compares. */
final class Oracle {

    /** What {@code taken} makes of an input and {@code given} of a result, a prelude may say otherwise. */
    private static final String SCRIPT = """
        import numpy as np, sys
        np.seterr(all='ignore')
        taken, given = (lambda x: x), (lambda x: x)
        exec(open(sys.argv[4]).read())
        inputs = np.load(sys.argv[1])
        said = {}
        for line in open(sys.argv[2]):
            name, formula, *names = line.rstrip('\\n').split('\\t')
            at = dict(globals(), **{letter: taken(inputs[each]) for letter, each in zip('xyzw', names)})
            try:
                value = np.asarray(given(eval(formula, at)))
            except Exception as e:
                print(formula, 'of', [(inputs[each].dtype, inputs[each].shape) for each in names], e)
                continue
            said[name] = np.ascontiguousarray(value).reshape(value.shape)
        np.savez(sys.argv[3], **said)
        """;

    private record Question(String formula, Tensor ours, double tolerance, Tensor... inputs) {

        @Override
        public String toString() {
            return formula + " of " + List.of(inputs).stream().map(each -> each.dtype()
                + Arrays.toString(each.shape())).toList();
        }
    }

    private final String prelude;
    private final List<Question> questions = new ArrayList<>();

    /** Asks a Python that has run {@code prelude}. */
    Oracle(String prelude) {
        this.prelude = prelude;
    }

    /** Whether {@code formula} of {@code inputs}, which it calls x, y, z and w, is {@code ours}. */
    void ask(String formula, Tensor ours, Tensor... inputs) {
        ask(formula, tolerance(ours.dtype()), ours, inputs);
    }

    /** The same, to a relative and absolute {@code tolerance}. */
    void ask(String formula, double tolerance, Tensor ours, Tensor... inputs) {
        questions.add(new Question(formula, ours, tolerance, inputs));
    }

    private static double tolerance(DType dtype) {
        return switch (dtype) {
            case F64 -> 1e-12;
            case F32 -> 2e-5;
            case F16 -> 1e-3;
            default -> 0;
        };
    }

    void compare(Python python, Path folder) throws IOException, InterruptedException {
        Map<Tensor, String> names = new IdentityHashMap<>();
        var inputs = new LinkedHashMap<String, Tensor>();
        var lines = new ArrayList<String>();
        for (var question : questions) {
            var line = new ArrayList<>(List.of("n" + lines.size(), question.formula));
            for (var input : question.inputs) {
                line.add(names.computeIfAbsent(input, _ -> "i" + names.size()));
                inputs.put(line.getLast(), input);
            }
            lines.add(String.join("\t", line));
        }
        Npz.write(folder.resolve("in.npz"), inputs, false);
        Files.write(folder.resolve("formulas"), lines);
        Files.writeString(folder.resolve("prelude"), prelude);
        python.runQuietly(SCRIPT, folder.resolve("in.npz"), folder.resolve("formulas"), folder.resolve("out.npz"),
            folder.resolve("prelude"));
        try (var theirs = Tensors.loadNpz(folder.resolve("out.npz"))) {
            assertAll(IntStream.range(0, questions.size()).mapToObj(i -> () -> same(questions.get(i),
                theirs.get("n" + i))));
        }
    }

    private static void same(Question question, Tensor expected) {
        var what = question.toString();
        assertEquals(expected.dtype(), question.ours.dtype(), what);
        assertArrayEquals(expected.shape(), question.ours.shape(), what);
        if (!expected.dtype().isFloat()) {
            assertArrayEquals(expected.to(DType.I64).toLongArray(), question.ours.to(DType.I64).toLongArray(), what);
            return;
        }
        var a = expected.toDoubleArray();
        var b = question.ours.toDoubleArray();
        for (var i = 0; i < a.length; i++) {
            var delta = Math.abs(a[i]) * question.tolerance + question.tolerance;
            if (a[i] != b[i] && !(Double.isFinite(a[i]) && Math.abs(a[i] - b[i]) <= delta)) {
                assertEquals(a[i], b[i], what + " at " + i);
            }
        }
    }
}
