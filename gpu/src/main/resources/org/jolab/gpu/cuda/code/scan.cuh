// Running results along rows. A row may be cut into chunks: then one launch leaves each chunk's total, and the next
// begins every chunk with what the ones before come to. A block takes 1024 elements of a chunk at a time.

template <class L> struct add_scan : sum_fold<L> {
    static DEVICE wide<L> start() { return (wide<L>) -0.0; }
};
template <class L> struct multiply_scan : prod_fold<L> { };
template <class L> struct maximum_scan : max_fold<L> { };
template <class L> struct minimum_scan : min_fold<L> { };

template <class X> DEVICE X from_below(X x, int distance) { return __shfl_up_sync(0xffffffffu, x, distance); }

// A chunk's total; both `each` and the result are for this thread.
template <class F, class I, class E> DEVICE typename F::total chunk_total(I first, I last, E each) {
    typename F::total mine = F::start();
    for (I i = first + threadIdx.x; i < last; i += 256) {
        mine = F::join(mine, F::of(each(i), 0));
    }
    return together<256, F>(mine);
}

template <class F, class I, class E>
DEVICE void scan_totals(I rows, I length, I chunk, typename F::total* sums, E each) {
    I chunks = (length + chunk - 1) / chunk;
    for (I task = blockIdx.x; task < rows * chunks; task += gridDim.x) {
        I start = task / chunks * length;
        I first = task % chunks * chunk;
        I last = first + chunk < length ? first + chunk : length;
        typename F::total total = chunk_total<F, I>(start + first, start + last, each);
        if (threadIdx.x == 0) {
            sums[task] = total;
        }
    }
}

template <class F, class I, class T, class E>
DEVICE void scan_rows(I rows, I length, I chunk, const typename F::total* sums, T* out, E each) {
    typedef typename F::total A;
    __shared__ A warps[4][8];
    int lane_number = threadIdx.x % 32;
    int warp = threadIdx.x / 32;
    I chunks = (length + chunk - 1) / chunk;
    for (I task = blockIdx.x; task < rows * chunks; task += gridDim.x) {
        I row = task / chunks;
        I start = row * length;
        I first = task % chunks * chunk;
        I last = first + chunk < length ? first + chunk : length;
        A carry = F::start();
        if (task % chunks > 0) {
            A mine = F::start();
            for (I i = row * chunks + threadIdx.x; i < task; i += 256) {
                mine = F::join(mine, sums[i]);
            }
            carry = together<256, F>(mine);
        }
        for (I base = first; base < last; base += 1024) {
            A x[4];
            #pragma unroll
            for (int k = 0; k < 4; k++) {
                I i = base + k * 256 + threadIdx.x;
                x[k] = i < last ? F::of(each(start + i), 0) : F::start();
            }
            #pragma unroll
            for (int k = 0; k < 4; k++) {
                #pragma unroll
                for (int distance = 1; distance < 32; distance *= 2) {
                    A before = from_below(x[k], distance);
                    if (lane_number >= distance) {
                        x[k] = F::join(before, x[k]);
                    }
                }
                if (lane_number == 31) {
                    warps[k][warp] = x[k];
                }
            }
            __syncthreads();
            #pragma unroll
            for (int k = 0; k < 4; k++) {
                A before = carry;
                for (int w = 0; w < 8; w++) {
                    if (w == warp) {
                        before = carry;
                    }
                    carry = F::join(carry, warps[k][w]);
                }
                I i = base + k * 256 + threadIdx.x;
                if (i < last) {
                    out[start + i] = put<T>((lane<T>) F::join(before, x[k]));
                }
            }
            __syncthreads();
        }
    }
}
