/**
 * CUDA C++ source for all that tensors can be asked, and the arguments that the kernels are launched with.
 *
 * <h2>What is generated</h2>
 * A kernel's text is the {@linkplain org.jolab.gpu.cuda.code.Prelude prelude} (types of elements, functions, and
 * reductions, scans, sorting, products as templates; the {@code .cuh} files beside this package) and one short
 * function that is printed. It needs no header, so that NVRTC can compile it without a toolkit. For {@code
 * x.mul(2).add(y).relu()} of large F32 tensors without gaps that is
 * <pre>{@code
 * extern "C" __global__ void __launch_bounds__(256) map_…(u32 n, float* __restrict__ a0,
 *         const float* __restrict__ a1, const float* __restrict__ a2, float e0) {
 *     auto chain = [=](u32 i, float x1, float x2) {
 *         float v0 = op::multiply(x1, e0);
 *         float v1 = op::add(v0, x2);
 *         float v2 = op::relu(v1);
 *         return v2;
 *     };
 *     u32 first = (u32) blockIdx.x * 256 + threadIdx.x;
 *     u32 stride = (u32) gridDim.x * 256;
 *     for (u32 i = first; i < n / 4; i += stride) {
 *         auto p1 = load<4>(a1 + (i * 4));
 *         auto p2 = load<4>(a2 + (i * 4));
 *         pack<4, float> result;
 *         #pragma unroll
 *         for (int k = 0; k < 4; k++) {
 *             result.at[k] = put<float>(chain(i * 4 + k, get(p1.at[k]), get(p2.at[k])));
 *         }
 *         store(a0 + (i * 4), result);
 *     }
 *     for (u32 i = n / 4 * 4 + first; i < n; i += stride) {
 *         a0[i] = put<float>(chain(i, get(a1[i]), get(a2[i])));
 *     }
 * }
 * }</pre>
 *
 * <h2>Which kernels there are</h2>
 * Before anything is printed, all operands are brought to the fewest dimensions that they share. A kernel depends on
 * the operations, on the types, and for each operand on one of five forms in those dimensions ({@code Operands.Form});
 * on how many elements 16 bytes hold where all operands can be moved like that; and on whether 32 bits suffice for
 * indices. It does not depend on sizes, strides or numbers: these are parameters. Such a {@link
 * org.jolab.gpu.cuda.code.Signature} is known in well under a microsecond, without any text.
 *
 * <h2>What is the same as on the processor</h2>
 * Everything that is exact or rounded once: arithmetic, comparisons, conversions, rounding to F16 and BF16 after each
 * operation (nothing is fused into multiply-adds but in matrix products), integers that wrap or are divided by 0, NaN
 * and -0 in extremes, order, and random numbers, to the last bit. Functions such as {@code exp} are CUDA's own, within
 * the few units in the last place of F32 or F64 that NVIDIA documents: 1 to 5 for most. Sums and means of floats are
 * kept in F64 and have one order for one size and device, so they are repeatable, and equal to the processor's but for
 * that order; so are running sums. Only {@code scatterAdd} of floats along one long line adds in an order of its own
 * each time.
 */
package org.jolab.gpu.cuda.code;
