// A stand-in for cuBLASLt (libcublasLt.so.12): multiplies matrices in this process's memory, by the library's rules:
// matrices are stored column by column, the bias runs along the rows, epilogues are bit masks.
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { OK = 0, INVALID_VALUE = 7, NOT_SUPPORTED = 15 };
enum { R_32F = 0, R_64F = 1, R_16F = 2, R_16BF = 14 };

struct description { int compute, scale, transpose[2], epilogue; void* bias; };
struct layout { int type; uint64_t rows, columns; int64_t pitch; int batch; int64_t stride; };
struct preference { uint64_t workspace; uint32_t alignment[4]; };

static long multiplications, heuristics, last_compute, last_epilogue;
long standin_multiplications(void) { return multiplications; }
long standin_heuristics(void) { return heuristics; }
long standin_compute(void) { return last_compute; }
long standin_epilogue(void) { return last_epilogue; }

int cublasLtCreate(void** handle) {
    *handle = &multiplications;
    return getenv("STANDIN_BLAS") ? atoi(getenv("STANDIN_BLAS")) : OK;
}
int cublasLtMatmulDescCreate(struct description** d, int compute, int scale) {
    *d = calloc(1, sizeof **d);
    (*d)->compute = compute;
    (*d)->scale = scale;
    (*d)->epilogue = 1;
    return OK;
}
int cublasLtMatmulDescSetAttribute(struct description* d, int attribute, const void* value, size_t size) {
    switch (attribute) {
        case 3: case 4: d->transpose[attribute - 3] = *(int32_t*) value; return size == 4 ? OK : INVALID_VALUE;
        case 7: d->epilogue = *(uint32_t*) value; return size == 4 ? OK : INVALID_VALUE;
        case 8: d->bias = *(void**) value; return size == 8 ? OK : INVALID_VALUE;
        default: return INVALID_VALUE;
    }
}
int cublasLtMatrixLayoutCreate(struct layout** l, int type, uint64_t rows, uint64_t columns, int64_t pitch) {
    *l = calloc(1, sizeof **l);
    **l = (struct layout) {type, rows, columns, pitch, 1, 0};
    return pitch >= (int64_t) rows ? OK : INVALID_VALUE;
}
int cublasLtMatrixLayoutSetAttribute(struct layout* l, int attribute, const void* value, size_t size) {
    switch (attribute) {
        case 5: l->batch = *(int32_t*) value; return size == 4 ? OK : INVALID_VALUE;
        case 6: l->stride = *(int64_t*) value; return size == 8 ? OK : INVALID_VALUE;
        default: return INVALID_VALUE;
    }
}
int cublasLtMatmulPreferenceCreate(struct preference** p) {
    *p = calloc(1, sizeof **p);
    for (int i = 0; i < 4; i++) (*p)->alignment[i] = 256;
    return OK;
}
int cublasLtMatmulPreferenceSetAttribute(struct preference* p, int attribute, const void* value, size_t size) {
    if (attribute == 1 && size == 8) p->workspace = *(uint64_t*) value;
    else if (attribute >= 5 && attribute <= 8 && size == 4) p->alignment[attribute - 5] = *(uint32_t*) value;
    else return INVALID_VALUE;
    return OK;
}
int cublasLtMatmulPreferenceDestroy(struct preference* p) { free(p); return OK; }

// What the choice depends on is kept in the algorithm, and checked when it is used.
struct algorithm { uint32_t magic, alignment[4]; uint64_t workspace; };

int cublasLtMatmulAlgoGetHeuristic(void* handle, struct description* d, struct layout* a, struct layout* b,
        struct layout* c, struct layout* t, struct preference* p, int wanted, char* results, int* count) {
    heuristics++;
    struct algorithm chosen = {0xa190, {0}, 1 << 16};
    memcpy(chosen.alignment, p->alignment, sizeof chosen.alignment);
    memset(results, 0, 96);
    memcpy(results, &chosen, sizeof chosen);
    memcpy(results + 64, &chosen.workspace, 8);
    *count = t->rows == 13 ? 0 : 1;
    return OK;
}

