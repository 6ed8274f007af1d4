package org.jolab.gpu;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A source of random tensors. The numbers are a function of seed, number of the call and place in the tensor (Philox),
 * so they are the same on every device and by any number of threads. May be used by any thread.
 */
public final class Rng {

    /** What {@link Tensors#rand} and its kin draw from. */
    static final Rng COMMON = new Rng(System.nanoTime());

    private final AtomicLong seed = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();

    /** A source that gives the same tensors as every other of the same seed. */
    public Rng(long seed) {
        this.seed.set(seed);
    }

    /** How random bits become numbers. */
    public enum Distribution {
        /** Evenly in [0, 1). */ UNIFORM,
        /** Of mean 0 and variance 1. */ NORMAL,
        /** All values of an integer type. */ BITS
    }

    /** Begins anew with {@code seed}. */
    public void seed(long value) {
        seed.set(value);
        calls.set(0);
    }

    /** F32 numbers, evenly in [0, 1). */
    public Tensor rand(int... shape) {
        return rand(DType.F32, shape);
    }

    /** Numbers of a float type, evenly in [0, 1). */
    public Tensor rand(DType dtype, int... shape) {
        return floats("rand", Distribution.UNIFORM, dtype, shape);
    }

    /** F32 numbers of mean 0 and variance 1. */
    public Tensor randn(int... shape) {
        return randn(DType.F32, shape);
    }

    /** Numbers of a float type, of mean 0 and variance 1. */
    public Tensor randn(DType dtype, int... shape) {
        return floats("randn", Distribution.NORMAL, dtype, shape);
    }

    /** I64 numbers from {@code low} to before {@code high}. */
    public Tensor randint(long low, long high, int... shape) {
        if (low >= high) {
            throw new IllegalArgumentException("randint: there is nothing from %d to before %d".formatted(low, high));
        }
        var bits = draw(Distribution.BITS, DType.I64, shape);
        // Of 2^63 values; the bias is below 2^-32 for spans below 2^31.
        return bits.bitwiseAnd(Tensors.full(bits.device(), Long.MAX_VALUE, DType.I64)).remainder(high - low).add(low);
    }

    /** The numbers from 0 to before {@code count} in random order; I64. */
    public Tensor permutation(int count) {
        return draw(Distribution.BITS, DType.I64, count).argsort();
    }

    private Tensor floats(String operation, Distribution distribution, DType dtype, int... shape) {
        if (!dtype.isFloat()) {
            throw new DTypeException(operation + " makes floats, not " + dtype);
        }
        return draw(distribution, dtype, shape);
    }

    private Tensor draw(Distribution distribution, DType dtype, int... shape) {
        return Tensor.run(Device.current(), new Expr.Random(distribution, seed.get(), calls.getAndIncrement(), dtype),
            shape.clone());
    }
}
