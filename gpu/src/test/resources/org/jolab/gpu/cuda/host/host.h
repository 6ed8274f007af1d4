// Lets g++ compile CUDA C++ for the processor. Blocks run one after another; the threads of a block are fibers that take
// turns where they meet: __syncthreads(), and the shuffles of a warp. For that, kernels need no change.
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
#include <utility>

#define __device__
#define __global__
#define __forceinline__ inline
#define __shared__ static
#define __launch_bounds__(threads)

struct dim { unsigned x; };
static dim threadIdx, blockIdx, blockDim, gridDim;

namespace host {

const int WARP = 32;
const int MOST = 1024;
const size_t STACK = 128 << 10;

enum state { READY, AT_BARRIER, AT_SHUFFLE, DONE };

struct fiber {
    jmp_buf at;
    state is;
    bool begun;
    unsigned shuffles;
    char* stack;
};

static fiber fibers[MOST];
static long long exchanged[MOST][2];
static jmp_buf scheduler;
static void (*body)(void*);
static void* context;

static void enter() {
    body(context);
    fibers[threadIdx.x].is = DONE;
    _longjmp(scheduler, 1);
}

// Runs a thread until it waits or ends.
static void resume(unsigned thread) {
    fiber& mine = fibers[thread];
    threadIdx.x = thread;
    if (_setjmp(scheduler) == 0) {
        if (mine.begun) {
            _longjmp(mine.at, 1);
        }
        mine.begun = true;
        if (!mine.stack) {
            mine.stack = (char*) malloc(STACK);
        }
        ucontext_t start;
        getcontext(&start);
        start.uc_stack.ss_sp = mine.stack;
        start.uc_stack.ss_size = STACK;
        start.uc_link = 0;
        makecontext(&start, enter, 0);
        setcontext(&start);
    }
}

__attribute__((noinline)) static void wait(state why) {
    fiber& mine = fibers[threadIdx.x];
    mine.is = why;
    if (_setjmp(mine.at) == 0) {
        _longjmp(scheduler, 1);
    }
}

static void fail(const char* what) {
    fprintf(stderr, "host.h: block %u: %s\n", blockIdx.x, what);
    abort();
}

// Runs a warp until all of its threads wait for the block, or have ended.
static bool run_warp(unsigned first) {
    bool moved = false;
    for (;;) {
        int shuffling = 0, waiting = 0, ready = 0;
        for (unsigned t = first; t < first + WARP && t < blockDim.x; t++) {
            if (fibers[t].is == READY) {
                resume(t);
                moved = true;
            }
            shuffling += fibers[t].is == AT_SHUFFLE;
            waiting += fibers[t].is == AT_BARRIER;
            ready += fibers[t].is == READY;
        }
        if (shuffling == 0 && ready == 0) {
            return moved;
        }
        if (waiting > 0) {
            fail("a warp's threads are at a shuffle and at a barrier");
        }
        for (unsigned t = first; t < first + WARP && t < blockDim.x; t++) {
            if (fibers[t].is == AT_SHUFFLE) {
                fibers[t].is = READY;
            }
        }
    }
}

static void run_block() {
    for (unsigned t = 0; t < blockDim.x; t++) {
        fibers[t].is = READY;
        fibers[t].begun = false;
        fibers[t].shuffles = 0;
    }
    for (;;) {
        for (unsigned t = 0; t < blockDim.x; t += WARP) {
            run_warp(t);
        }
        unsigned waiting = 0, done = 0;
        for (unsigned t = 0; t < blockDim.x; t++) {
            waiting += fibers[t].is == AT_BARRIER;
            done += fibers[t].is == DONE;
        }
        if (done == blockDim.x) {
            return;
        }
        if (done > 0) {
            fail("some threads have ended, others wait at a barrier");
        }
        for (unsigned t = 0; t < blockDim.x; t++) {
            fibers[t].is = READY;
        }
    }
}

template <class X> static X shuffle(X x, int from) {
    fiber& mine = fibers[threadIdx.x];
    int round = mine.shuffles++ & 1;
    memcpy(&exchanged[threadIdx.x][round], &x, sizeof(X));
    wait(AT_SHUFFLE);
    memcpy(&x, &exchanged[threadIdx.x / WARP * WARP + from][round], sizeof(X));
    return x;
}

// Calls a kernel with parameters as cuLaunchKernel gets them. Without barriers, threads need no fibers.
template <class... A, size_t... I>
static void launch(void (*kernel)(A...), dim grid, dim block, void** p, bool meets, std::index_sequence<I...>) {
    auto once = [=] { kernel(*(A*) p[I]...); };
    typedef decltype(once) call;
    body = [](void* f) { (*(call*) f)(); };
    context = (void*) &once;
    gridDim = grid;
    blockDim = block;
    for (unsigned b = 0; b < grid.x; b++) {
        blockIdx.x = b;
        if (meets) {
            run_block();
            continue;
        }
        for (unsigned t = 0; t < block.x; t++) {
            threadIdx.x = t;
            once();
        }
    }
}

template <class... A> static void launch(void (*kernel)(A...), dim grid, dim block, void** p, bool meets) {
    launch(kernel, grid, block, p, meets, std::index_sequence_for<A...>());
}

}

