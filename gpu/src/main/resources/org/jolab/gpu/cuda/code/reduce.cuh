// Reductions: how two become one, and who adds up what. The order is fixed, so the result is the same every time.

DEVICE double infinity() { return __longlong_as_double(0x7ff0000000000000LL); }
template <class A> struct limits { };
template <> struct limits<double> {
    static DEVICE double least() { return -infinity(); }
    static DEVICE double greatest() { return infinity(); }
};
template <> struct limits<float> {
    static DEVICE float least() { return (float) -infinity(); }
    static DEVICE float greatest() { return (float) infinity(); }
};
template <> struct limits<i64> {
    static DEVICE i64 least() { return -0x7fffffffffffffffLL - 1; }
    static DEVICE i64 greatest() { return 0x7fffffffffffffffLL; }
};
template <> struct limits<int> {
    static DEVICE int least() { return -0x7fffffff - 1; }
    static DEVICE int greatest() { return 0x7fffffff; }
};

// Sums of floats are kept in double, so that the error does not grow with their number.
template <class L> struct wide_of { typedef i64 type; };
template <> struct wide_of<float> { typedef double type; };
template <> struct wide_of<double> { typedef double type; };
template <class L> using wide = typename wide_of<L>::type;

template <class L> struct sum_fold {
    typedef wide<L> total;
    static DEVICE total start() { return 0; }
    static DEVICE total of(L x, i64) { return (total) x; }
    static DEVICE total join(total a, total b) { return op::add(a, b); }
    static DEVICE total finish(total a, i64) { return a; }
};

template <class L> struct mean_fold : sum_fold<L> {
    static DEVICE wide<L> finish(wide<L> a, i64 count) { return a / (wide<L>) count; }
};

template <class L> struct prod_fold {
    typedef wide<L> total;
    static DEVICE total start() { return 1; }
    static DEVICE total of(L x, i64) { return (total) x; }
    static DEVICE total join(total a, total b) { return op::multiply(a, b); }
    static DEVICE total finish(total a, i64) { return a; }
};

template <class L> struct min_fold {
    typedef L total;
    static DEVICE L start() { return limits<L>::greatest(); }
    static DEVICE L of(L x, i64) { return x; }
    static DEVICE L join(L a, L b) { return op::minimum(a, b); }
    static DEVICE L finish(L a, i64) { return a; }
};

template <class L> struct max_fold {
    typedef L total;
    static DEVICE L start() { return limits<L>::least(); }
    static DEVICE L of(L x, i64) { return x; }
    static DEVICE L join(L a, L b) { return op::maximum(a, b); }
    static DEVICE L finish(L a, i64) { return a; }
};

// A value and its place, which is negative where there is none. NaN goes before all, then the first one.
template <class L> struct found { L value; i64 place; };

template <class L, bool LEAST> struct index_fold {
    typedef found<L> total;
    static DEVICE total start() { return {0, -1}; }
    static DEVICE total of(L x, i64 place) { return {x, place}; }

    static DEVICE total join(total a, total b) {
        if (a.place < 0 || b.place < 0) {
            return a.place < 0 ? b : a;
        }
        bool nan = a.value != a.value;
        bool other = b.value != b.value;
        if (nan || other || a.value == b.value) {
            return nan == other ? a.place < b.place ? a : b : nan ? a : b;
        }
        return (a.value < b.value) == LEAST ? a : b;
    }

    static DEVICE i64 finish(total a, i64) { return a.place; }
};

template <class L> using argmin_fold = index_fold<L, true>;
template <class L> using argmax_fold = index_fold<L, false>;

template <class X> DEVICE X exchange(X x, int mask) { return __shfl_xor_sync(0xffffffffu, x, mask); }
template <class L> DEVICE found<L> exchange(found<L> x, int mask) {
    return {__shfl_xor_sync(0xffffffffu, x.value, mask), __shfl_xor_sync(0xffffffffu, x.place, mask)};
}

// The total of G neighbouring threads, for each of them; all 256 threads of a block call it.
template <int G, class F> DEVICE typename F::total together(typename F::total mine) {
    #pragma unroll
    for (int mask = (G < 32 ? G : 32) / 2; mask > 0; mask /= 2) {
        mine = F::join(mine, exchange(mine, mask));
    }
    if (G > 32) {
        __shared__ typename F::total warps[8];
        if (threadIdx.x % 32 == 0) {
            warps[threadIdx.x / 32] = mine;
        }
        __syncthreads();
        mine = warps[0];
        for (int i = 1; i < 8; i++) {
            mine = F::join(mine, warps[i]);
        }
        __syncthreads();
    }
    return mine;
}

