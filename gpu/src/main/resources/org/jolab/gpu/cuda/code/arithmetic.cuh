// Operations on lanes that are exact, or rounded once. Integers wrap; products and sums are never fused.
namespace op {

DEVICE float negative(float x) { return -x; }
DEVICE double negative(double x) { return -x; }
DEVICE int negative(int x) { return (int) (0u - (u32) x); }
DEVICE i64 negative(i64 x) { return (i64) (0ull - (u64) x); }

DEVICE float add(float a, float b) { return __fadd_rn(a, b); }
DEVICE double add(double a, double b) { return __dadd_rn(a, b); }
DEVICE int add(int a, int b) { return (int) ((u32) a + (u32) b); }
DEVICE i64 add(i64 a, i64 b) { return (i64) ((u64) a + (u64) b); }

DEVICE float subtract(float a, float b) { return __fadd_rn(a, -b); }
DEVICE double subtract(double a, double b) { return __dadd_rn(a, -b); }
DEVICE int subtract(int a, int b) { return (int) ((u32) a - (u32) b); }
DEVICE i64 subtract(i64 a, i64 b) { return (i64) ((u64) a - (u64) b); }

DEVICE float multiply(float a, float b) { return __fmul_rn(a, b); }
DEVICE double multiply(double a, double b) { return __dmul_rn(a, b); }
DEVICE int multiply(int a, int b) { return (int) ((u32) a * (u32) b); }
DEVICE i64 multiply(i64 a, i64 b) { return (i64) ((u64) a * (u64) b); }

DEVICE float divide(float a, float b) { return a / b; }
DEVICE double divide(double a, double b) { return a / b; }

template <class L> DEVICE L square(L x) { return multiply(x, x); }

// NaN if either is; -0 is less than 0.
DEVICE float maximum(float a, float b) {
    return a > b || a != a ? a : a == b && __float_as_uint(a) == 0 ? a : b;
}

DEVICE double maximum(double a, double b) {
    return a > b || a != a ? a : a == b && __double_as_longlong(a) == 0 ? a : b;
}

DEVICE float minimum(float a, float b) {
    return a < b || a != a ? a : a == b && __float_as_uint(a) == 0x80000000u ? a : b;
}

DEVICE double minimum(double a, double b) {
    return a < b || a != a ? a : a == b && (u64) __double_as_longlong(a) == 0x8000000000000000ull ? a : b;
}

DEVICE int maximum(int a, int b) { return a > b ? a : b; }
DEVICE i64 maximum(i64 a, i64 b) { return a > b ? a : b; }
DEVICE int minimum(int a, int b) { return a < b ? a : b; }
DEVICE i64 minimum(i64 a, i64 b) { return a < b ? a : b; }
template <class L> DEVICE L relu(L x) { return maximum(x, (L) 0); }

DEVICE float abs(float x) { return fabsf(x); }
DEVICE double abs(double x) { return fabs(x); }
DEVICE int abs(int x) { return x < 0 ? negative(x) : x; }
DEVICE i64 abs(i64 x) { return x < 0 ? negative(x) : x; }

// Keeps NaN and the sign of 0.
template <class L> DEVICE L sign(L x) { return x > 0 ? (L) 1 : x < 0 ? (L) -1 : x; }

DEVICE float floor(float x) { return floorf(x); }
DEVICE double floor(double x) { return ::floor(x); }
DEVICE float ceil(float x) { return ceilf(x); }
DEVICE double ceil(double x) { return ::ceil(x); }
DEVICE float trunc(float x) { return truncf(x); }
DEVICE double trunc(double x) { return ::trunc(x); }
DEVICE float round(float x) { return rintf(x); }
DEVICE double round(double x) { return rint(x); }
DEVICE int floor(int x) { return x; }
DEVICE i64 floor(i64 x) { return x; }
DEVICE int ceil(int x) { return x; }
DEVICE i64 ceil(i64 x) { return x; }
DEVICE int trunc(int x) { return x; }
DEVICE i64 trunc(i64 x) { return x; }
DEVICE int round(int x) { return x; }
DEVICE i64 round(i64 x) { return x; }

template <class L> DEVICE int isnan(L x) { return x != x; }
DEVICE int isinf(float x) { return fabsf(x) == __uint_as_float(0x7f800000); }
DEVICE int isinf(double x) { return fabs(x) == __longlong_as_double(0x7ff0000000000000LL); }
DEVICE int isinf(int) { return 0; }
DEVICE int isinf(i64) { return 0; }
template <class L> DEVICE int isfinite(L x) { return !isnan(x) && !isinf(x); }
template <class L> DEVICE int logical_not(L x) { return x == 0; }

template <class L> DEVICE int equal(L a, L b) { return a == b; }
template <class L> DEVICE int not_equal(L a, L b) { return a != b; }
template <class L> DEVICE int less(L a, L b) { return a < b; }
template <class L> DEVICE int less_equal(L a, L b) { return a <= b; }
template <class L> DEVICE int greater(L a, L b) { return a > b; }
template <class L> DEVICE int greater_equal(L a, L b) { return a >= b; }
DEVICE int logical_and(int a, int b) { return a & b; }
DEVICE int logical_or(int a, int b) { return a | b; }
DEVICE int logical_xor(int a, int b) { return a ^ b; }

template <class L> DEVICE L bitwise_not(L x) { return ~x; }
template <class L> DEVICE L bitwise_and(L a, L b) { return a & b; }
template <class L> DEVICE L bitwise_or(L a, L b) { return a | b; }
template <class L> DEVICE L bitwise_xor(L a, L b) { return a ^ b; }

// Bits beyond the lane are lost, and shifts by more than it has leave the sign.
DEVICE int left_shift(int a, int b) { return b < 0 || b > 31 ? 0 : (int) ((u32) a << b); }
DEVICE i64 left_shift(i64 a, i64 b) { return b < 0 || b > 63 ? 0 : (i64) ((u64) a << b); }
DEVICE int right_shift(int a, int b) { return a >> (b < 0 || b > 31 ? 31 : b); }
DEVICE i64 right_shift(i64 a, i64 b) { return a >> (b < 0 || b > 63 ? 63 : b); }

// Towards -infinity; 0 where the divisor is 0.
template <class L> DEVICE L whole_quotient(L a, L b) {
    if (b == 0) {
        return 0;
    }
    if (b == -1) {
        return negative(a);
    }
    L quotient = a / b;
    return quotient * b != a && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

template <class L> DEVICE L whole_rest(L a, L b) {
    if (b == 0 || b == -1) {
        return 0;
    }
    L rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

DEVICE int floor_divide(int a, int b) { return whole_quotient(a, b); }
DEVICE i64 floor_divide(i64 a, i64 b) { return whole_quotient(a, b); }
DEVICE int remainder(int a, int b) { return whole_rest(a, b); }
DEVICE i64 remainder(i64 a, i64 b) { return whole_rest(a, b); }

DEVICE float mod(float a, float b) { return fmodf(a, b); }
DEVICE double mod(double a, double b) { return fmod(a, b); }
DEVICE float signed_as(float a, float b) { return copysignf(a, b); }
DEVICE double signed_as(double a, double b) { return ::copysign(a, b); }

template <class L> DEVICE L real_quotient(L a, L b) {
    if (b == 0) {
        return a / b;
    }
    L rest = mod(a, b);
    L quotient = subtract(a, rest) / b;
    if (rest != 0 && (rest < 0) != (b < 0)) {
        quotient = subtract(quotient, (L) 1);
    }
    L below = floor(quotient);
    return quotient == 0 ? signed_as((L) 0, a / b) : quotient - below > (L) 0.5 ? below + (L) 1 : below;
}

template <class L> DEVICE L real_rest(L a, L b) {
    L rest = mod(a, b);
    return rest == 0 ? signed_as((L) 0, b) : (rest < 0) != (b < 0) ? add(rest, b) : rest;
}

DEVICE float floor_divide(float a, float b) { return real_quotient(a, b); }
DEVICE double floor_divide(double a, double b) { return real_quotient(a, b); }
DEVICE float remainder(float a, float b) { return real_rest(a, b); }
DEVICE double remainder(double a, double b) { return real_rest(a, b); }

// By squaring; negative exponents give 0 but for bases 1 and -1.
DEVICE i64 pow(i64 base, i64 exponent) {
    if (exponent < 0) {
        return base == 1 ? 1 : base == -1 ? (exponent & 1) == 0 ? 1 : -1 : 0;
    }
    u64 result = 1;
    u64 factor = (u64) base;
    for (u64 rest = (u64) exponent; rest > 0; rest >>= 1) {
        if (rest & 1) {
            result *= factor;
        }
        factor *= factor;
    }
    return (i64) result;
}

DEVICE int pow(int base, int exponent) { return (int) pow((i64) base, (i64) exponent); }

}
