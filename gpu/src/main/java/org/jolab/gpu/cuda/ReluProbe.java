package org.jolab.gpu.cuda;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jolab.gpu.DType;
import org.jolab.gpu.Device;
import org.jolab.gpu.Expr.Leaf;
import org.jolab.gpu.Strided;
import org.jolab.gpu.cuda.blas.CublasLt;

/**
 * Finds out whether cuBLASLt's ReLU keeps NaN, as those of everybody else do. Its documentation says max(x, 0), which
 * says nothing of NaN, and users have seen zeros; so each type is tried once on each device. Used by any thread.
 */
final class ReluProbe {

    /** Rows, columns and depth: enough for the library's usual kernels. */
    private static final int SIZE = 64;
    /** Of which all bytes are, in every type, a NaN consists. */
    private static final byte ONES = -1;

    private final CudaDevice device;
    private final Map<DType, Boolean> known = new ConcurrentHashMap<>();

    ReluProbe(CudaDevice device) {
        this.device = device;
    }

    /** Whether a product of {@code dtype} may end with the library's ReLU; no as long as that cannot be tried. */
    boolean keepsNan(CublasLt library, DType dtype, Device owner) {
        var answer = known.get(dtype);
        if (answer == null) {
            if (device.isRecording()) {
                return false;
            }
            answer = attempt(library, dtype, owner);
            known.put(dtype, answer);
        }
        return answer;
    }

    private boolean attempt(CublasLt library, DType dtype, Device owner) {
        var layout = Strided.contiguous(1, SIZE, SIZE);
        var bytes = layout.count() * dtype.bytes();
        var factor = device.allocate(owner, bytes);
        var target = device.allocate(owner, bytes);
        try (var arena = Arena.ofConfined()) {
            var memory = arena.allocate(bytes).fill(ONES);
            device.copyIn(memory, factor);
            var nan = new Leaf(factor, dtype, layout);
            var operands = new CublasLt.Operands(nan, nan, null, true);
            if (!device.multiply(library, operands, new Leaf(target, dtype, layout))) {
                return false;
            }
            device.copyOut(target, 0, memory);
            return memory.elements(JAVA_BYTE).anyMatch(each -> each.get(JAVA_BYTE, 0) != 0);
        }
    }
}
