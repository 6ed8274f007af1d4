package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class Nd4jTest {

    private static final Map<DataType, DType> TYPES = Map.of(DataType.DOUBLE, DType.F64, DataType.FLOAT, DType.F32,
        DataType.FLOAT16, DType.F16, DataType.BFLOAT16, DType.BF16, DataType.INT64, DType.I64,
        DataType.INT32, DType.I32, DataType.INT16, DType.I16, DataType.INT8, DType.I8, DataType.UINT8, DType.U8,
        DataType.BOOL, DType.BOOL);

    @Test
    void everyTypeGoesBothWaysAndSharesItsElements() {
        TYPES.forEach((type, dtype) -> {
            var array = Nd4j.arange(6).reshape(2, 3).castTo(type);
            var x = Tensor.of(array);
            assertEquals(dtype, x.dtype());
            assertArrayEquals(array.castTo(DataType.DOUBLE).ravel().toDoubleVector(), x.flatten().toDoubleArray(),
                type.toString());
            array.putScalar(1, 1, 0);
            assertEquals(0, x.at(1, 1), type.toString());
            x.get(0, 2).set(1);
            assertEquals(1, array.getDouble(0, 2), type.toString());
            INDArray back = x.toINDArray();
            assertEquals(array.castTo(DataType.DOUBLE), back.castTo(DataType.DOUBLE), type.toString());
            assertEquals(type, back.dataType());
            back.putScalar(0, 1, 0);
            assertEquals(0, array.getDouble(0, 1), type.toString());
        });
    }

    @Test
    void viewsAndOrdersAreSharedToo() {
        var array = Nd4j.arange(60).reshape(3, 4, 5).castTo(DataType.FLOAT);
        for (var view : List.of(array.permute(2, 0, 1), array.get(NDArrayIndex.point(1)),
            array.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all(), NDArrayIndex.interval(0, 2, 5)), array.dup('f'),
            array.slice(2).transpose(), Nd4j.scalar(3f), array.tensorAlongDimension(1, 2))) {
            var x = Tensor.of(view);
            assertArrayEquals(view.dup('c').data().asFloat(), x.toFloatArray(), view.shapeInfoToString());
            x.set(x.add(100));
            assertArrayEquals(view.dup('c').data().asFloat(), x.toFloatArray(), view.shapeInfoToString());
        }
        var x = Tensors.arange(60).to(DType.F64).reshape(3, 4, 5);
        for (var view : List.of(x, x.permute(2, 0, 1), x.get(1), x.get("1:, :, ::2"), x.get(2).t(), x.get(1, 1, 1))) {
            INDArray shared = view.toINDArray();
            assertArrayEquals(view.toDoubleArray(), shared.dup('c').data().asDouble());
            shared.addi(1000);
            assertArrayEquals(view.toDoubleArray(), shared.dup('c').data().asDouble());
        }
        for (var view : List.of(x.flip(1), Tensors.ones(3).broadcastTo(2, 3), Tensors.zeros(0, 2))) {
            INDArray copied = view.toINDArray();
            assertArrayEquals(view.toDoubleArray(),
                copied.isEmpty() ? new double[0] : copied.dup('c').data().asDouble());
        }
        assertThrows(DTypeException.class, () -> Tensor.of(Nd4j.create("text")));
        assertEquals(70_000, Tensor.of(Nd4j.scalar(DataType.UINT32, 70_000)).itemLong());
    }

    @Test
    void whatAWorkspaceTakesBackIsCopied() {
        var configuration = WorkspaceConfiguration.builder().initialSize(1 << 20).build();
        Tensor x;
        try (var workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "exchange")) {
            var array = Nd4j.valueArrayOf(new long[] {100}, 3.0, DataType.DOUBLE);
            assertTrue(array.isAttached());
            x = Tensor.of(array);
        }
        try (var workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "exchange")) {
            Nd4j.valueArrayOf(new long[] {100}, 9.0, DataType.DOUBLE);
        }
        assertEquals(300, x.sum().item());
    }

    /** Each side drops its own end, in every order, while memory is taken and given back. */
    @Test
    void neitherSideFreesWhatTheOtherUses() {
        List<Tensor> tensors = new ArrayList<>();
        List<INDArray> arrays = new ArrayList<>();
        var size = 50_000;
        for (var i = 0; i < 300; i++) {
            tensors.add(Tensor.of(Nd4j.valueArrayOf(new long[] {size}, i, DataType.FLOAT)));
            var mine = Tensors.full(i, DType.F32, size);
            INDArray view = ((INDArray) mine.<INDArray>toINDArray().reshape(2, size / 2)).slice(1);
            arrays.add(view);
            if (i % 3 == 0) {
                mine.close();
            }
            if (i % 25 == 0) {
                System.gc();
            }
            // Writes over whatever was freed too early.
            Tensors.full(-1, DType.F32, size).eval();
            Nd4j.valueArrayOf(new long[] {size}, -1, DataType.FLOAT);
        }
        System.gc();
        for (var i = 0; i < 300; i++) {
            assertEquals(i, tensors.get(i).min().item());
            assertEquals(i, tensors.get(i).max().item());
            assertEquals(i, arrays.get(i).minNumber().doubleValue());
            assertEquals(i, arrays.get(i).maxNumber().doubleValue());
        }
    }

    @Test
    void memoryLentToNd4jComesBack() throws InterruptedException {
        var memory = org.jolab.gpu.cpu.HostMemory.INSTANCE;
        var before = memory.used();
        INDArray array = Tensors.ones(DType.F64, 1 << 21).toINDArray();
        assertEquals(1 << 21, array.sumNumber().doubleValue());
        assertTrue(memory.used() >= before + (16 << 20));
        array = null;
        for (var i = 0; i < 100 && memory.used() > before; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertTrue(memory.used() <= before);
    }

    /** The rest ND4J lacks, or gives other answers than NumPy: of NaN, of infinities, near zero. */
    @Test
    void whatNd4jComputesItself() {
        var nd4j = Device.nd4j();
        var bridge = org.jolab.gpu.Nd4j.bridge(getClass().getClassLoader());
        var x = Tensors.full(0.5, 10).to(nd4j).realize();
        var y = Tensors.full(0, 10).to(DType.F32).to(nd4j).realize();
        var truth = Tensors.zeros(DType.BOOL, 10).to(nd4j).realize();
        var unary = Stream.of(UnaryOp.values())
            .filter(op -> bridge.unary(op, x, op.result(DType.F32) == DType.BOOL ? truth : y)).toList();
        assertEquals("[negative, abs, square, floor, ceil, round, reciprocal, sqrt, rsqrt, exp, log, sin, cos, tan,"
            + " asin, acos, atan, sinh, cosh, acosh, atanh, sigmoid, erf, isnan, isinf, isfinite]", unary.toString());
        var binary = Stream.of(BinaryOp.values()).filter(op -> !op.name().startsWith("BITWISE"))
            .filter(op -> bridge.binary(op, x, x, op.isTest() ? truth : y)).toList();
        assertEquals("[add, sub, mul, div, pow, atan2, equal, not_equal, less, less_equal, greater, greater_equal]",
            binary.toString());
        assertEquals("nd4j", Tensors.ones(3).to(nd4j).exp().device().name());
        assertEquals("ND4J 1.0.0-M2.1, CpuBackend, for comparison", nd4j.reason());
        assertEquals(nd4j, Device.of("nd4j"));
    }

    /** As in a notebook: tensors in one class loader, ND4J in another, which sees the tensors. */
    @Test
    void nd4jMayBeWhereTensorsCannotSeeIt() throws Exception {
        var path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).toList();
        var isOurs = (java.util.function.Predicate<String>) each -> !each.endsWith(".jar")
            || new File(each).getName().startsWith("jolab-");
        var application = new URLClassLoader(urls(path.stream().filter(isOurs).toList()),
            ClassLoader.getPlatformClassLoader());
        var session = new URLClassLoader(urls(path.stream().filter(isOurs.negate()).toList()),
            ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                return name.startsWith("org.jolab.") ? application.loadClass(name) : super.findClass(name);
            }
        };
        assertThrows(ClassNotFoundException.class, () -> application.loadClass("org.nd4j.linalg.factory.Nd4j"));
        var thread = Thread.currentThread();
        var own = thread.getContextClassLoader();
        thread.setContextClassLoader(session);
        try {
            var array = method(session, "org.nd4j.linalg.factory.Nd4j", "ones", int[].class)
                .invoke(null, (Object) new int[] {2, 3});
            var tensors = session.loadClass("org.jolab.gpu.Tensors");
            assertNotSame(Tensors.class, tensors);
            var x = tensors.getMethod("of", Object.class).invoke(null, array);
            assertEquals("Tensor [2,3] F32 on cpu", x.toString().lines().findFirst().orElseThrow());
            var back = x.getClass().getMethod("toINDArray").invoke(x);
            assertEquals(array, back);
            var device = method(session, "org.jolab.gpu.Device", "nd4j").invoke(null);
            var there = x.getClass().getMethod("to", device.getClass()).invoke(x, device);
            assertTrue(there.getClass().getMethod("exp").invoke(there).toString().contains("2.71828"));
        } finally {
            thread.setContextClassLoader(own);
        }
    }

    private static URL[] urls(List<String> paths) {
        return paths.stream().map(each -> {
            try {
                return new File(each).toURI().toURL();
            } catch (java.net.MalformedURLException e) {
                throw new AssertionError(e);
            }
        }).toArray(URL[]::new);
    }

    private static Method method(ClassLoader loader, String type, String name, Class<?>... arguments) throws Exception {
        return loader.loadClass(type).getMethod(name, arguments);
    }
}
