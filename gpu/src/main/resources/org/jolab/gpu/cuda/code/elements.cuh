// Types of elements, and the few ways in which kernels move them.

#define DEVICE __device__ __forceinline__
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long i64;

// An element is computed in its lane: float, double, i64 or int.
struct f16 { unsigned short bits; };
struct bf16 { unsigned short bits; };
struct bool8 { unsigned char bits; };

#ifdef __CUDACC__
DEVICE float half_to_float(unsigned short bits) {
    float result;
    asm("cvt.f32.f16 %0, %1;" : "=f"(result) : "h"(bits));
    return result;
}

DEVICE unsigned short float_to_half(float x) {
    unsigned short result;
    asm("cvt.rn.f16.f32 %0, %1;" : "=h"(result) : "f"(x));
    return result;
}
#endif

DEVICE unsigned short float_to_bfloat(float x) {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 900
    unsigned short result;
    asm("cvt.rn.bf16.f32 %0, %1;" : "=h"(result) : "f"(x));
    return result;
#else
    u32 bits = __float_as_uint(x);
    return x != x ? (unsigned short) (bits >> 16 | 0x40) : (unsigned short) (bits + 0x7fff + (bits >> 16 & 1) >> 16);
#endif
}

template <class T> struct lane_of { typedef int type; };
template <> struct lane_of<double> { typedef double type; };
template <> struct lane_of<float> { typedef float type; };
template <> struct lane_of<f16> { typedef float type; };
template <> struct lane_of<bf16> { typedef float type; };
template <> struct lane_of<i64> { typedef i64 type; };
template <class T> using lane = typename lane_of<T>::type;

DEVICE double get(double x) { return x; }
DEVICE float get(float x) { return x; }
DEVICE float get(f16 x) { return half_to_float(x.bits); }
DEVICE float get(bf16 x) { return __uint_as_float((u32) x.bits << 16); }
DEVICE i64 get(i64 x) { return x; }
DEVICE int get(int x) { return x; }
DEVICE int get(short x) { return x; }
DEVICE int get(signed char x) { return x; }
DEVICE int get(unsigned char x) { return x; }
DEVICE int get(bool8 x) { return x.bits; }

template <class T> DEVICE T put(lane<T> x) { return (T) x; }
template <> DEVICE f16 put<f16>(float x) { return {float_to_half(x)}; }
template <> DEVICE bf16 put<bf16>(float x) { return {float_to_bfloat(x)}; }
template <> DEVICE bool8 put<bool8>(int x) { return {(unsigned char) (x != 0)}; }

// What an element of type T can hold of x.
template <class T> DEVICE lane<T> rounded(lane<T> x) { return get(put<T>(x)); }

// From lane to lane as Java does: towards 0, NaN to 0, saturating at the ends of i64, wrapping below.
DEVICE i64 to_i64(double x) {
    return x != x ? 0 : x >= 9223372036854775808.0 ? 0x7fffffffffffffffLL
        : x <= -9223372036854775808.0 ? -0x7fffffffffffffffLL - 1 : (i64) x;
}

DEVICE i64 to_i64(float x) {
    return x != x ? 0 : x >= 9223372036854775808.0f ? 0x7fffffffffffffffLL
        : x <= -9223372036854775808.0f ? -0x7fffffffffffffffLL - 1 : (i64) x;
}

DEVICE i64 to_i64(i64 x) { return x; }
DEVICE i64 to_i64(int x) { return x; }
DEVICE int to_int(double x) { return (int) to_i64(x); }
DEVICE int to_int(float x) { return (int) to_i64(x); }
DEVICE int to_int(i64 x) { return (int) x; }
DEVICE int to_int(int x) { return x; }
template <class X> DEVICE double to_double(X x) { return (double) x; }
template <class X> DEVICE float to_float(X x) { return (float) x; }
template <class X> DEVICE int to_bool(X x) { return x != 0; }

// N elements that one instruction moves.
template <int N, class T> struct alignas(N * sizeof(T)) pack { T at[N]; };
template <int N, class T> DEVICE pack<N, T> load(const T* from) { return *reinterpret_cast<const pack<N, T>*>(from); }
template <int N, class T> DEVICE void store(T* to, const pack<N, T>& x) { *reinterpret_cast<pack<N, T>*>(to) = x; }

// Division of numbers below 2^31 by one that is known before the launch.
struct divisor { u32 multiplier; u32 shift; };
DEVICE u32 over(u32 x, divisor d) { return __umulhi(x, d.multiplier) + x >> d.shift; }

// The index counted from the front.
DEVICE i64 wrapped(i64 index, i64 size) { return index < 0 ? index + size : index; }