static double half(uint16_t bits) {
    int exponent = bits >> 10 & 31, fraction = bits & 1023;
    double size = exponent == 0 ? ldexp(fraction, -24) : exponent == 31 ? (fraction ? NAN : INFINITY)
        : ldexp(fraction + 1024, exponent - 25);
    return bits & 0x8000 ? -size : size;
}
static uint16_t to_half(double x) {
    uint16_t sign = signbit(x) ? 0x8000 : 0;
    double size = fabs(x);
    if (x != x) return 0x7e00;
    if (size >= 65520) return sign | 0x7c00;
    if (size < ldexp(1, -14)) return sign | (uint16_t) rint(ldexp(size, 24));
    int exponent;
    double fraction = frexp(size, &exponent);
    return sign | (uint16_t) ((exponent + 13) * 1024 + (int) rint(ldexp(fraction, 11)));
}
static double get(const void* from, int type, int64_t at) {
    uint32_t bits;
    float x;
    switch (type) {
        case R_32F: return ((float*) from)[at];
        case R_64F: return ((double*) from)[at];
        case R_16F: return half(((uint16_t*) from)[at]);
        default:
            bits = (uint32_t) ((uint16_t*) from)[at] << 16;
            memcpy(&x, &bits, 4);
            return x;
    }
}
static void put(void* to, int type, int64_t at, double value) {
    uint32_t bits;
    float x = (float) value;
    switch (type) {
        case R_32F: ((float*) to)[at] = x; return;
        case R_64F: ((double*) to)[at] = value; return;
        case R_16F: ((uint16_t*) to)[at] = to_half(value); return;
        default:
            memcpy(&bits, &x, 4);
            ((uint16_t*) to)[at] = x != x ? 0x7fc0 : (uint16_t) ((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
    }
}

int cublasLtMatmul(void* handle, struct description* d, const void* alpha, const char* A, struct layout* a,
        const char* B, struct layout* b, const void* beta, const char* C, struct layout* c, char* D, struct layout* t,
        struct algorithm* algorithm, char* workspace, size_t workspaceSize, void* stream) {
    double scale = d->scale == R_64F ? *(double*) alpha : *(float*) alpha;
    uint64_t depth = d->transpose[0] ? a->rows : a->columns;
    const void* pointers[] = {A, B, C, D};
    if (algorithm->magic != 0xa190 || workspaceSize < algorithm->workspace || !workspace) return INVALID_VALUE;
    for (int i = 0; i < 4; i++) {
        if ((uintptr_t) pointers[i] % algorithm->alignment[i]) return INVALID_VALUE;
    }
    if ((d->transpose[0] ? a->columns : a->rows) != t->rows || (d->transpose[1] ? b->rows : b->columns) != t->columns
        || (d->transpose[1] ? b->columns : b->rows) != depth || scale != 1 || *(float*) beta != 0) {
        return INVALID_VALUE;
    }
    memset(workspace, 0x5d, workspaceSize);
    multiplications++;
    last_compute = d->compute;
    last_epilogue = d->epilogue;
    for (int n = 0; n < t->batch; n++) {
        for (uint64_t j = 0; j < t->columns; j++) {
            for (uint64_t i = 0; i < t->rows; i++) {
                double sum = 0;
                for (uint64_t k = 0; k < depth; k++) {
                    int64_t x = n * a->stride + (d->transpose[0] ? k + i * a->pitch : i + k * a->pitch);
                    int64_t y = n * b->stride + (d->transpose[1] ? j + k * b->pitch : k + j * b->pitch);
                    sum += get(A, a->type, x) * get(B, b->type, y);
                }
                if (d->epilogue & 4) sum += get(d->bias, t->type, i);
                // STANDIN_RELU=max loses NaN, as a comparison does.
                if (d->epilogue & 2) sum = sum > 0 ? sum : sum != sum && !getenv("STANDIN_RELU") ? sum : 0;
                put(D, t->type, n * t->stride + i + j * t->pitch, sum);
            }
        }
    }
    return OK;
}
