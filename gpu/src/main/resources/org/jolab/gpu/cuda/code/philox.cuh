// Philox4x32 with ten rounds: the same numbers as on the processor, in the same places, to the last bit.
struct words { u32 at[4]; };

DEVICE words philox(u64 low, u64 high, u64 key) {
    u32 c0 = (u32) low, c1 = (u32) (low >> 32), c2 = (u32) high, c3 = (u32) (high >> 32);
    u32 k0 = (u32) key, k1 = (u32) (key >> 32);
    #pragma unroll
    for (int round = 0; round < 10; round++) {
        u32 high0 = __umulhi(0xD2511F53u, c0), low0 = 0xD2511F53u * c0;
        u32 high1 = __umulhi(0xCD9E8D57u, c2), low1 = 0xCD9E8D57u * c2;
        c0 = high1 ^ c1 ^ k0;
        c1 = low1;
        c2 = high0 ^ c3 ^ k1;
        c3 = low0;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    return {{c0, c1, c2, c3}};
}

DEVICE u32 pick(const words& w, u32 at) {
    return at & 2 ? at & 1 ? w.at[3] : w.at[2] : at & 1 ? w.at[1] : w.at[0];
}

DEVICE u32 random_word(u64 i, u64 seed, u64 stream) { return pick(philox(i >> 2, stream, seed), (u32) i); }

DEVICE u64 random_bits(u64 i, u64 seed, u64 stream) {
    words w = philox(i >> 1, stream, seed);
    return i & 1 ? (u64) w.at[2] << 32 | w.at[3] : (u64) w.at[0] << 32 | w.at[1];
}

// Natural logarithm of a number from 2^-60 to 1, by single operations of which every device gives the same result:
// x = 2^e m with m from about sqrt(1/2) to sqrt(2), ln m = 2 artanh(s), s = (m-1)/(m+1).
DEVICE double plain_log(double x) {
    i64 bits = __double_as_longlong(x);
    i64 exponent = bits - 0x3fe6a09e667f3bcdLL >> 52;
    double m = __longlong_as_double(bits - (exponent << 52));
    double s = (m - 1.0) / (m + 1.0);
    double z = __dmul_rn(s, s);
    double series = 0.0;
    #pragma unroll
    for (int k = 21; k >= 3; k -= 2) {
        series = __dmul_rn(__dadd_rn(series, 1.0 / k), z);
    }
    double fraction = __dmul_rn(2.0, __dadd_rn(s, __dmul_rn(s, series)));
    return __dadd_rn(__dmul_rn((double) exponent, 0.6931471805599453), fraction);
}

// Cosine, or sine, of a turn times x, x from 0 to before 1: by quadrants, and Taylor's series up to pi / 4.
DEVICE double turn(double x, bool cosine) {
    double quarters = __dmul_rn(x, 4.0);
    double nearest = rint(quarters);
    double angle = __dmul_rn(__dadd_rn(quarters, -nearest), 1.5707963267948966);
    int quadrant = ((int) nearest + (cosine ? 1 : 0)) & 3;
    double z = __dmul_rn(angle, angle);
    double series = 1.0;
    #pragma unroll
    for (int k = 18; k >= 2; k -= 2) {
        double factor = quadrant & 1 ? 1.0 / (k * (k - 1)) : 1.0 / (k * (k + 1));
        series = __dadd_rn(1.0, -__dmul_rn(__dmul_rn(z, series), factor));
    }
    double value = quadrant & 1 ? series : __dmul_rn(angle, series);
    return quadrant & 2 ? -value : value;
}

// Box and Muller's transformation of two numbers in [0, 1).
DEVICE double box_muller(double first, double second, bool even) {
    double radius = ::sqrt(__dmul_rn(-2.0, plain_log(__dadd_rn(1.0, -first))));
    return __dmul_rn(radius, turn(second, even));
}

template <class T> DEVICE float float_bits(u32 word) { return __fmul_rn((float) (word >> 8), 5.9604644775390625e-08f); }
// No more bits than the type holds: rounding might give 1.
template <> DEVICE float float_bits<f16>(u32 word) { return __fmul_rn((float) (word >> 21), 4.8828125e-04f); }
template <> DEVICE float float_bits<bf16>(u32 word) { return __fmul_rn((float) (word >> 24), 3.90625e-03f); }

template <class T> struct random_of {
    static DEVICE float uniform(u64 i, u64 seed, u64 stream) { return float_bits<T>(random_word(i, seed, stream)); }

    static DEVICE float normal(u64 i, u64 seed, u64 stream) {
        words w = philox(i >> 2, stream, seed);
        return (float) box_muller(__dmul_rn((double) (i & 2 ? w.at[2] : w.at[0]), 2.3283064365386963e-10),
            __dmul_rn((double) (i & 2 ? w.at[3] : w.at[1]), 2.3283064365386963e-10), (i & 1) == 0);
    }

    static DEVICE int bits(u64 i, u64 seed, u64 stream) { return (int) random_word(i, seed, stream); }
};

template <> struct random_of<double> {
    static DEVICE double uniform(u64 i, u64 seed, u64 stream) {
        return __dmul_rn((double) (random_bits(i, seed, stream) >> 11), 1.1102230246251565e-16);
    }

    static DEVICE double normal(u64 i, u64 seed, u64 stream) {
        words w = philox(i >> 1, stream, seed);
        return box_muller(__dmul_rn((double) (((u64) w.at[0] << 32 | w.at[1]) >> 11), 1.1102230246251565e-16),
            __dmul_rn((double) (((u64) w.at[2] << 32 | w.at[3]) >> 11), 1.1102230246251565e-16), (i & 1) == 0);
    }
};

template <> struct random_of<i64> {
    static DEVICE i64 bits(u64 i, u64 seed, u64 stream) { return (i64) random_bits(i, seed, stream); }
};
