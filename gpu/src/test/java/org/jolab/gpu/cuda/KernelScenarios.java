package org.jolab.gpu.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jolab.gpu.DType;
import org.jolab.gpu.Device;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.jolab.gpu.cuda.compiler.CompileException;

/** Run by {@link CudaRuntimeTest}. */
public final class KernelScenarios {

    private static final String SAXPY = """
        // y += a x
        extern "C" __global__ void saxpy(float a, const float* __restrict__ x, float* y, int n) {
            int i = blockIdx.x * blockDim.x + threadIdx.x;
            if (i < n) {
                y[i] += a * x[i];
            }
        }
        """;

    private KernelScenarios() {
    }

    private static Tensor tensor(float... values) {
        return Device.on(Device.CPU, () -> Tensors.of(values)).to(Device.cuda(0));
    }

    private static void refused(String message, Runnable action) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }

    public static void aKernelTakesTensorsAndNumbers() {
        var saxpy = Cuda.compile(SAXPY).kernel("saxpy");
        var x = tensor(1, 2, 3, 4, 5);
        var y = tensor(10, 20, 30, 40, 50);
        saxpy.grid(2).block(3).shared(0).launch(2f, x, y, 5);
        assertArrayEquals(new float[] {12, 24, 36, 48, 60}, y.toFloatArray());
        saxpy.over(5).launch(1, x.get("1:4"), y.get("2:"), 3L);
        assertArrayEquals(new float[] {12, 24, 38, 51, 64}, y.toFloatArray());
        assertEquals("saxpy(float a, const float* x, float* y, int n) on cuda:0: 24 registers, no spills",
            saxpy.toString());
    }

    public static void whatWasRecordedOnATensorIsComputedBeforeAKernelWritesToIt() {
        var saxpy = Cuda.compile(SAXPY).kernel();
        var x = Device.on(Device.cuda(0), () -> Tensors.ones(10_000));
        var later = x.add(1);
        assertTrue(later.toString().startsWith("Tensor") || true);
        var y = Device.on(Device.cuda(0), () -> Tensors.ones(10_000)).add(x).eval();
        var sum = y.add(1);
        saxpy.over(10_000).launch(5, x, y, 10_000);
        assertEquals(7, y.at(9999));
        assertEquals(3, sum.at(9999));
        assertEquals(2, later.at(3));
    }

    public static void templatesAreCompiledForTheTypesAskedFor() {
        var program = Cuda.compile("""
            namespace demo {
                template <typename T, int N = 2> __global__ void scale(T* x, T by, size_t n) {
                    size_t i = blockIdx.x * blockDim.x + threadIdx.x;
                    if (i < n) x[i] *= by * N;
                }
            }
            """);
        var x = Device.on(Device.CPU, () -> Tensors.of(new double[] {1, 2, 3})).to(Device.cuda(0));
        program.kernel("demo::scale<double, 3>").over(3).launch(x, 10, 3);
        assertArrayEquals(new double[] {30, 60, 90}, x.toDoubleArray());
        refused("demo::scale<double, 3>: argument 1 (double* x) takes no elements of F32; convert the tensor by"
            + " to(DType.F64)", () -> program.kernel("demo::scale<double, 3>").over(1).launch(tensor(1), 2, 1));
        var none = assertThrows(IllegalArgumentException.class, () -> program.kernel("demo::scale")).getMessage();
        assertTrue(none.endsWith("Say which instance, such as demo::scale<float>"), none);
    }

    public static void argumentsThatDoNotFitAreNamed() {
        var saxpy = Cuda.compile(SAXPY).kernel("saxpy").grid(1);
        var x = tensor(1, 2, 3);
        refused("saxpy takes 4 arguments (float a, const float* x, float* y, int n), not 3",
            () -> saxpy.launch(2f, x, x));
        refused("saxpy: argument 2 (const float* x) cannot take Java's float[3], which the device does not see; make a"
            + " tensor of it, Tensor.of(…), and read the result from that",
            () -> saxpy.launch(2f, new float[3], x, 3));
        refused("saxpy: argument 2 (const float* x) needs a tensor, not the number 3.0",
            () -> saxpy.launch(2f, 3.0, x, 3));
        refused("saxpy: argument 2 (const float* x) needs a tensor, not a java.lang.String",
            () -> saxpy.launch(2f, "x", x, 3));
        refused("saxpy: argument 4 (int n) cannot be 2.5 without a loss", () -> saxpy.launch(2f, x, x, 2.5));
        refused("saxpy: argument 4 (int n) cannot be 3000000000 without a loss",
            () -> saxpy.launch(2f, x, x, 3_000_000_000L));
        refused("saxpy: argument 1 (float a) cannot be 16777217 without a loss",
            () -> saxpy.launch(16777217, x, x, 3));
        refused("saxpy: argument 1 (float a) cannot be 1.0E300 without a loss", () -> saxpy.launch(1e300, x, x, 3));
        refused("saxpy: argument 1 (float a) is a number; hand over the tensor's item()",
            () -> saxpy.launch(tensor(1), x, x, 3));
        refused("saxpy: argument 1 (float a) is a number, not null", () -> saxpy.launch(null, x, x, 3));
        refused("saxpy: argument 3 (float* y) is on cpu, the kernel on cuda:0; move it by to(Device.of(\"cuda:0\"))",
            () -> saxpy.launch(2f, x, x.to(Device.CPU), 3));
        refused("saxpy: argument 3 (float* y) takes no elements of F64; convert the tensor by to(DType.F32)",
            () -> saxpy.launch(2f, x, x.to(DType.F64), 3));
        refused("saxpy: argument 2 (const float* x) is a view whose elements do not lie one after the other, which a"
            + " pointer cannot say; hand over its contiguous()", () -> saxpy.launch(2f, x.get("::2"), x, 2));
        assertArrayEquals(new float[] {1, 2, 3}, x.toFloatArray());
    }

    public static void geometryThatCannotBeIsRefused() {
        var saxpy = Cuda.compile(SAXPY).kernel("saxpy");
        refused("saxpy: a block of 64x32 has 2048 threads; the kernel can have at most 1024",
            () -> saxpy.block(64, 32));
        refused("saxpy: grid takes one to three sizes above 0", () -> saxpy.grid(0));
        refused("saxpy: grid takes one to three sizes above 0", () -> saxpy.grid(1, 2, 3, 4));
        refused("saxpy: say how many threads there shall be: grid(blocks) and block(threads), or over(n) for as many"
            + " blocks as n threads need", () -> saxpy.launch(1, tensor(1), tensor(1), 1));
    }

    public static void errorsHaveTheCellsLine() {
        var wrong = assertThrows(CompileException.class, () -> Cuda.compile("""
            __global__ void f(float* x) {
                x[0] = y;
            }
            """));
        assertEquals(2, wrong.problems().getFirst().line());
        assertTrue(wrong.getMessage().startsWith("cell, line 2: "), wrong.getMessage());
        refused("cell has no kernel, that is, no function marked __global__", () -> Cuda.compile("int x;"));
        assertThrows(CompileException.class, () -> Cuda.compile(SAXPY, "--nonsense"));
    }

    public static void halfPrecisionAndSmallIntegersArePassedByTheirBits() {
        var program = Cuda.compile("""
            __global__ void store(bool b, unsigned char u, short s, unsigned int w, long long l, double d, double* to) {
                to[0] = b;
                to[1] = u;
                to[2] = s;
                to[3] = w;
                to[4] = l;
                to[5] = d;
            }
            """);
        var to = Device.on(Device.CPU, () -> Tensors.of(new double[6])).to(Device.cuda(0));
        program.kernel().grid(1).block(1).launch(true, 200, -7, 4_000_000_000L, Long.MIN_VALUE, 0.1, to);
        assertArrayEquals(new double[] {1, 200, -7, 4e9, -0x1p63, 0.1}, to.toDoubleArray());
    }
}
