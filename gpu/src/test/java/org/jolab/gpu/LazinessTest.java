package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class LazinessTest {

    private static final int LARGE = 50_000;

    @Test
    void largeChainsAreRecordedAndRunWhenSomethingNeedsTheNumbers() {
        var x = Tensors.rand(LARGE);
        var y = x.mul(2).add(1).relu();
        assertTrue(y.isPending());
        assertEquals(x.at(7) * 2f + 1, y.at(7), 1e-6);
        assertFalse(y.isPending());
        assertFalse(Tensors.rand(4, 4).add(1).isPending());
    }

    @Test
    void randomChainsGiveTheSameWhetherRecordedOrRunOneByOne() {
        var cases = new Cases(10);
        for (var i = 0; i < 60; i++) {
            var shape = new int[] {7, 1 + cases.below(40), 1 + cases.below(60)};
            var dtype = new DType[] {DType.F32, DType.F64, DType.BF16, DType.I16}[cases.below(4)];
            var leaves = new Tensor[4];
            for (var k = 0; k < leaves.length; k++) {
                leaves[k] = cases.view(dtype, cases.numbers(dtype, k == 0 ? shape : cases.broadcastable(shape)))
                    .tensor();
            }
            var program = new int[40];
            for (var k = 0; k < program.length; k++) {
                program[k] = cases.below(1000);
            }
            var recorded = chain(leaves, program, false);
            var direct = chain(leaves, program, true);
            assertArrayEquals(direct.toDoubleArray(), recorded.toDoubleArray(), "case " + i);
        }
    }

    private static Tensor chain(Tensor[] leaves, int[] program, boolean oneByOne) {
        var values = leaves.clone();
        for (var step : program) {
            var a = values[step % 4];
            var b = values[step / 4 % 4];
            var result = switch (step / 16 % 8) {
                case 0 -> a.add(b);
                case 1 -> a.sub(b);
                case 2 -> a.maximum(b);
                case 3 -> a.mul(0.5).to(a.dtype());
                case 4 -> Tensors.where(a.less(b), a, b);
                case 5 -> a.abs().add(1);
                case 6 -> a.tanh().to(a.dtype());
                default -> a.negative().minimum(b);
            };
            values[step / 128 % 4] = oneByOne ? result.eval() : result;
        }
        return values[0].add(values[1]).add(values[2]).add(values[3]);
    }

    @Test
    void whatIsWrittenLaterDoesNotChangeWhatWasRecordedBefore() {
        var x = Tensors.zeros(LARGE);
        var y = x.add(1);
        var z = y.mul(3);
        x.set(100);
        assertEquals(3, z.at(5));
        assertEquals(1, y.at(5));
        var half = x.get("::2");
        var w = x.add(1);
        half.set(7);
        assertEquals(101, w.at(0));
        assertEquals(8, x.add(1).at(0));
        x.add_(1);
        assertEquals(8, x.at(0));
        var v = x.add(1);
        x.close();
        assertEquals(9, v.at(0));
    }

    @Test
    void largeTensorsMayBeUsedTwiceAndChainsMayBeLong() {
        var x = Tensors.ones(LARGE);
        var y = x;
        for (var i = 0; i < 300; i++) {
            y = y.add(x).mul(0.5);
        }
        assertEquals(1, y.at(LARGE - 1));
        var z = y.add(1);
        assertEquals(4, z.mul(z).at(0));
        assertEquals(3, z.add(y).at(0));
    }

    @Test
    void reductionsOfRecordedChainsDoNotNeedMemoryForThem() {
        var x = Tensors.ones(1000, 500);
        var y = x.mul(2).add(1);
        assertEquals(1_500_000, y.sum().item());
        assertTrue(y.isPending());
        assertArrayEquals(new float[] {3000, 3000}, y.sum(0).get(":2").toFloatArray());
    }

    @Test
    void anInterruptEndsALongLoopAndLosesNothing() throws InterruptedException {
        var x = Tensors.rand(3_000_000);
        var thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, () -> x.erf().add(1).eval());
        });
        var failure = new Throwable[1];
        thread.setUncaughtExceptionHandler((_, e) -> failure[0] = e);
        thread.start();
        thread.join(20_000);
        assertFalse(thread.isAlive());
        assertEquals(null, failure[0]);
        assertEquals(3_000_000, x.add(1).size());
    }
}
