package org.jolab.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.jolab.api.MimeBundle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InspectionTest {

    private static Notebook notebook;

    @BeforeAll
    static void open() {
        notebook = new Notebook();
        notebook.value("var list = new ArrayList<String>(List.of(\"a\", \"b\")); int count = 3; String unset;");
        notebook.value("""
            /**
             * Doubles a number.
             *
             * @param n the number, {@code n < 2^30}
             * @return twice {@link Integer n}
             * @throws ArithmeticException never
             */
            int twice(int n) {
                return 2 * n;
            }
            """);
        notebook.value("""
            /// A *shape* with `area`, see [Math#PI].
            ///
            /// - round
            /// - square
            ///
            /// @param <T> its unit
            interface Shape<T> {
                /// The area.
                /// @return in units of `T`
                double area();
            }
            record Circle(double r) implements Shape<String> {
                public double area() { return Math.PI * r * r; }
            }
            """);
        notebook.value("enum Colour { RED, GREEN } int[] numbers = {1, 2, 3};"
            + "class Loud { @Override public String toString() { throw new Error(\"asked\"); } }"
            + "var loud = new Loud();");
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    private static Optional<MimeBundle> bundle(String code, int detail) {
        var cursor = code.indexOf('|');
        return notebook.session.inspect(code.substring(0, cursor) + code.substring(cursor + 1), cursor, detail);
    }

    private static String plain(String code) {
        return bundle(code, 0).map(bundle -> (String) bundle.data().get("text/plain")).orElse("");
    }

    private static String plain(String code, int detail) {
        return bundle(code, detail).map(bundle -> (String) bundle.data().get("text/plain")).orElse("");
    }

    private static String html(String code) {
        return bundle(code, 0).map(bundle -> (String) bundle.data().get("text/html")).orElse("");
    }

    private static void assertSays(String code, String... words) {
        var text = plain(code);
        for (var word : words) {
            assertTrue(text.contains(word), () -> code + " says:\n" + text);
        }
    }

    @Nested
    class OfTheJdk {

        @Test
        void aMethodHasItsSignatureAndItsComment() {
            assertSays("\"x\".sub|string(1)", "public String substring(int beginIndex)\n", "in java.lang.String",
                "Returns a string that is a substring of this string.", "Parameters\n    beginIndex – the beginning",
                "Throws\n    IndexOutOfBoundsException – ");
            assertTrue(html("\"x\".sub|string(1)").startsWith("<pre>public String substring(int beginIndex)\n"));
        }

        @Test
        void theOverloadThatAppliesComesFirst() {
            var both = plain("\"x\".sub|string(1, 2)").lines().limit(2).toList();
            assertEquals(List.of("public String substring(int beginIndex, int endIndex)",
                "public String substring(int beginIndex)"), both);
            assertTrue(plain("System.out.println(\"a|\")").startsWith("public void println(String x)\n"));
            assertTrue(plain("Math.max(1.5, |").startsWith("public static double max(double a, double b)\n"));
        }

        @Test
        void insideTheBracketsOfACallItIsTheMethod() {
            assertSays("String.copyValueOf(|", "String copyValueOf(char[] data, int offset, int count)");
            assertSays("String.copyValueOf(|)", "String copyValueOf(char[] data)");
            assertSays("list.add(1 + |", "boolean add(E e)");
            assertSays("Math.max(1, Math.abs(|", "int abs(int a)");
            assertSays("list.stream().map(s -> s.repeat(|", "String repeat(int count)");
            assertSays("new ArrayList<>(|", "public ArrayList(int initialCapacity)", "public ArrayList()");
            assertSays("new HashMap<String, Integer>(16, |", "HashMap(int initialCapacity, float loadFactor)");
        }

        @Test
        void aMethodThatIsJustNamedIsFound() {
            assertSays("list.addAll|", "boolean addAll(Collection<? extends E> c)");
            assertSays("Objects::requireNonNull|", "requireNonNull(T obj)");
            assertSays("list.stream().map(s -> s.length|", "public int length()");
        }

        @Test
        void aClassThatIsJustNamedIsFound() {
            assertSays("var other = Collection|", "public interface Collection<E>");
            assertSays("list.stream().collect(Collectors|", "public final class Collectors");
            assertSays("java.util.concurrent.atomic.AtomicInteger|", "public class AtomicInteger");
        }

        @Test
        void aClassHasItsHeaderAndItsComment() {
            assertSays("ArrayLi|st", "public class ArrayList<E> extends AbstractList<E> implements List<E>",
                "Resizable-array implementation");
            assertSays("import java.util.Li|st;", "public interface List<E> extends SequencedCollection<E>");
            assertSays("@Overr|ide", "public @interface Override");
            assertSays("Thread.Sta|te s;", "public enum Thread.State", "A thread state");
        }

        @Test
        void aFieldShowsItsConstant() {
            assertSays("Integer.MAX_VAL|UE", "public static final int MAX_VALUE = 2147483647",
                "maximum value an int can have");
        }

        @Test
        void namesOfParametersComeFromTheSourceWhereTheClassHasNone() {
            assertSays("List.of(\"a\").ge|t(0)", "get(int index)");
        }

        @Test
        void anUncommentedOverriderBorrowsItsComment() {
            assertSays("new ArrayList<String>().containsAl|l(list)", "Returns true if this collection contains all");
        }

        @Test
        void inheritedPartsAreFilledIn() {
            var text = plain("new ArrayList<String>().addA|ll(list)");
            assertFalse(text.contains("inheritDoc"), text);
            assertFalse(html("new TreeMap<String, String>().ceilingKe|y(\"a\")").contains("\uE0FF"));
        }

        @Test
        void detailAddsTheSource() {
            assertTrue(plain("list.isEmp|ty()", 1).contains("return size == 0;"));
            assertFalse(plain("list.isEmp|ty()", 0).contains("return size == 0;"));
            assertTrue(plain("Runnab|le", 1).contains("public interface Runnable {"));
        }

        @Test
        void aPackageIsNamed() {
            assertEquals("package java.util", plain("java.uti|l.List"));
        }
    }

    @Nested
    class OfTheNotebook {

        @Test
        void aVariableHasItsTypeAndItsValue() {
            assertSays("coun|t", "int count", "in cell 1", "now 3");
            assertSays("list.size() + lis|t.size()", "ArrayList<String> list", "now ArrayList of 2 elements");
            assertSays("number|s", "int[] numbers", "now int[3]");
        }

        @Test
        void noCodeOfTheUsersRunsToShowAValue() {
            assertSays("lou|d", "Loud loud", "now an instance of Loud");
        }

        @Test
        void detailAddsTheStatementThatDeclaresIt() {
            assertTrue(plain("coun|t", 1).contains("int count = 3;"), plain("coun|t", 1));
            assertFalse(plain("coun|t", 1).contains("ArrayList"), plain("coun|t", 1));
        }

        @Test
        void aMethodHasItsCommentAndItsCell() {
            assertSays("twi|ce(2)", "int twice(int n)\n", "in cell 2", "Doubles a number.",
                "n – the number, n < 2^30", "Returns\n    twice n", "ArithmeticException – never");
            assertTrue(plain("twice(|", 1).contains("return 2 * n;"));
        }

        @Test
        void aTypeHasItsCommentInMarkdown() {
            var html = html("Sha|pe<String> s;");
            assertTrue(html.contains("A <i>shape</i> with <code>area</code>, see <code>Math.PI</code>."), html);
            assertTrue(html.contains("<ul><li>round</li><li>square</li></ul>"), html);
            assertTrue(html.contains("&lt;T&gt;"), html);
            assertSays("Sha|pe<String> s;", "interface Shape<T>", "- round\n", "in cell 3");
        }

        @Test
        void anOverriderOfTheNotebookBorrowsItsComment() {
            assertSays("new Circle(2).ar|ea()", "public double area()", "The area.", "in units of T");
        }

        @Test
        void recordsShowTheirComponents() {
            assertSays("new Cir|cle(1)", "record Circle(double r) implements Shape<String>");
            assertSays("new Circle(|", "Circle(double r)");
        }

        @Test
        void whatTheSameCellDeclaresIsFound() {
            assertSays("/** Says hello. */ void hello(String to) {}\nhel|lo(\"x\");", "void hello(String to)",
                "in this cell", "Says hello.");
            assertSays("var local = list; loc|al.size()", "ArrayList<String> local");
            assertSays("var local = list; int f() { return loc|al.size(); }", "ArrayList<String> local");
            assertSays("for (var each : list) { System.out.println(ea|ch); }", "String each");
            assertTrue(plain("int later() { return 42; }\nlat|er()", 1).contains("return 42;"));
        }

        @Test
        void aDeclarationIsFoundAtItself() {
            assertSays("int tripl|e(int n) { return 3 * n; }", "int triple(int n)");
            assertSays("class Anim|al { }", "class Animal");
            assertSays("String nam|e = \"\";", "String name");
        }

        @Test
        void constantsOfAnEnumAreFound() {
            assertSays("Colour.RE|D", "Colour RED", "in cell 4");
        }
    }

    @Nested
    class OfNothing {

        @Test
        void keywordsAndUnknownNamesAreEmpty() {
            assertTrue(bundle("if| (true) {}", 0).isEmpty());
            assertTrue(bundle("whi|le", 0).isEmpty());
            assertTrue(bundle("nonsen|se", 0).isEmpty());
            assertTrue(bundle("no.such.thin|g()", 0).isEmpty());
            assertTrue(bundle("list.nonsen|se()", 0).isEmpty());
            assertTrue(bundle("|", 0).isEmpty());
            assertTrue(bundle("1 + |", 0).isEmpty());
            assertTrue(bundle("// lis|t", 0).isEmpty());
            assertTrue(bundle("\"lis|t\"", 0).isEmpty());
        }

        @Test
        void aBlockInACallIsNotTheCall() {
            assertTrue(bundle("list.forEach(s -> { | })", 0).isEmpty());
        }
    }
}
