// Sorting rows by merging: blocks sort tiles of 1024 in shared memory, then pairs of runs are merged until one is left.
// What is sorted are keys, unsigned numbers in the order of the elements, alone or with the elements' places, which keep
// equal ones in order. NaN is the greatest.

template <class L> struct key_of { typedef u32 type; };
template <> struct key_of<double> { typedef u64 type; };
template <> struct key_of<i64> { typedef u64 type; };
template <class T> using sort_key = typename key_of<lane<T>>::type;

// With places, -0 and 0 are equal; alone, -0 comes first.
template <bool PLACES> DEVICE u32 to_key(float x) {
    u32 bits = x != x ? 0x7fc00000u : __float_as_uint(PLACES ? __fadd_rn(x, 0.0f) : x);
    return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

template <bool PLACES> DEVICE u64 to_key(double x) {
    u64 bits = x != x ? 0x7ff8000000000000ull : (u64) __double_as_longlong(PLACES ? __dadd_rn(x, 0.0) : x);
    return bits >> 63 ? ~bits : bits | 0x8000000000000000ull;
}

template <bool PLACES> DEVICE u32 to_key(int x) { return (u32) x ^ 0x80000000u; }
template <bool PLACES> DEVICE u64 to_key(i64 x) { return (u64) x ^ 0x8000000000000000ull; }

template <class L> struct from_key;
template <> struct from_key<float> {
    static DEVICE float of(u32 key) { return __uint_as_float(key >> 31 ? key & 0x7fffffffu : ~key); }
};
template <> struct from_key<double> {
    static DEVICE double of(u64 key) {
        return __longlong_as_double((i64) (key >> 63 ? key & 0x7fffffffffffffffull : ~key));
    }
};
template <> struct from_key<int> { static DEVICE int of(u32 key) { return (int) (key ^ 0x80000000u); } };
template <> struct from_key<i64> { static DEVICE i64 of(u64 key) { return (i64) (key ^ 0x8000000000000000ull); } };

enum : u32 { TILE = 1024 };

// Keys and places of all rows between two launches.
template <class K> struct runs { K* keys; u32* places; };

// The result: places as I64, or the elements again.
template <class T, bool PLACES> struct sorted_into {
    void* out;
    DEVICE void set(i64 at, sort_key<T> key, u32 place) const {
        if (PLACES) {
            ((i64*) out)[at] = place;
        } else {
            ((T*) out)[at] = put<T>(from_key<lane<T>>::of(key));
        }
    }
};

// Sorts neighbouring runs of `width`, a power of two up to TILE: TILE / width rows at once, or a tile of a long row.
template <class T, bool PLACES>
DEVICE void sort_tiles(i64 rows, u32 length, u32 width, const T* in, void* out, runs<sort_key<T>> into) {
    typedef sort_key<T> K;
    __shared__ K keys[TILE];
    __shared__ u32 places[PLACES ? TILE : 1];
    i64 tiles = (length + width - 1) / width;
    i64 runs_in_all = rows * tiles;
    u32 at_once = TILE / width;
    sorted_into<T, PLACES> result = {out};
    for (i64 base = (i64) blockIdx.x * at_once; base < runs_in_all; base += (i64) gridDim.x * at_once) {
        for (u32 i = threadIdx.x; i < TILE; i += 256) {
            i64 run = base + i / width;
            u32 place = (u32) (run % tiles) * width + i % width;
            bool there = run < runs_in_all && place < length;
            keys[i] = there ? to_key<PLACES>(get(in[run / tiles * length + place])) : (K) ~(K) 0;
            if (PLACES) {
                places[i] = there ? place : 0xffffffffu;
            }
        }
        __syncthreads();
        for (u32 size = 2; size <= width; size *= 2) {
            for (u32 distance = size / 2; distance > 0; distance /= 2) {
                for (u32 t = threadIdx.x; t < TILE / 2; t += 256) {
                    u32 i = t / distance * distance * 2 + t % distance;
                    u32 j = i + distance;
                    bool ascends = (i & (width - 1) & size) == 0;
                    bool above = keys[i] > keys[j] || PLACES && keys[i] == keys[j] && places[i] > places[j];
                    bool same = keys[i] == keys[j] && (!PLACES || places[i] == places[j]);
                    if (above == ascends && !same) {
                        K key = keys[i];
                        keys[i] = keys[j];
                        keys[j] = key;
                        if (PLACES) {
                            u32 place = places[i];
                            places[i] = places[j];
                            places[j] = place;
                        }
                    }
                }
                __syncthreads();
            }
        }
        for (u32 i = threadIdx.x; i < TILE; i += 256) {
            i64 run = base + i / width;
            u32 place = (u32) (run % tiles) * width + i % width;
            if (run < runs_in_all && place < length) {
                i64 at = run / tiles * length + place;
                if (tiles == 1) {
                    result.set(at, keys[i], PLACES ? places[i] : 0);
                } else {
                    into.keys[at] = keys[i];
                    if (PLACES) {
                        into.places[at] = places[i];
                    }
                }
            }
        }
        __syncthreads();
    }
}

// How many of the first `diagonal` elements of the merged runs come from the first.
template <class K> DEVICE u32 merge_path(const K* a, u32 a_length, const K* b, u32 b_length, u32 diagonal) {
    u32 low = diagonal > b_length ? diagonal - b_length : 0;
    u32 high = diagonal < a_length ? diagonal : a_length;
    while (low < high) {
        u32 middle = (low + high) / 2;
        if (a[middle] <= b[diagonal - 1 - middle]) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

// Merges neighbouring runs of `width`; a block writes TILE elements, a thread four of them. The last merge writes the
// result.
template <class T, bool PLACES>
DEVICE void sort_merge(i64 rows, u32 length, u32 width, runs<sort_key<T>> from, runs<sort_key<T>> into, void* out) {
    typedef sort_key<T> K;
    __shared__ K keys[TILE];
    __shared__ u32 borders[2];
    u32 tiles = (length + TILE - 1) / TILE;
    sorted_into<T, PLACES> result = {out};
    for (i64 task = blockIdx.x; task < rows * tiles; task += gridDim.x) {
        i64 row = task / tiles * length;
        u32 tile = (u32) (task % tiles) * TILE;
        u32 start = tile / width / 2 * width * 2;
        u32 a_length = length - start < width ? length - start : width;
        u32 b_length = length - start - a_length < width ? length - start - a_length : width;
        u32 first = tile - start;
        u32 count = a_length + b_length - first < TILE ? a_length + b_length - first : TILE;
        const K* a = from.keys + row + start;
        const K* b = a + a_length;
        if (threadIdx.x < 2) {
            borders[threadIdx.x] = merge_path(a, a_length, b, b_length, first + (threadIdx.x == 0 ? 0 : count));
        }
        __syncthreads();
        u32 a_first = borders[0];
        u32 a_count = borders[1] - a_first;
        u32 b_first = first - a_first;
        u32 b_count = count - a_count;
        for (u32 i = threadIdx.x; i < count; i += 256) {
            keys[i] = i < a_count ? a[a_first + i] : b[b_first + i - a_count];
        }
        __syncthreads();
        u32 mine = threadIdx.x * 4 < count ? threadIdx.x * 4 : count;
        u32 i = merge_path(keys, a_count, keys + a_count, b_count, mine);
        u32 j = mine - i;
        for (u32 k = mine; k < mine + 4 && k < count; k++) {
            bool takes_a = i < a_count && (j >= b_count || keys[i] <= keys[a_count + j]);
            K key = takes_a ? keys[i] : keys[a_count + j];
            u32 place = 0;
            if (PLACES) {
                place = from.places[row + start + (takes_a ? a_first + i : a_length + b_first + j)];
            }
            i64 at = row + tile + k;
            if (out) {
                result.set(at, key, place);
            } else {
                into.keys[at] = key;
                if (PLACES) {
                    into.places[at] = place;
                }
            }
            i += takes_a ? 1 : 0;
            j += takes_a ? 0 : 1;
        }
        __syncthreads();
    }
}
