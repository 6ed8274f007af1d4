package org.jolab.gpu.cuda.code;

import java.util.Arrays;

/** A kernel's parameters in their order, each in a long; owned by one thread. */
final class Arguments {

    private long[] slots = new long[32];
    private int count;

    void add(long value) {
        if (count == slots.length) {
            slots = Arrays.copyOf(slots, 2 * count);
        }
        slots[count++] = value;
    }

    void add(float value) {
        add(Float.floatToRawIntBits(value) & 0xffffffffL);
    }

    void add(double value) {
        add(Double.doubleToRawLongBits(value));
    }

    /** What divides by {@code divisor}, which is from 1 to 2^31 - 1: a multiplier and a shift. */
    void addDivisor(long divisor) {
        var shift = 64 - Long.numberOfLeadingZeros(divisor - 1);
        var multiplier = divisor == 1 ? 1 : ((1L << 32) * ((1L << shift) - divisor)) / divisor + 1;
        add(multiplier & 0xffffffffL | (long) shift << 32);
    }

    long[] slots() {
        return slots;
    }

    int count() {
        return count;
    }
}
