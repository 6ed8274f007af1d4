package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jolab.gpu.cuda.code.Kernel;
import org.jolab.gpu.cuda.code.Prelude;
import org.jolab.gpu.cuda.compiler.CompileException;
import org.jolab.gpu.cuda.compiler.RealNvrtc;
import org.jolab.gpu.cuda.compiler.Source;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Kernels that the tests of operations want, compiled by NVIDIA's own compiler, which needs no GPU: for each of three
 * kinds of device every 24th, and others than for the next, so an eighth of some 4,000. All together would take minutes
 * for each.
 */
class CudaCodeByNvrtcTest {

    private static final int EACH = 24;

    @TestFactory
    Stream<DynamicTest> everyKernelCompilesWithoutWarning() {
        var nvrtc = RealNvrtc.get();
        var kernels = wanted();
        assertTrue(kernels.size() > 100, "only " + kernels.size());
        var targets = List.of("sm_75", "sm_80", "sm_90");
        return targets.stream().map(target -> DynamicTest.dynamicTest(target, () -> {
            var text = some(kernels, targets.indexOf(target)).stream().map(Kernel::body)
                .collect(Collectors.joining("\n", Prelude.text(), "\n"));
            var made = nvrtc.compile(new Source("kernels", text, Kernel.OPTIONS, List.of()), target);
            assertEquals(List.of(), CompileException.problems(made.log()));
        }));
    }

    /** Every so many of the kernels, sorted by name, which begins with the kind. */
    private static List<Kernel> some(List<Kernel> kernels, int first) {
        return IntStream.range(0, kernels.size()).filter(i -> i % EACH == first).mapToObj(kernels::get).toList();
    }

    private static List<Kernel> wanted() {
        var kernels = new ArrayList<>(Rehearsal.kernels(CudaOnHostTest.tests()));
        kernels.sort(Comparator.comparing(Kernel::name));
        return kernels;
    }
}
