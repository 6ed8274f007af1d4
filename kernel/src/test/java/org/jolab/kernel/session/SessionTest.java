package org.jolab.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionTest {

    private final Notebook notebook = new Notebook();

    @AfterEach
    void close() {
        notebook.close();
    }

    @Test
    void theLastExpressionWithoutSemicolonIsShown() {
        assertEquals("2", notebook.value("1 + 1"));
        assertNull(notebook.value("1 + 1;"));
        assertEquals("null", notebook.value("null"));
        assertEquals("null", notebook.value("Map.of().get(\"nothing\")"));
        assertNull(notebook.value("System.out.print(\"\")"));
        assertEquals("3", notebook.value("int a = 1, b = 2;\na + b // a comment"));
        assertEquals("1.0", notebook.value("true ? 1 : 2.0"));
        assertNull(notebook.value(""));
        assertNull(notebook.value("// nothing\n"));
    }

    @Test
    void aSwitchThatLeadsToValuesIsAnExpression() {
        notebook.value("Object o = 7;");
        assertEquals("big", notebook.value("switch (o) { case null -> \"null\"; case Integer i when i > 3 -> \"big\"; "
            + "default -> \"other\"; }"));
        assertNull(notebook.value("switch (1) { case 1 -> System.out.print(\"\"); default -> {} }"));
        assertEquals("1", notebook.value("int n = 0;\nswitch (3) { case 3 -> n++; default -> n--; }\nn"));
    }

    @Test
    void variablesOfEveryKindLiveOn() {
        notebook.value("int i = 1; var list = new ArrayList<String>(); int[] bare = {1, 2}, more[] = {{3}, {4}};"
            + " final String s = \"s\"; long unset; Map<String, List<Integer>> m = new HashMap<>();");
        notebook.value("i += 2; list.add(s); m.put(s, List.of(i));");
        assertEquals("[s]", notebook.value("list"));
        assertEquals("{s=[3]}", notebook.value("m"));
        assertEquals("[1, 2]", notebook.value("bare"));
        assertEquals("4", notebook.value("more[1][0]"));
        assertEquals("0", notebook.value("unset"));
        assertEquals("true", notebook.value("var o = (Comparable<String> & Serializable) \"x\";\no.equals(\"x\")"));
        assertEquals("2", notebook.value("var mixed = List.of(1, \"a\");\nmixed.size()"));
    }

    @Test
    void aVariableDeclaredAgainIsSeenByMethodsAndLambdas() {
        notebook.value("int a = 1;");
        notebook.value("int f() { return a; }");
        notebook.value("Supplier<Integer> s = () -> a;");
        notebook.value("int a = 2;");
        assertEquals("2", notebook.value("f()"));
        assertEquals("2", notebook.value("s.get()"));
        notebook.value("String a = \"now a text\";");
        assertEquals("now a text", notebook.value("a"));
    }

    @Test
    void aLateImportLosesNothing() {
        notebook.value("var sb = new StringBuilder(\"x\"); int n = 7;");
        notebook.value("int twice() { return 2 * n; }");
        notebook.value("import java.util.concurrent.atomic.*;");
        assertEquals("x", notebook.value("sb.toString()"));
        assertEquals("14", notebook.value("twice()"));
        assertEquals("5", notebook.value("new AtomicInteger(5)"));
    }

    @Test
    void aMethodsSignatureMayChange() {
        notebook.value("int f() { return 1; }");
        notebook.value("int g() { return f(); }");
        notebook.value("long f() { return 2; }");
        assertTrue(notebook.failure("g()").contains("g"));
        notebook.value("long g() { return f(); }");
        assertEquals("2", notebook.value("g()"));
        notebook.value("int f(int x) { return x; }");
        assertEquals("2 3", notebook.value("f() + \" \" + f(3)"));
    }

    @Test
    void aMethodThatNeverRanMayChangeItsSignature() {
        notebook.value("int f() { return 1; }");
        notebook.value("Supplier<Object> s = () -> f();");
        notebook.value("var x = f() + 1;");
        notebook.value("int unused() { return 1; }");
        notebook.value("Runnable r = () -> unused();");
        notebook.value("long unused() { return 2; }");
        for (var i = 0; i < 3; i++) {
            assertEquals("2", notebook.value("unused()"));
            assertEquals("2", notebook.value("var y" + i + " = unused();\ny" + i));
        }
    }

    @Test
    void aClassMayBeRedefinedWhileInstancesLive() {
        notebook.value("class A { int x = 1; int f() { return x; } }");
        notebook.value("var a = new A(); var all = new ArrayList<>(List.of(a));");
        notebook.value("class A { int x = 1; int f() { return x + 10; } }");
        assertEquals("11", notebook.value("a.f()"));
        notebook.value("class A { int x = 1, y = 5; int f() { return x + y; } int g() { return y; } }");
        assertEquals("1", notebook.value("a.x"));
        assertEquals("1", notebook.value("all.get(0).x"));
        assertEquals("5", notebook.value("new A().g()"));
    }

    @Test
    void typesAndMethodsMayMentionEachOtherAndWhatComesLater() {
        notebook.value("class Even { boolean is(int n) { return n == 0 || new Odd().is(n - 1); } }\n"
            + "class Odd { boolean is(int n) { return n != 0 && new Even().is(n - 1); } }\n"
            + "new Even().is(10)");
        assertEquals(List.of(), notebook.printed);
        assertEquals("true", notebook.value("new Even().is(10)"));
        notebook.value("int f(int n) { return n == 0 ? start : g(n - 1); }");
        assertTrue(notebook.printed.toString().contains("f(int) can't be used until"), notebook.printed.toString());
        notebook.value("int g(int n) { return f(n); }");
        notebook.value("int start = 42;");
        assertEquals("42", notebook.value("f(3)"));
    }

    @Test
    void javaOfEveryKindRuns() {
        assertEquals("6", notebook.value("""
            import module java.logging;
            import static java.lang.Math.*;
            sealed interface Shape permits Circle, Square {}
            record Circle(double r) implements Shape {}
            record Square(double side) implements Shape {}
            enum Colour { RED, GREEN { @Override public String toString() { return "green"; } } }
            @interface Mark { String value() default ""; }
            interface Named { default String name() { return "n"; } }
            public static final int LIMIT = 3;
            private static <T extends Comparable<T>> T most(List<T> of) { return Collections.max(of); }
            double area(Shape s) { return switch (s) {
                case Circle(var r) -> PI * r * r;
                case Square q -> q.side() * q.side();
            }; }
            var text = \"""
                two
                lines\""";
            int total = 0; for (int i = 0; i <= LIMIT; i++) { total += i; }
            label: while (true) { do { break label; } while (true); }
            Function<Integer, Function<Integer, Integer>> add = x -> y -> x + y;
            total == 6 ? add.apply(2).apply(4) : -1
            """));
        assertEquals("4.0", notebook.value("area(new Square(2))"));
        assertEquals("green", notebook.value("Colour.GREEN"));
        assertEquals("3", notebook.value("most(List.of(1, 3, 2))"));
        assertEquals("two\nlines", notebook.value("text"));
        assertEquals("1", notebook.value("synchronized (text) { total = 1; } try { throw new IOException(); }"
            + " catch (IOException e) { } finally { } total"));
    }

    @Test
    void whatAnAnonymousClassAddsCanBeUsed() {
        notebook.value("int step = 2;\n"
            + "var counter = new Object() { int n = 40; int next() { n += step; return n; } };");
        assertEquals("42", notebook.value("counter.next()"));
        notebook.value("var r = new Runnable() { int runs; public void run() { runs++; } }; r.run(); r.run();");
        assertEquals("2", notebook.value("r.runs"));
        assertEquals("44", notebook.value("counter.next()"));
    }

    @Test
    void aCellOfThousandsOfStatementsRuns() {
        var cell = new StringBuilder("long sum = 0;\n");
        for (var i = 0; i < 6000; i++) {
            cell.append("sum += Math.abs(").append(i).append(");\n");
        }
        assertEquals("17997000", notebook.value(cell + "sum"));
    }

    @Test
    void aHundredVariablesInAHundredCellsAreAllThere() {
        for (var i = 0; i < 100; i++) {
            notebook.value("var v" + i + " = " + i + " * 3;");
        }
        assertEquals("297", notebook.value("v99"));
        assertEquals("v0", notebook.session.workspace().variables().iterator().next().name());
    }

    @Test
    void aValueWhoseNameGoesToAnotherIsLetGo() throws InterruptedException {
        notebook.value("var big = new byte[1 << 20];\nvar gone = new java.lang.ref.WeakReference<>(big);");
        notebook.value("var big = 1;");
        for (var i = 0; i < 100 && !notebook.value("gone.get() == null").equals("true"); i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertEquals("null", notebook.value("gone.get()"));
    }

    @Test
    void aValueThatWasOnlyShownIsLetGo() throws InterruptedException {
        notebook.value("java.lang.ref.WeakReference<byte[]> gone = null;");
        notebook.value("gone = new java.lang.ref.WeakReference<>(new byte[1 << 20]); gone.get()");
        for (var i = 0; i < 100 && !notebook.value("gone.get() == null").equals("true"); i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertEquals("null", notebook.value("gone.get()"));
    }
}
