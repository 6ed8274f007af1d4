// Products of matrices with any strides, where no library does them: tiles of 64 by 64 results in a block, 4 by 4 in a
// thread, by steps of 16 through shared memory.

DEVICE float multiply_add(float a, float b, float c) { return fmaf(a, b, c); }
DEVICE double multiply_add(double a, double b, double c) { return fma(a, b, c); }
DEVICE int multiply_add(int a, int b, int c) { return op::add(op::multiply(a, b), c); }
DEVICE i64 multiply_add(i64 a, i64 b, i64 c) { return op::add(op::multiply(a, b), c); }

// Steps from one matrix, row and column to the next.
struct steps { i64 matrix, row, column; };

// `finish(sum, column)` does what follows a product.
template <class T, class E>
DEVICE void product(i64 matrices, i64 rows, i64 columns, i64 depth, const T* a, steps a_steps, const T* b, steps b_steps,
        T* out, E finish) {
    typedef lane<T> L;
    __shared__ L left[16][68];
    __shared__ L right[16][68];
    i64 down = (rows + 63) / 64;
    i64 across = (columns + 63) / 64;
    // Neighbouring threads read along the side on which elements lie next to each other.
    bool a_by_rows = a_steps.column == 1;
    bool b_by_rows = b_steps.column == 1;
    int x = threadIdx.x % 16 * 4;
    int y = threadIdx.x / 16 * 4;
    for (i64 task = blockIdx.x; task < matrices * down * across; task += gridDim.x) {
        i64 matrix = task / across / down;
        i64 row = task / across % down * 64;
        i64 column = task % across * 64;
        L sums[4][4] = {};
        for (i64 step = 0; step < depth; step += 16) {
            #pragma unroll
            for (int i = threadIdx.x; i < 1024; i += 256) {
                int r = a_by_rows ? i / 16 : i % 64;
                int k = a_by_rows ? i % 16 : i / 64;
                left[k][r] = row + r < rows && step + k < depth
                    ? get(a[matrix * a_steps.matrix + (row + r) * a_steps.row + (step + k) * a_steps.column]) : (L) 0;
                int c = b_by_rows ? i % 64 : i / 16;
                k = b_by_rows ? i / 64 : i % 16;
                right[k][c] = column + c < columns && step + k < depth
                    ? get(b[matrix * b_steps.matrix + (step + k) * b_steps.row + (column + c) * b_steps.column]) : (L) 0;
            }
            __syncthreads();
            #pragma unroll
            for (int k = 0; k < 16; k++) {
                L p[4], q[4];
                #pragma unroll
                for (int i = 0; i < 4; i++) {
                    p[i] = left[k][y + i];
                    q[i] = right[k][x + i];
                }
                #pragma unroll
                for (int i = 0; i < 4; i++) {
                    #pragma unroll
                    for (int j = 0; j < 4; j++) {
                        sums[i][j] = multiply_add(p[i], q[j], sums[i][j]);
                    }
                }
            }
            __syncthreads();
        }
        #pragma unroll
        for (int i = 0; i < 4; i++) {
            #pragma unroll
            for (int j = 0; j < 4; j++) {
                if (row + y + i < rows && column + x + j < columns) {
                    out[(matrix * rows + row + y + i) * columns + column + x + j]
                        = put<T>(finish(sums[i][j], column + x + j));
                }
            }
        }
    }
}
