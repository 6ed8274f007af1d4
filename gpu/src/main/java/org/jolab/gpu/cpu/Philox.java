package org.jolab.gpu.cpu;

import org.jolab.gpu.Expr;

/**
 * Philox4x32 with ten rounds: four random words of a counter and a key, without any state, so that every device
 * computes any element by itself.
 *
 * <p>Element i of an F64 or I64 tensor takes words 2(i mod 2) and the next of counter i/2, of another type word i mod 4
 * of counter i/4. Normal numbers are Box and Muller's pairs; element i is the cosine one if i is even.
 *
 * @see <a href="https://doi.org/10.1145/2063384.2063405">Salmon et al., Parallel random numbers: as easy as 1, 2, 3</a>
 */
final class Philox {

    private static final long M0 = 0xD2511F53L;
    private static final long M1 = 0xCD9E8D57L;
    private static final int W0 = 0x9E3779B9;
    private static final int W1 = 0xBB67AE85;
    private static final long ROOT_HALF_BITS = 0x3fe6a09e667f3bcdL;

    private final Expr.Random random;

    Philox(Expr.Random random) {
        this.random = random;
    }

    /** The four words of a 128-bit counter, given as two longs, under a 64-bit key. */
    static void words(long low, long high, long key, int[] out) {
        var c0 = (int) low;
        var c1 = (int) (low >>> 32);
        var c2 = (int) high;
        var c3 = (int) (high >>> 32);
        var k0 = (int) key;
        var k1 = (int) (key >>> 32);
        for (var round = 0; round < 10; round++) {
            var p0 = M0 * (c0 & 0xffffffffL);
            var p1 = M1 * (c2 & 0xffffffffL);
            var n0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            var n2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c0 = n0;
            c1 = (int) p1;
            c2 = n2;
            c3 = (int) p0;
            k0 += W0;
            k1 += W1;
        }
        out[0] = c0;
        out[1] = c1;
        out[2] = c2;
        out[3] = c3;
    }

    /** Sets the elements of a block. */
    void fill(Object into, long start, int n) {
        var words = new int[4];
        switch (into) {
            case float[] floats -> fillFloats(floats, start, n);
            case double[] doubles -> fillDoubles(doubles, start, n);
            case long[] longs -> {
                for (var i = 0; i < n; i++) {
                    longs[i] = bits(start + i, words);
                }
            }
            default -> {
                for (var i = 0; i < n; i++) {
                    words(start + i >> 2, random.stream(), random.seed(), words);
                    ((int[]) into)[i] = words[(int) (start + i & 3)];
                }
            }
        }
    }

    private long bits(long element, int[] words) {
        words(element >> 1, random.stream(), random.seed(), words);
        var at = (int) (element & 1) * 2;
        return (words[at] & 0xffffffffL) << 32 | words[at + 1] & 0xffffffffL;
    }

    private void fillFloats(float[] floats, long start, int n) {
        var words = new int[4];
        var quad = -1L;
        for (var i = 0; i < n; i++) {
            var element = start + i;
            if (element >> 2 != quad) {
                quad = element >> 2;
                words(quad, random.stream(), random.seed(), words);
            }
            var word = (int) (element & 3);
            floats[i] = switch (random.distribution()) {
                // No more bits than the type holds: rounding might give 1.
                case UNIFORM -> switch (random.dtype()) {
                    case F16 -> (words[word] >>> 21) * 0x1p-11f;
                    case BF16 -> (words[word] >>> 24) * 0x1p-8f;
                    default -> (words[word] >>> 8) * 0x1p-24f;
                };
                case NORMAL -> (float) normal((words[word & 2] & 0xffffffffL) * 0x1p-32,
                    (words[word | 1] & 0xffffffffL) * 0x1p-32, (word & 1) == 0);
                case BITS -> throw new IllegalStateException("bits are integers");
            };
        }
    }

    private void fillDoubles(double[] doubles, long start, int n) {
        var words = new int[4];
        for (var i = 0; i < n; i++) {
            var element = start + i;
            doubles[i] = switch (random.distribution()) {
                case UNIFORM -> (bits(element, words) >>> 11) * 0x1p-53;
                case NORMAL -> normal((bits(element & ~1L, words) >>> 11) * 0x1p-53,
                    (bits(element | 1, words) >>> 11) * 0x1p-53, (element & 1) == 0);
                case BITS -> throw new IllegalStateException("bits are integers");
            };
        }
    }

    /** Box and Muller's transformation of two uniform numbers in [0, 1). */
    private static double normal(double first, double second, boolean even) {
        return Math.sqrt(-2 * log(1 - first)) * turn(second, even);
    }

    /**
     * Natural logarithm of a number from 2^-60 to 1, by single operations of which every device gives the same result:
     * x = 2ᵉ·m with m from about √½ to √2, and ln m = 2·artanh(s) with s = (m-1)/(m+1).
     */
    static double log(double x) {
        var bits = Double.doubleToRawLongBits(x);
        var exponent = bits - ROOT_HALF_BITS >> 52;
        var m = Double.longBitsToDouble(bits - (exponent << 52));
        var s = (m - 1) / (m + 1);
        var z = s * s;
        var series = 0.0;
        for (var k = 21; k >= 3; k -= 2) {
            series = (series + 1.0 / k) * z;
        }
        return exponent * 0.6931471805599453 + 2 * (s + s * series);
    }

    /** Cosine, or sine, of {@code x} turns, x in [0, 1): by quadrants, and Taylor's series up to π/4. */
    static double turn(double x, boolean cosine) {
        var quarters = x * 4;
        var nearest = Math.rint(quarters);
        var angle = (quarters - nearest) * (Math.PI / 2);
        var quadrant = (int) nearest + (cosine ? 1 : 0) & 3;
        var odd = (quadrant & 1) != 0;
        var z = angle * angle;
        var series = 1.0;
        for (var k = 18; k >= 2; k -= 2) {
            series = 1 - z * series * (odd ? 1.0 / (k * (k - 1)) : 1.0 / (k * (k + 1)));
        }
        var value = odd ? series : angle * series;
        return (quadrant & 2) != 0 ? -value : value;
    }
}
