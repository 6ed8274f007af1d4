package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTest {

    private static Profile of(ScopedValue.CallableOp<?, RuntimeException> work) {
        return Device.on(Device.CPU, () -> Profile.of(work));
    }

    private static Profile.Row only(Profile profile) {
        assertEquals(1, profile.rows().size(), profile.toString());
        return profile.rows().getFirst();
    }

    @Test
    void aChainIsOneOperationThatNamesItsSteps() {
        var x = Device.on(Device.CPU, () -> Tensors.ones(100, 1000)).eval();
        var row = only(of(() -> x.exp().mul(2).add(x)));
        assertEquals("chain of 3 (exp mul add)", row.operation());
        assertEquals(1, row.calls());
        assertEquals("cpu", row.device().name());
        // The operand occurs twice and is read once.
        assertEquals(400_000, row.bytesRead());
        assertEquals(400_000, row.bytesWritten());
        assertTrue(row.milliseconds() > 0 && row.cost().longest() == row.milliseconds());
        assertEquals(0.8 / row.milliseconds(), row.gigabytesPerSecond(), 1e-9);
        assertEquals(0, row.gigaflopsPerSecond());
    }

    @Test
    void longChainsAreCutInTheirMiddle() {
        var x = Device.on(Device.CPU, () -> Tensors.ones(10_000)).eval();
        assertEquals("chain of 8 (exp sqrt sin cos tanh abs…)", only(of(() -> x.exp().sqrt().sin().cos().tanh().abs()
            .exp().log())).operation());
    }

    @Test
    void callsOfTheSameOperationAreCountedTogether() {
        var x = Device.on(Device.CPU, () -> Tensors.ones(10_000)).eval();
        var row = only(of(() -> List.of(x.sum(), x.sum(), x.sum())));
        assertEquals("sum", row.operation());
        assertEquals(3, row.calls());
        assertEquals(120_000, row.bytesRead());
        assertEquals(12, row.bytesWritten());
        assertTrue(row.cost().longest() < row.milliseconds());
    }

    @Test
    void whatIsRepeatedIsReadOnce() {
        var x = Device.on(Device.CPU, () -> Tensors.ones(1000)).eval();
        var row = only(of(() -> x.broadcastTo(50, 1000).add(1)));
        assertEquals(4000, row.bytesRead());
        assertEquals(200_000, row.bytesWritten());
    }

    @Test
    void productsHaveTheirSizesAndTheirSpeed() {
        var x = Device.on(Device.CPU, () -> Tensors.ones(20, 30));
        var y = Device.on(Device.CPU, () -> Tensors.ones(30, 40));
        var bias = Device.on(Device.CPU, () -> Tensors.ones(40));
        var row = only(of(() -> x.matmul(y, Epilogue.bias(bias).relu())));
        assertEquals("matmul 20×30×40 F32 + bias, relu", row.operation());
        assertEquals(4 * (600 + 1200 + 40), row.bytesRead());
        assertEquals(3200, row.bytesWritten());
        assertEquals(2.0 * 20 * 30 * 40 / row.milliseconds() / 1e6, row.gigaflopsPerSecond(), 1e-9);
        var several = Device.on(Device.CPU, () -> Tensors.ones(5, 20, 30));
        assertEquals("matmul 5 of 20×30×40 F32", only(of(() -> several.matmul(y))).operation());
    }

    @Test
    void aReductionNamesWhatIsComputedOnTheWay() {
        var x = Device.on(Device.CPU, () -> Tensors.ones(10_000)).eval();
        assertEquals("sum of square", only(of(() -> x.square().sum())).operation());
        assertEquals("max of chain of 2 (abs sqrt)", only(of(() -> x.abs().sqrt().max())).operation());
    }

    @Test
    void onlyWhatIsWithinIsMeasured() throws IOException {
        var backend = Device.CPU.backend();
        var within = new Backend[1];
        of(() -> within[0] = Device.CPU.backend());
        assertTrue(within[0] instanceof ObservedBackend);
        assertSame(backend, Device.CPU.backend());
        assertThrows(IOException.class, () -> Profile.of(() -> {
            throw new IOException("passed on");
        }));
        assertSame(backend, Device.CPU.backend());
    }

    @Test
    void theTableIsSortedByTimeAndHasAllColumns() {
        var device = Device.CPU;
        var profile = new Profile(List.of(
            new Profile.Row("sum", device, 12, new Profile.Cost(4, 2.5, new Traffic(4_000_000, 48, 0))),
            new Profile.Row("matmul 2×2×2 F32", device, 1, new Profile.Cost(0.5, 0.5, new Traffic(32, 16, 5_000_000)))),
            5.25);
        assertEquals("""
            13 operations on cpu: 4.50 ms of 5.25 ms
            operation         device  calls     ms  longest     read  written   GB/s  GFLOP/s
            sum               cpu        12   4.00     2.50  4.00 MB     48 B   1.00
            matmul 2×2×2 F32  cpu         1  0.500    0.500     32 B     16 B  0.000     10.0""", profile.toString());
        var html = (String) profile.toMimeBundle().data().get("text/html");
        assertTrue(html.contains("<td style=\"text-align:left\">sum</td><td style=\"text-align:left\">cpu</td>"
            + "<td>12</td><td>4.00</td>"), html);
        assertEquals(profile.toString(), profile.toMimeBundle().data().get("text/plain"));
        assertEquals("no tensor operation in 1.00 ms", new Profile(List.of(), 1).toString().lines().findFirst()
            .orElseThrow());
    }
}
