package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Sizes beyond what can be counted are named, and take no memory. */
class GiantSizesTest {

    private static final int MOST = Integer.MAX_VALUE;

    @Test
    void sizesThatCannotBeAreNamed() {
        var one = Tensors.of(1f);
        var x = Tensors.ones(1000);
        var matrix = Tensors.ones(100, 100);
        Map<String, Runnable> cases = new LinkedHashMap<>();
        cases.put("[2147483647,2147483647,2147483647] has more elements than can be counted",
            () -> Tensors.zeros(MOST, MOST, MOST));
        cases.put("1099511627776 elements are more than a dimension can have", () -> Tensors.arange(1L << 40));
        cases.put("tile: 2147483647000 elements are more than a dimension can have", () -> x.tile(MOST));
        cases.put("repeat: 214748364700 elements are more than a dimension can have", () -> matrix.repeat(MOST, 1));
        cases.put("pad: 4294968294 elements are more than a dimension can have", () -> x.pad(0, MOST, MOST));
        cases.put("concat: 4294967294 elements are more than a dimension can have",
            () -> Tensors.concat(0, one.broadcastTo(MOST), one.broadcastTo(MOST)));
        cases.put("[2,2147483647,2147483647] has more elements than can be counted",
            () -> Tensors.stack(0, one.broadcastTo(MOST, MOST), one.broadcastTo(MOST, MOST)));
        cases.put("bincount: 1099511627777 elements are more than a dimension can have",
            () -> Tensors.of(new long[] {1L << 40}).bincount(0));
        cases.put("reshape: [1000] has 1000 elements, [-1,2147483647] does not fit", () -> x.reshape(-1, MOST));
        cases.put("reshape: [2147483647,1000] has 2147483647000 elements, [-1] does not fit",
            () -> x.broadcastTo(MOST, 1000).flatten());
        cases.put("kron: 214748364700 elements are more than a dimension can have",
            () -> Linalg.kron(matrix, one.broadcastTo(MOST, 1)));
        cases.forEach((message, action) ->
            assertEquals(message, assertThrows(ShapeException.class, action::run, message).getMessage()));
    }

    @Test
    void whatIsOnlyTooLargeForTheMemoryIsSaidToBe() {
        var one = Tensors.of(1f);
        for (var action : List.<Supplier<Tensor>>of(
            () -> Tensors.ones(DType.F64, MOST, 1 << 20), () -> Tensors.eye(1 << 24),
            () -> one.broadcastTo(1 << 28).outer(one.broadcastTo(1 << 28)),
            () -> one.broadcastTo(1 << 30, 1 << 20).copy())) {
            assertThrows(OutOfDeviceMemory.class, () -> action.get().eval());
        }
    }
}
