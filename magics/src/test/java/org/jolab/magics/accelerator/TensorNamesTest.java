package org.jolab.magics.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jolab.magics.trial.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TensorNamesTest {

    private final Trial trial = new Trial();

    @AfterEach
    void close() throws Exception {
        trial.close();
    }

    @Test
    void tensorsNeedNoImport() {
        assertEquals("10.0", trial.ok("arange(5).sum().item()").value());
        assertEquals("F32", trial.ok("Tensor x = ones(2, 3); x.dtype()").value());
        assertEquals("[2, 3]", trial.ok("Arrays.toString(x.shape())").value());
    }

    @Test
    void methodsAndRecordsMayUseThem() {
        trial.ok("record Model(Tensor w) {}\nTensor twice(Tensor x) { return x.mul(2); }");
        assertEquals("12.0", trial.ok("twice(new Model(ones(2, 3)).w()).sum().item()").value());
    }

    @Test
    void theNotebooksOwnNamesComeFirst() {
        trial.ok("sealed interface Shape permits Circle {}\nrecord Circle(double r) implements Shape {}");
        trial.ok("String zeros(int n) { return \"0\".repeat(n); }");
        assertEquals("000", trial.ok("zeros(3)").value());
        trial.ok("var t = ones(3);");
        assertEquals("000", trial.ok("zeros(3)").value());
        assertTrue(trial.ok("Shape s = new Circle(2); s").value().contains("Circle"));
    }

    @Test
    void anImportOfTheSameNameWins() {
        trial.ok("var t = ones(3);");
        assertEquals("Dimension", trial.ok("import java.awt.Shape;\nimport java.awt.Dimension;\n"
            + "Shape s = new java.awt.Rectangle(1, 2); new Dimension(1, 2).getClass().getSimpleName()").value());
    }

    @Test
    void aSlipIsStillTheCompilersToTell() {
        assertFalse(trial.run("var x = zeroes(3);").failure().isEmpty());
        assertTrue(trial.run("var x = zeroes(3);").failure().contains("cannot find symbol"));
    }
}
