// Writing to places that may coincide.

// An addition that others may be doing at the same time. Sums of floats depend on the order in which they come.
DEVICE void add_at(double* to, double x) { atomicAdd(to, x); }
DEVICE void add_at(float* to, float x) { atomicAdd(to, x); }
DEVICE void add_at(i64* to, i64 x) { atomicAdd((u64*) to, (u64) x); }
DEVICE void add_at(int* to, int x) { atomicAdd(to, x); }

// Narrow types have no addition of their own: the aligned word around the element is exchanged until nobody was faster.
template <class T> DEVICE void add_at(T* to, lane<T> x) {
    u64 address = (u64) to;
    u32* word = (u32*) (address & ~3ull);
    u32 shift = (u32) (address & 3) * 8;
    u32 mask = sizeof(T) == 1 ? 0xffu : 0xffffu;
    u32 seen = *word;
    u32 expected;
    do {
        expected = seen;
        T element;
        u32 bits = expected >> shift & mask;
        memcpy(&element, &bits, sizeof(T));
        element = put<T>(op::add(get(element), x));
        bits = 0;
        memcpy(&bits, &element, sizeof(T));
        seen = atomicCAS(word, expected, (expected & ~(mask << shift)) | bits << shift);
    } while (seen != expected);
}
