package org.jolab.gpu.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeclarationsTest {

    private static List<String> of(String source) {
        return Declarations.of(source).stream().map(Declaration::toString).toList();
    }

    @Test
    void kernelsAreFoundWithTheirParameters() {
        assertEquals(List.of("saxpy(float a, const float* x, float* y, int n)"), of("""
            extern "C" __global__ void saxpy(float a, const float *__restrict__ x, float* y, int n) { }
            """));
        assertEquals(List.of("f()", "g(unsigned long long n, bool b)"),
            of("__global__ void f(void) {} __global__ void g(const unsigned long long n, bool b);"));
        assertEquals(List.of("h(float* x, const int* i, float** p, const char* s)"),
            of("void __global__ h(float x[], int const * i, float** p, const char s[4]) { }"));
        assertEquals(List.of("k(float*, int, unsigned int, float4 v)"),
            of("__global__ void k(float*, int, unsigned int, float4 v = {1, 2, 3, 4});"));
    }

    @Test
    void attributesDoNotHideTheName() {
        assertEquals(List.of("f(int n)", "g(float* x)"), of("""
            static __global__ __launch_bounds__(256, 2) void f(int n) { if (n) { return; } }
            __global__ void __launch_bounds__(MAX(1, 2)) __cluster_dims__(2, 1, 1) g(float* x) { }
            """));
    }

    @Test
    void commentsTextAndMacrosAreNoKernels() {
        assertEquals(List.of("real(int n)"), of("""
            // __global__ void a(int n);
            /* __global__ void b(int n);
               __global__ void c(int n); */
            #define KERNEL(name) __global__ void name(int n) \\
                { f(n); } __global__ void d(int n)
            const char* text = "__global__ void e(int n) \\" {";
            char quote = '"';
            __global__ void real(/* how many */ int n /* , int m */) { }
            """));
    }

    @Test
    void namespacesAndTemplatesBelongToTheName() {
        var found = Declarations.of("""
            namespace a { namespace b::c {
                template <typename T, int N = 4, class U = pair<int, int>> __global__ void f(T* x, const U* y, T by) { }
            } __global__ void g(int n) { } }
            extern "C" { __global__ void h(int n) { } }
            struct s { int x; };
            __global__ void i(struct s value, std::size_t n) { }
            """);
        assertEquals("[template <T, N, U> a::b::c::f(T* x, const U* y, T by), a::g(int n), h(int n),"
            + " i(s value, std::size_t n)]", found.toString());
        assertEquals("[float* x, const long long* y, float by]",
            found.getFirst().instance(List.of("float", "3", "long long")).toString());
        assertEquals("unsigned long long", found.getLast().parameters().getLast().canonical());
    }

    @Test
    void brokenSourceIsLeftToTheCompiler() {
        assertEquals(List.of(), of("__global__"));
        assertEquals(List.of(), of("__global__ void"));
        assertEquals(List.of(), of("__global__ int x;"));
        of("__global__ void f(int");
        of("}}}} template < __global__ void f(");
        of("__global__ void f(int a,,) { \" ");
    }
}
