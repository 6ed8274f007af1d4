package org.jolab.gpu;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExchangeTest {

    @Test
    void nativeMemoryIsSharedBothWays() {
        var memory = Arena.ofAuto().allocate(24, 8);
        memory.setAtIndex(JAVA_FLOAT, 4, 5);
        var x = Tensors.of(memory, DType.F32, 2, 3);
        assertEquals(5, x.at(1, 1));
        x.get(0, 2).set(7);
        assertEquals(7, memory.getAtIndex(JAVA_FLOAT, 2));
        memory.setAtIndex(JAVA_FLOAT, 0, 9);
        assertEquals(9, x.at(0, 0));
        assertEquals(memory.address(), x.segment().address());
        assertArrayEquals(new int[] {6}, Tensors.of(memory, DType.F32).shape());
    }

    @Test
    void whatIsRecordedOnSharedMemorySeesItAsItWas() {
        var memory = Arena.ofAuto().allocate(4 * 10_000, 8);
        var y = Tensors.of(memory, DType.F32, 10_000).add(1);
        memory.fill((byte) 1);
        assertEquals(1, y.max().item());
        var x = Tensors.zeros(10_000);
        var before = x.add(1);
        var buffer = x.asFloatBuffer();
        var after = x.add(2);
        buffer.put(0, 100);
        assertEquals(1, before.at(0));
        assertEquals(2, after.at(0));
        assertEquals(103, x.add(3).at(0));
    }

    @Test
    void memoryThatDoesNotFitIsRefused() {
        var memory = Arena.ofAuto().allocate(24, 8);
        assertEquals("of: [2,2] of F32 are 16 bytes, the memory has 24",
            assertThrows(ShapeException.class, () -> Tensors.of(memory, DType.F32, 2, 2)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> Tensors.of(memory.asSlice(2, 4), DType.F32, 1));
        try (var confined = Arena.ofConfined()) {
            var own = confined.allocate(8);
            assertTrue(assertThrows(IllegalArgumentException.class, () -> Tensors.of(own, DType.F64, 1)).getMessage()
                .contains("confined arena"));
        }
        assertThrows(DTypeException.class, () -> Tensors.of((Object) memory));
        var shared = Arena.ofShared();
        var x = Tensors.of(shared.allocate(8, 8), DType.F64, 1);
        shared.close();
        assertThrows(IllegalStateException.class, x::item);
        var readOnly = Tensors.of(memory.asReadOnly(), DType.F32, 6);
        assertEquals("the tensor's memory can only be read: write to a copy()",
            assertThrows(IllegalStateException.class, () -> readOnly.set(1)).getMessage());
        assertEquals(1, readOnly.copy().set(1).at(0));
    }

    @Test
    void aSegmentStaysValidWhenItsTensorIsClosedOrForgotten() throws InterruptedException {
        for (var size : new int[] {10, 100_000}) {
            List<MemorySegment> held = new ArrayList<>();
            for (var i = 0; i < 50; i++) {
                var x = Tensors.full(i, DType.F32, size);
                held.add(x.segment());
                if (i % 2 == 0) {
                    x.close();
                    assertThrows(IllegalStateException.class, x::segment);
                }
                if (i % 10 == 0) {
                    System.gc();
                    Thread.sleep(5);
                }
                // Takes the blocks that were given back too early, if any were.
                Tensors.full(-1, DType.F32, size).eval();
            }
            for (var i = 0; i < 50; i++) {
                assertEquals(i, held.get(i).getAtIndex(JAVA_FLOAT, size - 1));
            }
        }
    }

    @Test
    void lentMemoryReturnsToThePoolWhenNobodyHasItAnyMore() throws InterruptedException {
        var memory = org.jolab.gpu.cpu.HostMemory.INSTANCE;
        var before = memory.used();
        var buffer = Tensors.zeros(DType.F64, 1 << 20).asDoubleBuffer();
        assertTrue(memory.used() >= before + (8 << 20));
        assertEquals(0, buffer.get(5));
        buffer = null;
        for (var i = 0; i < 100 && memory.used() > before; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertTrue(memory.used() <= before);
    }

    @Test
    void directBuffersAreSharedAndOthersCopied() {
        var direct = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
        var x = Tensors.of(direct.asFloatBuffer());
        direct.putFloat(4, 3);
        assertEquals(DType.F32, x.dtype());
        assertArrayEquals(new float[] {0, 3, 0, 0}, x.toFloatArray());
        direct.position(4).limit(12);
        var part = Tensors.of(direct, DType.F32, 2, 1);
        assertArrayEquals(new int[] {2, 1}, part.shape());
        part.set(8);
        assertArrayEquals(new float[] {0, 8, 8, 0}, x.toFloatArray());
        var heap = FloatBuffer.wrap(new float[] {1, 2, 3, 4}, 1, 2);
        var y = Tensors.of(heap);
        heap.put(1, 7);
        assertArrayEquals(new float[] {2, 3}, y.toFloatArray());
        assertEquals(DType.I8, Tensors.of(ByteBuffer.wrap(new byte[3])).dtype());
        var big = ByteBuffer.allocateDirect(8).order(ByteOrder.BIG_ENDIAN);
        big.putInt(0, 258);
        assertEquals(258, Tensors.of(big.asIntBuffer()).at(0));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Tensors.of(big, DType.I32, 2)).getMessage()
            .contains("ByteOrder.nativeOrder()"));
        assertThrows(DTypeException.class, () -> Tensors.of(CharBuffer.wrap("x")));
        assertThrows(DTypeException.class, () -> Tensors.of(heap, DType.I64, 1));
    }

    @Test
    void buffersOfATensorAreItsElements() {
        var x = Tensors.arange(6).to(DType.I32).reshape(2, 3);
        var ints = x.asIntBuffer();
        ints.put(4, 40);
        assertEquals(40, x.at(1, 1));
        x.set(9);
        assertEquals(9, ints.get(0));
        assertEquals(24, x.asByteBuffer().remaining());
        assertEquals(9, x.get(1).asIntBuffer().get(2));
        assertEquals(0x3c00, Tensors.ones(DType.F16, 2).asShortBuffer().get(1));
        assertEquals(1, Tensors.ones(DType.I64, 2).asLongBuffer().get(1));
        assertEquals("asFloatBuffer: the tensor is of I32; to(DType.F32) converts it",
            assertThrows(DTypeException.class, x::asFloatBuffer).getMessage());
        assertTrue(assertThrows(IllegalStateException.class, () -> x.transpose().segment()).getMessage()
            .contains("copy()"));
        assertEquals(0, Tensors.zeros(0, 3).segment().byteSize());
        assertFalse(x.segment().isReadOnly());
    }

    @Test
    void nestedArraysAndListsComeAndGo() {
        var x = Tensors.of(new float[][] {{1, 2.5f}, {3, 4}});
        assertArrayEquals(new float[][] {{1, 2.5f}, {3, 4}}, x.toArray(float[][].class));
        assertArrayEquals(new double[][][] {{{1, 3}, {2.5, 4}}}, x.t().expandDims(0).toArray(double[][][].class));
        assertArrayEquals(new int[][] {{1, 2}, {3, 4}}, x.toArray(int[][].class));
        assertArrayEquals(new boolean[] {true, false}, Tensors.of(new int[] {2, 0}).toArray(boolean[].class));
        assertEquals(List.of(List.of(1f, 2.5f), List.of(3f, 4f)), x.toList());
        assertEquals(List.of(true, false), Tensors.of(new boolean[] {true, false}).toList());
        assertArrayEquals(x.toFloatArray(), Tensors.of(x.toList()).toFloatArray());
        assertThrows(ShapeException.class, () -> x.toArray(float[].class));
        assertThrows(DTypeException.class, () -> x.toArray(String[][].class));
        assertThrows(DTypeException.class, () -> Tensors.of(Map.of()));
        assertThrows(DTypeException.class, () -> Tensors.of((Object) null));
    }

    @Test
    void memoryOfOnesOwnHasToHoldTheLayout() {
        var storage = new Storage(Device.CPU, Arena.ofAuto().allocate(64, 8));
        var x = Tensors.of(storage, DType.F64, new Strided(new int[] {2, 2}, new long[] {-2, 1}, 2));
        assertArrayEquals(new int[] {2, 2}, x.shape());
        assertThrows(ShapeException.class,
            () -> Tensors.of(storage, DType.F64, new Strided(new int[] {3}, new long[] {-2}, 2)));
        assertThrows(ShapeException.class, () -> Tensors.of(storage, DType.F64, Strided.contiguous(9)));
    }
}
