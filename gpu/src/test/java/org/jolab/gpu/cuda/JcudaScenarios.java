package org.jolab.gpu.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import jcuda.CudaException;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.JCudaDriver;
import org.jolab.gpu.DType;
import org.jolab.gpu.Device;
import org.jolab.gpu.Tensors;

/** Run by {@link CudaRuntimeTest}: JCuda itself, on the stand-in of the driver. */
public final class JcudaScenarios {

    private static final Device GPU = Device.cuda(0);

    private JcudaScenarios() {
    }

    public static void whatJcudaWritesIsInTheTensor() {
        var x = Device.on(Device.CPU, () -> Tensors.of(new float[] {1, 2, 3, 4})).to(GPU);
        var values = new float[] {20, 30};
        JCudaDriver.cuMemcpyHtoD(JcudaExchange.pointer(x.get("1:3")), Pointer.to(values), 8);
        assertArrayEquals(new float[] {1, 20, 30, 4}, x.toFloatArray());
        JCudaDriver.cuMemsetD8Async(JcudaExchange.pointer(x), (byte) 0, 8, JcudaExchange.stream(GPU));
        assertArrayEquals(new float[] {0, 0, 30, 4}, x.toFloatArray());
    }

    public static void jcudasMemoryBecomesATensor() {
        JcudaExchange.attach(GPU);
        var memory = new CUdeviceptr();
        JCudaDriver.cuMemAlloc(memory, 24);
        JCudaDriver.cuMemcpyHtoD(memory, Pointer.to(new float[] {1, 2, 3, 4, 5, 6}), 24);
        var x = JcudaExchange.tensor(memory, DType.F32, GPU, 2, 3);
        assertEquals(6, x.at(1, 2));
        assertArrayEquals(new float[] {3, 4}, JcudaExchange.tensor(memory.withByteOffset(8), DType.F32, GPU, 2)
            .toFloatArray());
        var kernel = Cuda.compile("__global__ void one(float* x) { x[threadIdx.x] = 1; }").kernel();
        kernel.grid(1).block(2).launch(memory.withByteOffset(4));
        assertArrayEquals(new float[] {1, 1, 1, 4, 5, 6}, x.toFloatArray());
        var large = assertThrows(IllegalArgumentException.class,
            () -> JcudaExchange.tensor(memory.withByteOffset(8), DType.F32, GPU, 5)).getMessage();
        assertTrue(large.endsWith("on there are 16 bytes; the tensor needs 20"), large);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> JcudaExchange.tensor(new CUdeviceptr(),
            DType.F32, GPU, 1)).getMessage().endsWith("there is no memory of cuda:0"));
        x.close();
        JCudaDriver.cuMemFree(memory);
    }

    public static void jcudaThrowsAndItsContextIsTheSame() {
        JcudaExchange.attach(GPU);
        assertThrows(CudaException.class, () -> JCudaDriver.cuMemAlloc(new CUdeviceptr(), 1L << 40));
        var context = new jcuda.driver.CUcontext();
        JCudaDriver.cuCtxGetCurrent(context);
        assertTrue(context.toString().contains(Long.toHexString(CudaDevice.of(GPU).context().handle())),
            context.toString());
    }

    public static void viewsThatAPointerCannotDescribeAreRefused() {
        var x = Device.on(Device.CPU, () -> Tensors.of(new float[] {1, 2, 3, 4})).to(GPU);
        assertThrows(IllegalArgumentException.class, () -> JcudaExchange.pointer(x.get("::2")));
        assertThrows(IllegalArgumentException.class, () -> JcudaExchange.pointer(x.to(Device.CPU)));
    }

    public static void nothingOfJcudaIsLeftInTheTemporaryFolder() {
        JcudaExchange.attach(GPU);
        assertTrue(Files.notExists(Path.of(System.getProperty("java.io.tmpdir"),
            "libJCudaDriver-12.6.0-linux-x86_64.so")));
    }
}