// Where totals go: to the result, or to be added up by another launch if each has been cut into segments.
template <class F, class T> struct totals {
    T* result;
    typename F::total* partial;
    i64 count;
    int segments;

    DEVICE void put_total(i64 at, int segment, typename F::total x) const {
        if (segments > 1) {
            partial[at * segments + segment] = x;
        } else {
            result[at] = put<T>((lane<T>) F::finish(x, count));
        }
    }
};

// Adds the values of one step.
template <class F, int N, class L> DEVICE void add_all(typename F::total& sum, const pack<N, L>& values, i64 step) {
    #pragma unroll
    for (int k = 0; k < N; k++) {
        sum = F::join(sum, F::of(values.at[k], step * N + k));
    }
}

// Rows of `length` steps one after the other; G threads share a segment of a row. `each(i)` gives the values of step i
// of all.
template <int G, class F, class I, class T, class E>
DEVICE void reduce_rows(i64 rows, I length, totals<F, T> into, E each) {
    int segments = into.segments;
    I segment_length = (length + segments - 1) / segments;
    i64 tasks = rows * segments;
    for (i64 base = (i64) blockIdx.x * (256 / G); base < tasks; base += (i64) gridDim.x * (256 / G)) {
        i64 task = base + threadIdx.x / G;
        typename F::total mine = F::start();
        i64 row = task / segments;
        int segment = (int) (task % segments);
        if (task < tasks) {
            I first = segment * segment_length;
            I last = first + segment_length < length ? first + segment_length : length;
            I start = (I) row * length;
            #pragma unroll 4
            for (I step = first + threadIdx.x % G; step < last; step += G) {
                add_all<F>(mine, each(start + step), step);
            }
        }
        mine = together<G, F>(mine);
        if (task < tasks && threadIdx.x % G == 0) {
            into.put_total(row, segment, mine);
        }
    }
}

// Dimensions remain behind the reduced ones: 32 results side by side, and 8 threads share the column of each.
template <class F, class I, class T, class E>
DEVICE void reduce_columns(i64 outer, I length, I inner, totals<F, T> into, E each) {
    __shared__ typename F::total shares[8][32];
    int x = threadIdx.x % 32;
    int y = threadIdx.x / 32;
    int segments = into.segments;
    I segment_length = (length + segments - 1) / segments;
    I tiles = (inner + 31) / 32;
    i64 tasks = outer * tiles * segments;
    for (i64 task = blockIdx.x; task < tasks; task += gridDim.x) {
        int segment = (int) (task % segments);
        I column = (I) (task / segments % tiles) * 32 + x;
        i64 row = task / segments / tiles;
        I first = segment * segment_length;
        I last = first + segment_length < length ? first + segment_length : length;
        typename F::total mine = F::start();
        if (column < inner) {
            I start = (I) row * length * inner + column;
            #pragma unroll 4
            for (I step = first + y; step < last; step += 8) {
                add_all<F>(mine, each(start + step * inner), step);
            }
        }
        shares[y][x] = mine;
        __syncthreads();
        if (y == 0 && column < inner) {
            for (int i = 1; i < 8; i++) {
                mine = F::join(mine, shares[i][x]);
            }
            into.put_total(row * inner + column, segment, mine);
        }
        __syncthreads();
    }
}

// Adds up what segments have left.
template <class F, class T> DEVICE void reduce_segments(i64 results, int segments, totals<F, T> into,
        const typename F::total* partial) {
    for (i64 base = (i64) blockIdx.x * 8; base < results; base += (i64) gridDim.x * 8) {
        i64 row = base + threadIdx.x / 32;
        typename F::total mine = F::start();
        if (row < results) {
            for (int i = threadIdx.x % 32; i < segments; i += 32) {
                mine = F::join(mine, partial[row * segments + i]);
            }
        }
        mine = together<32, F>(mine);
        if (row < results && threadIdx.x % 32 == 0) {
            into.put_total(row, 0, mine);
        }
    }
}