#define HOST_KERNEL(name, meets) \
    extern "C" void launch_##name(unsigned blocks, unsigned threads, void** p) { \
        host::launch(name, {blocks}, {threads}, p, meets); \
    }

static inline void __syncthreads() { host::wait(host::AT_BARRIER); }
template <class X> static inline X __shfl_xor_sync(unsigned, X x, int mask) {
    return host::shuffle(x, (int) (threadIdx.x % 32) ^ mask);
}
template <class X> static inline X __shfl_up_sync(unsigned, X x, int distance) {
    int lane = (int) (threadIdx.x % 32);
    return host::shuffle(x, lane < distance ? lane : lane - distance);
}

template <class X> static inline X host_bits(const void* from) {
    X x;
    memcpy(&x, from, sizeof(X));
    return x;
}
static inline unsigned __float_as_uint(float x) { return host_bits<unsigned>(&x); }
static inline float __uint_as_float(unsigned x) { return host_bits<float>(&x); }
static inline long long __double_as_longlong(double x) { return host_bits<long long>(&x); }
static inline double __longlong_as_double(long long x) { return host_bits<double>(&x); }
static inline unsigned __umulhi(unsigned a, unsigned b) { return (unsigned) ((unsigned long long) a * b >> 32); }
static inline float __fadd_rn(float a, float b) { return a + b; }
static inline float __fmul_rn(float a, float b) { return a * b; }
static inline double __dadd_rn(double a, double b) { return a + b; }
static inline double __dmul_rn(double a, double b) { return a * b; }

template <class X> static inline X atomicAdd(X* to, X x) {
    X before = *to;
    *to = before + x;
    return before;
}
template <class X> static inline X atomicMax(X* to, X x) {
    X before = *to;
    *to = before > x ? before : x;
    return before;
}
template <class X> static inline X atomicCAS(X* to, X expected, X x) {
    X before = *to;
    *to = before == expected ? x : before;
    return before;
}

static inline float half_to_float(unsigned short bits) {
    int exponent = bits >> 10 & 31;
    float fraction = (float) (bits & 1023);
    float size = exponent == 0 ? ldexpf(fraction, -24)
        : exponent == 31 ? fraction == 0 ? INFINITY : NAN : ldexpf(fraction + 1024, exponent - 25);
    return bits & 0x8000 ? -size : size;
}

static inline unsigned short float_to_half(float x) {
    unsigned short sign = (unsigned short) (__float_as_uint(x) >> 16 & 0x8000);
    float size = fabsf(x);
    if (x != x) {
        return sign | 0x7fff;
    }
    if (size >= 65520) {
        return sign | 0x7c00;
    }
    if (size < ldexpf(1, -14)) {
        return sign | (unsigned short) rintf(ldexpf(size, 24));
    }
    int exponent;
    float fraction = frexpf(size, &exponent);
    return sign | (unsigned short) ((exponent + 13) * 1024 + (int) rintf(ldexpf(fraction, 11)));
}
