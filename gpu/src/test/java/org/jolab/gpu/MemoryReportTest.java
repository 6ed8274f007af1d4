package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class MemoryReportTest {

    private static MemoryReport.Row row(MemoryReport report, String name) {
        return report.rows().stream().filter(row -> row.names().contains(name)).findFirst().orElseThrow();
    }

    @Test
    void tensorsAreListedByTheVariablesThatReachThem() {
        var x = Tensors.zeros(1000, 1000);
        var unnamed = Tensors.zeros(DType.I64, 777, 777);
        var small = Tensors.zeros(3);
        var foreign = Tensors.of(Arena.ofAuto().allocate(80_000, 8), DType.F64, 10_000);
        var layer = Tensors.zeros(500, 500);
        var kept = Tensors.zeros(321);
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("x", x);
        variables.put("view", x.get(0));
        variables.put("small", small);
        variables.put("foreign", foreign);
        variables.put("model", Map.of("layers", List.of(layer)));
        variables.put("set", Set.of(kept));
        variables.put("text", "no tensor");
        variables.put("nothing", null);
        variables.put("pending", x.add(1).mul(2));
        var report = Tensors.memory(variables);
        assertEquals("F32 [1000,1000]", row(report, "x").contents());
        assertEquals(List.of("x", "view"), row(report, "x").names());
        assertTrue(row(report, "x").bytes() >= 4_000_000);
        assertEquals("F32 [500,500]", row(report, "model[layers][0]").contents());
        assertEquals("F32 [321]", row(report, "set{}").contents());
        assertEquals(12, row(report, "small").bytes());
        assertEquals("F64 [10000]", row(report, "foreign").contents());
        assertTrue(report.rows().stream().anyMatch(each -> each.contents().equals("I64 [777,777]")
            && each.names().isEmpty()));
        assertTrue(report.toString().contains("\n  x, view           F32 [1000,1000]  4.2 MB on cpu"),
            report.toString());
        assertTrue(report.toString().startsWith("cpu: "));
        assertTrue(((String) report.toMimeBundle().data().get("text/html")).contains("<td>F32 [1000,1000]</td>"));
        unnamed.close();
        x.close();
        assertFalse(Tensors.memory(variables).toString().contains("I64 [777,777]"));
        assertTrue(Tensors.memory(variables).rows().stream().noneMatch(each -> each.names().contains("x")));
    }

    private record Model(Tensor w, Tensor b, List<Layer> layers) {
    }

    private static class Layer {

        private final Tensor weight;
        private Object back;

        Layer(Tensor weight) {
            this.weight = weight;
        }
    }

    private static final class Dense extends Layer {

        private static final Tensor SHARED = Tensors.zeros(41);

        private final Optional<Tensor> bias;
        private final Object[] more = {null, new Lazy()};

        Dense(Tensor weight, Tensor bias) {
            super(weight);
            this.bias = Optional.of(bias);
        }
    }

    /** A collection that cannot be read. */
    private static final class Lazy extends AbstractList<Tensor> {

        @Override
        public Tensor get(int index) {
            throw new IllegalStateException("closed");
        }

        @Override
        public int size() {
            return 3;
        }
    }

    @Test
    void recordsAndObjectsAreLookedInto() {
        var dense = new Dense(Tensors.zeros(43), Tensors.zeros(44));
        var model = new Model(Tensors.zeros(45), Tensors.zeros(46), List.of(new Layer(Tensors.zeros(47)), dense));
        ((Layer) dense).back = model;
        model.layers.getFirst().back = Thread.currentThread();
        Object endless = Tensors.zeros(48);
        for (var i = 0; i < 10_000; i++) {
            endless = new Object[] {endless};
        }
        var kept = Tensors.zeros(49);
        IntFunction<Tensor> function = i -> kept.add(i);
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("trainer", List.of(model));
        variables.put("model", model);
        variables.put("endless", endless);
        variables.put("device", Device.CPU);
        variables.put("function", function);
        var report = Tensors.memory(variables);
        assertEquals(List.of("trainer[0].w", "model.w"), row(report, "model.w").names());
        assertEquals("F32 [45]", row(report, "model.w").contents());
        assertEquals("F32 [46]", row(report, "model.b").contents());
        assertEquals("F32 [47]", row(report, "model.layers[0].weight").contents());
        assertEquals("F32 [43]", row(report, "model.layers[1].weight").contents());
        assertEquals("F32 [44]", row(report, "model.layers[1].bias").contents());
        assertEquals(1, report.rows().stream().filter(row -> row.contents().equals("F32 [49]")).count());
        assertTrue(report.rows().stream().noneMatch(row -> row.contents().equals("F32 [41]")
            || row.contents().equals("F32 [48]")), report.toString());
        assertEquals(41, Dense.SHARED.size());
    }

    @Test
    void sizesAreWrittenAsPeopleSayThem() {
        assertEquals("999 B", MemoryUse.size(999));
        assertEquals("1.0 kB", MemoryUse.size(1000));
        assertEquals("10 kB", MemoryUse.size(9_999));
        assertEquals("1.0 MB", MemoryUse.size(999_999));
        assertEquals("40 MB", MemoryUse.size(40_000_000));
        assertEquals("9.2 EB", MemoryUse.size(Long.MAX_VALUE));
    }
}
