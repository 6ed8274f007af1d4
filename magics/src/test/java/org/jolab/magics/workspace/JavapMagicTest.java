package org.jolab.magics.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jolab.magics.trial.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JavapMagicTest {

    private final Trial trial = new Trial();

    @AfterEach
    void close() throws Exception {
        trial.close();
    }

    @Test
    void aMethodOfTheNotebookIsShownAlone() {
        trial.ok("int twice(int a) { return 2 * a; }");
        assertEquals("""
            public static int twice(int);
              Code:
                   0: iconst_2
                   1: iload_0
                   2: imul
                   3: ireturn
            """, trial.ok("%javap twice").stdout());
    }

    @Test
    void aTypeOfTheNotebookHasItsOwnName() {
        trial.ok("record P(int x) { int y() { return x + 1; } }");
        var listing = trial.ok("%javap P").stdout();
        assertTrue(listing.startsWith("public final class P extends java.lang.Record {\n"), listing);
        assertTrue(listing.contains("getfield"), listing);
        assertFalse(listing.contains("JShell"), listing);
        assertTrue(trial.ok("%javap P.y").stdout().startsWith("int y();\n  Code:"));
        assertTrue(trial.ok("var p = new P(1);\n%javap p").stdout().contains("class P extends"));
        assertTrue(trial.ok("%javap p.y").stdout().startsWith("int y();"));
    }

    @Test
    void loopsShowNothingOfTheKernels() {
        trial.ok("int count(int n) { int k = 0; while (k < n) k++; return k; }\ncount(3);");
        assertFalse(trial.ok("%javap count").stdout().contains("Checkpoint"));
    }

    @Test
    void classesOfTheJdkAreFoundByImportsAndFullNames() {
        assertTrue(trial.ok("%javap List.copyOf").stdout().startsWith("public static <E> java.util.List<E> copyOf("));
        assertTrue(trial.ok("%javap -p Map.Entry").stdout().contains("interface java.util.Map$Entry<K, V>"));
        assertTrue(trial.ok("%javap java.lang.Runnable").stdout().contains("void run();"));
        assertTrue(trial.ok("%javap -p String#isEmpty").stdout().equals("public boolean isEmpty();\n"));
    }

    @Test
    void everythingCanBeShown() {
        trial.ok("record P(int x) {}");
        var listing = trial.ok("%javap -v P").stdout();
        assertTrue(listing.contains("Constant pool:"), listing);
        assertFalse(listing.contains("Classfile") || listing.contains("SHA-256"), listing);
    }

    @Test
    void whatHasNoCodeSaysSo() {
        assertTrue(trial.failure("%javap nope").contains("no class, method or variable nope"));
        assertTrue(trial.failure("%javap List.nope").contains("java.util.List has no method nope"));
        assertTrue(trial.failure("Runnable r = () -> {};\n%javap r").contains("made at run time"));
        assertTrue(trial.failure("String s = null;\n%javap s").contains("s is null"));
        assertTrue(trial.failure("%javap").contains("needs NAME"));
    }
}
