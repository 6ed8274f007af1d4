package org.jolab.gpu.cpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Sums of floats by OpenBLAS, straight from native memory, as products with ones: those are in the first-level cache,
 * so that only the floats count. Used where its kernel for this processor spreads them over so many partial sums that
 * it is as precise as pairwise summation. OpenBLAS 0.3.31 has a function for sums too, which loses some elements on
 * some processors.
 */
final class BlasSum {

    /** Elements of one call, which takes a tenth of a microsecond; the sums of calls are added as doubles. */
    private static final int MOST = 512;
    /** Elements of {@link #MOST} that may be added to one partial sum: as many as NumPy lets follow each other. */
    private static final int CHAIN = MOST / 32;

    private final MethodHandle function;

    private final MemorySegment ones = Arena.ofAuto().allocate(JAVA_FLOAT, MOST);

    private BlasSum(MethodHandle function) {
        this.function = function;
        for (var i = 0; i < MOST; i++) {
            ones.setAtIndex(JAVA_FLOAT, i, 1f);
        }
    }

    private static final class Holder {
        static final Optional<BlasSum> INSTANCE = Blas.library()
            .filter(library -> library.symbols().find("cblas_sdot").isPresent())
            .map(library -> new BlasSum(library.function("cblas_sdot",
                FunctionDescriptor.of(JAVA_FLOAT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT))))
            .filter(BlasSum::isPrecise);
    }

    /** Empty if there is no such kernel. */
    static Optional<BlasSum> get() {
        return Holder.INSTANCE;
    }

    /** Ones after a 2^24 in the same partial sum are lost: shows how many there are. */
    private boolean isPrecise() {
        try (var arena = Arena.ofConfined()) {
            var values = arena.allocate(JAVA_FLOAT, MOST);
            for (var i = 0; i < MOST; i++) {
                values.setAtIndex(JAVA_FLOAT, i, i == 0 ? 0x1p24f : 1f);
            }
            return 0x1p24 + MOST - call(values, 0, MOST) <= CHAIN;
        }
    }

    /** The sum of {@code count} elements from {@code from} on. */
    double sum(MemorySegment memory, long from, long count) {
        var sum = 0.0;
        for (var at = 0L; at < count; at += MOST) {
            sum += call(memory, from + at, (int) Math.min(MOST, count - at));
        }
        return sum;
    }

    private float call(MemorySegment memory, long from, int count) {
        try {
            var part = memory.asSlice(from * Float.BYTES, (long) count * Float.BYTES);
            return (float) function.invokeExact(count, part, 1, ones, 1);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
