package org.jolab.magics.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jolab.magics.trial.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListingMagicsTest {

    private final Trial trial = new Trial();

    @AfterEach
    void close() throws Exception {
        trial.close();
    }

    private void declare() {
        trial.ok("int n = 3; String s = \"hello\"; List<Integer> list = new ArrayList<>(List.of(1, 2));");
        trial.ok("record P(int x) {}");
        trial.ok("var p = new P(1); Runnable r = () -> {}; Object none = null; double[][] m = new double[3][4];");
        trial.ok("int twice(int a) {\n    return 2 * a;\n}");
    }

    @Test
    void anEmptyNotebookSaysSo() {
        assertEquals("Interactive namespace is empty.\n", trial.ok("%who").stdout());
        assertEquals("Interactive namespace is empty.\n", trial.ok("%whos").stdout());
        assertEquals("[]", trial.ok("%who_ls").value());
    }

    @Test
    void namesArePrintedAndReturned() {
        declare();
        assertEquals("n\ts\tlist\tp\tr\tnone\tm\n", trial.ok("%who").stdout());
        assertEquals("list", trial.ok("var names = %who_ls\nnames.getFirst()").value());
    }

    @Test
    void aTypeChoosesWithOrWithoutItsPackage() {
        declare();
        assertEquals("n\ts\n", trial.ok("%who int String").stdout());
        assertEquals("list\n", trial.ok("%who java.util.List").stdout());
        assertEquals("list\n", trial.ok("%who ArrayList").stdout());
        assertEquals("p\n", trial.ok("%who P").stdout());
        assertEquals("No variables match the requested type.\n", trial.ok("%who Socket").stdout());
    }

    @Test
    void theTableHasTypesAndContents() {
        declare();
        assertEquals("""
            Variable   Type            Data/Info
            ------------------------------------------------
            n          int             3
            s          String          hello
            list       List<Integer>   2 elements, ArrayList
            p          P               P[x=1]
            r          Runnable        lambda
            none       Object          null
            m          double[][]      3 × 4 elements""", trial.ok("%whos").shown().getFirst());
    }

    @Test
    void aValueThatFailsWhenAskedDoesNotSpoilTheTable() {
        trial.ok("class Bad { public String toString() { throw new IllegalStateException(); } }");
        trial.ok("var bad = new Bad(); int n = 1;");
        var table = trial.ok("%whos").shown().getFirst();
        assertTrue(table.contains("Bad (IllegalStateException when asked)"), table);
        assertTrue(table.contains("n          int"), table);
    }

    @Test
    void methodsTypesAndImportsAreListed() {
        declare();
        trial.ok("import java.util.zip.*;");
        assertEquals("int twice(int a)\n", trial.ok("%methods").stdout());
        assertEquals("record P(int x)\n", trial.ok("%types").stdout());
        assertTrue(trial.ok("%imports").stdout().contains("import java.util.zip.*;\n"));
    }
}
