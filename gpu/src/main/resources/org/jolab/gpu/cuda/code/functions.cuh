// Functions of reals: CUDA's own, within its documented few units in the last place, and what is made of them.
namespace op {

DEVICE float reciprocal(float x) { return 1.0f / x; }
DEVICE double reciprocal(double x) { return 1.0 / x; }
DEVICE float sqrt(float x) { return sqrtf(x); }
DEVICE double sqrt(double x) { return ::sqrt(x); }
DEVICE float rsqrt(float x) { return 1.0f / sqrtf(x); }
DEVICE double rsqrt(double x) { return 1.0 / ::sqrt(x); }

#define BOTH(name, single, twofold) \
    DEVICE float name(float x) { return single(x); } \
    DEVICE double name(double x) { return twofold(x); }

BOTH(cbrt, cbrtf, ::cbrt)
BOTH(exp, expf, ::exp)
BOTH(exp2, exp2f, ::exp2)
BOTH(expm1, expm1f, ::expm1)
BOTH(log, logf, ::log)
BOTH(log2, log2f, ::log2)
BOTH(log10, log10f, ::log10)
BOTH(log1p, log1pf, ::log1p)
BOTH(sin, sinf, ::sin)
BOTH(cos, cosf, ::cos)
BOTH(tan, tanf, ::tan)
BOTH(asin, asinf, ::asin)
BOTH(acos, acosf, ::acos)
BOTH(atan, atanf, ::atan)
BOTH(sinh, sinhf, ::sinh)
BOTH(cosh, coshf, ::cosh)
BOTH(tanh, tanhf, ::tanh)
BOTH(asinh, asinhf, ::asinh)
BOTH(acosh, acoshf, ::acosh)
BOTH(atanh, atanhf, ::atanh)
BOTH(erf, erff, ::erf)
BOTH(erfc, erfcf, ::erfc)
BOTH(lgamma, lgammaf, ::lgamma)
#undef BOTH

template <class L> DEVICE L sigmoid(L x) {
    if (x >= 0) {
        return 1 / (1 + exp(-x));
    }
    L power = exp(x);
    return power / (1 + power);
}

template <class L> DEVICE L softplus(L x) { return maximum(x, (L) 0) + log1p(exp(-abs(x))); }

DEVICE float greatest(float) { return 3.40282347e+38f; }
DEVICE double greatest(double) { return 1.7976931348623157e+308; }

// -infinity times 0 would be NaN.
template <class L> DEVICE L silu(L x) { return multiply(maximum(x, -greatest(x)), sigmoid(x)); }

template <class L> DEVICE L gelu(L x) {
    return x < -greatest(x) ? (L) 0 : multiply((L) 0.5 * x, erfc(-x / (L) 1.4142135623730951));
}

template <class L> DEVICE L radians(L x) { return multiply(x, (L) 0.017453292519943295); }
template <class L> DEVICE L degrees(L x) { return multiply(x, (L) 57.29577951308232); }

DEVICE float pow(float a, float b) { return powf(a, b); }
DEVICE double pow(double a, double b) { return ::pow(a, b); }
DEVICE float atan2(float a, float b) { return atan2f(a, b); }
DEVICE double atan2(double a, double b) { return ::atan2(a, b); }
DEVICE float hypot(float a, float b) { return hypotf(a, b); }
DEVICE double hypot(double a, double b) { return ::hypot(a, b); }
DEVICE float copysign(float a, float b) { return copysignf(a, b); }
DEVICE double copysign(double a, double b) { return ::copysign(a, b); }

DEVICE float fmod(float a, float b) { return fmodf(a, b); }
DEVICE double fmod(double a, double b) { return ::fmod(a, b); }
// The least number by -1 is what C++ does not define.
DEVICE int fmod(int a, int b) { return b == 0 || b == -1 ? 0 : a % b; }
DEVICE i64 fmod(i64 a, i64 b) { return b == 0 || b == -1 ? 0 : a % b; }
DEVICE float nextafter(float a, float b) { return nextafterf(a, b); }
DEVICE double nextafter(double a, double b) { return ::nextafter(a, b); }

DEVICE double logaddexp(double a, double b) {
    return a == b ? a + 0.6931471805599453 : maximum(a, b) + log1p(exp(-abs(subtract(a, b))));
}

// In double, because what is added may nearly cancel.
DEVICE float logaddexp(float a, float b) { return (float) logaddexp((double) a, (double) b); }

}
