package org.jolab.gpu.cuda.blas;

import java.util.concurrent.atomic.AtomicReference;

/**
 * How exactly CUDA devices multiply matrices of F32. Programs multiply exactly; anything faster has to be asked for.
 * F64, F16 and BF16 are always multiplied as they are, and F16 and BF16 are summed in F32.
 */
public enum Precision {

    /** As F32: products are exact to 24 bits. */
    F32(68),

    /** By tensor cores that take 10 of the 23 bits of each factor's fraction, and sum in F32. */
    TF32(77),

    /** By tensor cores that take 7 of the 23 bits of each factor's fraction, and sum in F32. */
    BF16(75);

    private static final ScopedValue<Precision> SCOPED = ScopedValue.newInstance();
    private static final AtomicReference<Precision> USED = new AtomicReference<>(F32);

    private final int computeType;

    Precision(int computeType) {
        this.computeType = computeType;
    }

    /** The library's number for it. */
    int computeType() {
        return computeType;
    }

    /** The one that this thread multiplies with. */
    public static Precision current() {
        return SCOPED.isBound() ? SCOPED.get() : USED.get();
    }

    /** Makes {@code precision} the one of the whole program. */
    public static void use(Precision precision) {
        USED.set(precision == null ? F32 : precision);
    }

    /** Runs {@code action} with {@code precision}. */
    public static void with(Precision precision, Runnable action) {
        ScopedValue.where(SCOPED, precision).run(action);
    }

    /** What {@code action} returns with {@code precision}. */
    public static <T, X extends Throwable> T with(Precision precision, ScopedValue.CallableOp<? extends T, X> action)
            throws X {
        return ScopedValue.where(SCOPED, precision).call(action);
    }
}
