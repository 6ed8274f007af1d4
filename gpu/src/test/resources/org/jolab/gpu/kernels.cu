
extern "C" __global__ void __launch_bounds__(256) map(u32 n, float* __restrict__ a0, const float* __restrict__ a1, const float* __restrict__ a2, float e0, float e1) {
    auto chain = [=](u32 i, float x1, float x2) {
        float v0 = op::multiply(x1, e0);
        float v1 = op::add(v0, x2);
        float v2 = op::relu(v1);
        float v3 = op::subtract(v2, x1);
        float v4 = op::multiply(v3, e1);
        return v4;
    };
    u32 first = (u32) blockIdx.x * 256 + threadIdx.x;
    u32 stride = (u32) gridDim.x * 256;
    for (u32 i = first; i < n / 4; i += stride) {
        auto p1 = load<4>(a1 + (i * 4));
        auto p2 = load<4>(a2 + (i * 4));
        pack<4, float> result;
        #pragma unroll
        for (int k = 0; k < 4; k++) {
            result.at[k] = put<float>(chain(i * 4 + k, get(p1.at[k]), get(p2.at[k])));
        }
        store(a0 + (i * 4), result);
    }
    for (u32 i = n / 4 * 4 + first; i < n; i += stride) {
        a0[i] = put<float>(chain(i, get(a1[i]), get(a2[i])));
    }
}

extern "C" __global__ void __launch_bounds__(256) map(u32 n, u32 s1, divisor d1, float* __restrict__ a0, const float* __restrict__ a1, const float* __restrict__ a2, int a2_0) {
    auto chain = [=](u32 i, float x1, float x2) {
        float v0 = op::add(x1, x2);
        float v1 = op::tanh(v0);
        return v1;
    };
    u32 first = (u32) blockIdx.x * 256 + threadIdx.x;
    u32 stride = (u32) gridDim.x * 256;
    for (u32 i = first; i < n / 4; i += stride) {
        u32 q1 = over(i, d1);
        int c1 = (int) (i - q1 * s1);
        int c0 = (int) q1;
        auto p1 = load<4>(a1 + (i * 4));
        auto p2 = load<4>(a2 + (c0 * a2_0 + c1 * 4));
        pack<4, float> result;
        #pragma unroll
        for (int k = 0; k < 4; k++) {
            result.at[k] = put<float>(chain(i * 4 + k, get(p1.at[k]), get(p2.at[k])));
        }
        store(a0 + (i * 4), result);
    }
}

extern "C" __global__ void __launch_bounds__(256) map(u32 n, u32 s1, divisor d1, bf16* __restrict__ a0, const float* __restrict__ a1, int a1_0, int a1_1) {
    auto chain = [=](u32 i, float x1) {
        float v0 = rounded<bf16>(to_float(x1));
        return v0;
    };
    u32 first = (u32) blockIdx.x * 256 + threadIdx.x;
    u32 stride = (u32) gridDim.x * 256;
    for (u32 i = first; i < n; i += stride) {
        u32 q1 = over(i, d1);
        int c1 = (int) (i - q1 * s1);
        int c0 = (int) q1;
        float x1 = get(a1[c0 * a1_0 + c1 * a1_1]);
        a0[i] = put<bf16>(chain(i, x1));
    }
}

extern "C" __global__ void __launch_bounds__(256) reduce_rows(i64 rows, u32 length, float* __restrict__ out, void* __restrict__ partial, i64 count, int segments, u32 s1, divisor d1, const float* __restrict__ a0, const float* __restrict__ a1, int a1_0) {
    auto chain = [=](u32 i, float x0, float x1) {
        float v0 = op::subtract(x0, x1);
        float v1 = op::square(v0);
        return v1;
    };
    auto each = [=](u32 i) {
        u32 q1 = over(i, d1);
        int c1 = (int) (i - q1 * s1);
        int c0 = (int) q1;
        auto p0 = load<4>(a0 + (i * 4));
        auto p1 = load<4>(a1 + (c0 * a1_0 + c1 * 4));
        pack<4, float> result;
        #pragma unroll
        for (int k = 0; k < 4; k++) {
            result.at[k] = chain(i * 4 + k, get(p0.at[k]), get(p1.at[k]));
        }
        return result;
    };
    typedef sum_fold<float> F;
    totals<F, float> into = {out, (F::total*) partial, count, segments};
    reduce_rows<32, F, u32>(rows, length, into, each);
}
