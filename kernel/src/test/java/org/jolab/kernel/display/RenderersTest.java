package org.jolab.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RenderersTest {

    private final Renderers renderers = new Renderers(Limits.SCREEN);

    private record Point(int x, double y, String name) {}

    private record Node(String name, Object next) {}

    private static class Plain {
        private final int number = 5;
        private final String text = "a<b";
        private Plain next;
    }

    private String text(Object value) {
        return (String) renderers.render(value).data().get("text/plain");
    }

    private String html(Object value) {
        return (String) renderers.render(value).data().get("text/html");
    }

    @Test
    void scalarsAreTheirText() {
        assertEquals("null", text(null));
        assertEquals("42", text(42));
        assertEquals("1.0", text(1.0));
        assertEquals("c", text('c'));
        assertEquals("two\nlines", text("two\nlines"));
        assertEquals("DAYS", text(TimeUnit.DAYS));
        assertTrue(html("<b>&'\"").contains("&lt;b&gt;&amp;&#39;&quot;"), html("<b>&'\""));
    }

    @Test
    void arraysTellTypeShapeAndElements() {
        assertEquals("int[3] {1, 2, 3}", text(new int[] {1, 2, 3}));
        assertEquals("int[0] {}", text(new int[0]));
        assertEquals("String[2] {\"a\\n\", null}", text(new String[] {"a\n", null}));
        assertEquals("boolean[1] {true}", text(new boolean[] {true}));
        assertEquals("char[2] \"hi\"", text(new char[] {'h', 'i'}));
        assertEquals("int[2][3]\n{{  1, 20, 3},\n {400,  5, 6}}", text(new int[][] {{1, 20, 3}, {400, 5, 6}}));
        assertTrue(text(new int[][] {{1}, {2, 3}}).startsWith("int[2][]\n"));
        assertTrue(text(new int[][] {{1}, null}).contains("null"));
        assertEquals("int[2][1][2] {{{0, 0}}, {{0, 0}}}", text(new int[2][1][2]));
        assertEquals("Object[2] {1, int[1] {2}}", text(new Object[] {1, new int[] {2}}));
    }

    @Test
    void longArraysAreCutInTheMiddleWithACount() {
        var text = text(IntStream.range(0, 10_000).toArray());
        assertTrue(text.startsWith("int[10000]\n{0, 1, "), text);
        assertTrue(text.contains("… 9,900 more …"), text);
        assertTrue(text.endsWith("9998, 9999}"), text);
        assertTrue(text.lines().allMatch(line -> line.length() <= Limits.WIDTH), text);
    }

    @Test
    void collectionsAndMapsReadAsInJava() {
        assertEquals("[1, 2]", text(List.of(1, 2)));
        assertEquals("[\"1\", 1, '1', null]", text(Arrays.asList("1", 1, '1', null)));
        var map = new LinkedHashMap<>(Map.of("k", List.of(1)));
        map.put(null, List.of());
        assertEquals("{\"k\"=[1], null=[]}", text(map));
        assertEquals("{DAYS=1, HOURS=2}".length(), text(new EnumMap<>(Map.of(TimeUnit.DAYS, 1, TimeUnit.HOURS, 2)))
            .length());
        assertTrue(html(map).contains("<table"), html(map));
        assertTrue(text(new LinkedList<>(IntStream.range(0, 1000).boxed().toList())).endsWith("998, 999]"));
    }

    @Test
    void whatContainsItselfEnds() {
        var list = new ArrayList<Object>(List.of(1));
        list.add(list);
        assertEquals("[1, (this ArrayList)]", text(list));
        var map = new HashMap<Object, Object>();
        map.put("me", map);
        assertEquals("{\"me\"=(this HashMap)}", text(map));
        var array = new Object[1];
        array[0] = array;
        assertEquals("Object[1] {(this Object[])}", text(array));
        var node = new Node("a", new ArrayList<>());
        @SuppressWarnings("unchecked")
        var next = (List<Object>) node.next();
        next.add(node);
        assertEquals("Node[name=\"a\", next=[(this Node)]]", text(node));
    }

    @Test
    void recordsAndListsOfRecordsAreTables() {
        var one = new Point(1, 2.5, "p");
        assertEquals("Point[x=1, y=2.5, name=\"p\"]", text(one));
        assertTrue(html(one).contains("<td style=\"text-align:left;\">name</td>"), html(one));
        var two = List.of(one, new Point(10, -20.25, "<i>"));
        assertEquals("""
             x       y  name
            ──  ──────  ────
             1     2.5  p
            10  -20.25  <i>""", text(two));
        assertTrue(html(two).contains("&lt;i&gt;") && html(two).contains("2 rows × 3 columns"), html(two));
        assertEquals(text(two), text(two.toArray(Point[]::new)));
        var many = IntStream.range(0, 1000).mapToObj(i -> new Point(i, i, "n")).toList();
        assertTrue(text(many).contains("… 960 more rows …"), text(many));
        assertTrue(html(many).contains("… 960 more rows …"));
    }

    @Test
    void listsOfMapsAreTablesOfAllTheirKeys() {
        var rows = List.of(Map.of("a", 1), Map.of("b", "x"));
        assertEquals(List.of("a", "b"), List.of(text(rows).lines().findFirst().orElseThrow().split(" +"))
            .stream().filter(name -> !name.isEmpty()).toList());
        assertFalse(html(List.of(Map.of(1, 2))).contains("<table"));
    }

    @Test
    void widerTablesThanATerminalLoseTheirMiddleInText() {
        var row = new LinkedHashMap<String, Object>();
        IntStream.range(0, 20).forEach(i -> row.put("column" + i, "x".repeat(30)));
        var text = text(List.of(row));
        assertTrue(text.lines().allMatch(line -> line.length() <= 170), text);
        assertTrue(text.contains("column0 ") && text.contains("column19") && text.contains("…"), text);
    }

    @Test
    void optionalsAndStreamsAreDescribedAndNotUsedUp() {
        assertEquals("Optional[\"x\"]", text(Optional.of("x")));
        assertEquals("Optional.empty", text(Optional.empty()));
        assertEquals("OptionalInt[1]", text(OptionalInt.of(1)));
        var stream = Stream.of(1, 2, 3);
        assertTrue(text(stream).startsWith("Stream, not consumed"), text(stream));
        assertEquals(3, stream.toList().size());
        var iterator = List.of(1).iterator();
        assertTrue(text(iterator).startsWith("Iterator"), text(iterator));
        assertTrue(iterator.hasNext());
    }

    @Test
    void linksAreLinksWhenTheyAreSafe() {
        assertTrue(html(URI.create("https://a.b/?c=d&e='f'")).contains("href=\"https://a.b/?c=d&amp;e=&#39;f&#39;\""));
        assertFalse(html(URI.create("javascript:alert(1)")).contains("href"));
    }

    @Test
    void whatHasNoTextOfItsOwnShowsItsFields() {
        var plain = new Plain();
        plain.next = new Plain();
        assertEquals("Plain{number=5, text=\"a<b\", next=Plain{…}}", text(plain));
        assertTrue(html(plain).contains("a&lt;b"), html(plain));
        assertTrue(text(new Object()).matches("Object@[0-9a-f]+"));
        assertEquals("lambda: Function.apply(Object)", text((Function<String, String>) String::strip));
        assertEquals("CompletableFuture: running", text(new CompletableFuture<>()));
        assertEquals("CompletableFuture: completed with [1]", text(CompletableFuture.completedFuture(List.of(1))));
        assertTrue(text(CompletableFuture.failedFuture(new IllegalStateException("x"))).contains("failed with"));
        assertEquals("PT1H1S (1 hour 1 second)", text(Duration.ofSeconds(3601)));
        assertEquals("BigInteger of about 30,103,000 digits", text(BigInteger.TWO.pow(100_000_000)));
        assertTrue(text(new IllegalStateException("outer", new RuntimeException("inner"))).contains("Caused by: "));
    }

    @Test
    void bytesAreShownInHexAndPicturesAsPictures() {
        var dump = text("hello".getBytes(StandardCharsets.UTF_8));
        assertEquals("byte[5]\n00000000  68 65 6c 6c 6f                                  hello", dump);
        assertTrue(text(new byte[10_000]).contains("… 9,744 more bytes …"), text(new byte[10_000]));
        var gif = "GIF89a\u0003\u0000\u0002\u0000\u0000\u0000".getBytes(StandardCharsets.ISO_8859_1);
        var bundle = renderers.render(gif);
        assertInstanceOf(byte[].class, bundle.data().get("image/gif"));
        assertEquals(Map.of("width", 3, "height", 2), bundle.metadata().get("image/gif"));
    }

    @Test
    void badManneredValuesAreSurvived() {
        var thrower = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        };
        assertEquals("‹toString() threw java.lang.IllegalStateException: no text›", text(thrower));
        assertTrue(text(List.of(thrower, 2)).endsWith(", 2]"), text(List.of(thrower, 2)));
        var endless = new Object() {
            @Override
            public String toString() {
                return this.toString();
            }
        };
        assertTrue(text(endless).contains("StackOverflowError"), text(endless));
        var nothing = new Object() {
            @Override
            public String toString() {
                return null;
            }
        };
        assertEquals("null", text(nothing));
    }

    @Test
    void aTextThatNeverComesIsGivenUp() {
        var hasty = new Renderers(new Limits(1000, 100, 10, 10, 10, Duration.ofMillis(50)));
        class Waits {
            @Override
            public String toString() {
                try {
                    Thread.sleep(60_000);
                    return "waited";
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        var text = (String) hasty.render(List.of(new Waits(), new Waits())).data().get("text/plain");
        assertTrue(text.contains("took longer than 50 ms") && text.contains("skipped"), text);
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void errorsOfTheKernelPassThrough() {
        var interrupted = new Object() {
            @Override
            public String toString() {
                throw new KernelError();
            }
        };
        assertThrows(KernelError.class, () -> renderers.render(List.of(interrupted)));
    }

    /** Like the one that ends an interrupted cell. */
    private static final class KernelError extends Error {
        private static final long serialVersionUID = 1;
    }

    @Test
    void whatNobodySeesIsMadeVisibleWhereItCouldHarm() {
        assertEquals("[\"a\\u202eb\\u0007\"]", text(List.of("a\u202eb\u0007")));
        assertFalse(html("x\u202ey").contains("\u202e"));
        assertEquals("\u001b[31mred", text("\u001b[31mred"));
        assertFalse(renderers.render("\u001b[31mred").data().containsKey("text/html"));
        assertTrue(html(List.of(new Point(1, 1, "שלום"))).contains("<bdi>שלום</bdi>"));
    }

    @Test
    void theAuthorsRendererOfTheNearestTypeWins() {
        renderers.register(Number.class, number -> MimeBundle.text("number " + number));
        renderers.register(Comparable.class, thing -> MimeBundle.text("comparable"));
        renderers.register(Integer.class, number -> MimeBundle.text("integer " + number));
        assertEquals("integer 1", text(1));
        assertEquals("number 1.5", text(1.5));
        assertEquals("comparable", text("x"));
        assertEquals("[integer 1, number 2]", text(List.of(1, 2L)));
        renderers.register(Integer.class, number -> MimeBundle.text("again"));
        assertEquals("again", text(1));
    }

    @Test
    void displayableValuesSayWhatTheyAre() {
        Displayable value = () -> MimeBundle.of("text/html", "<b>x</b>").with("text/plain; charset=utf-8", "x")
            .with("nonsense", 1).with("application/json", Map.of("a", new int[] {1}));
        var bundle = renderers.render(value);
        assertEquals(Set.of("text/html", "text/plain", "application/json"), bundle.data().keySet());
        assertEquals(Map.of("a", List.of(1)), bundle.data().get("application/json"));
        Displayable broken = () -> null;
        assertTrue(text(broken).contains("NullPointerException: no bundle"), text(broken));
        Displayable thrower = () -> {
            throw new IllegalStateException("no");
        };
        assertTrue(text(thrower).contains("toMimeBundle() threw java.lang.IllegalStateException: no"), text(thrower));
        assertEquals(Map.of("text/plain", "as is"), renderers.render(MimeBundle.text("as is")).data());
    }

    @Test
    void tenMillionElementsTakeMilliseconds() {
        var array = new int[10_000_000];
        var list = new ArrayList<>(Collections.nCopies(10_000_000, 7));
        renderers.render(array);
        renderers.render(list);
        var start = System.nanoTime();
        renderers.render(array);
        var middle = System.nanoTime();
        renderers.render(list);
        var end = System.nanoTime();
        System.err.println("10,000,000 elements: int[] " + (middle - start) / 1000 + " µs, list "
            + (end - middle) / 1000 + " µs");
        assertTrue(end - start < 1_000_000_000, end - start + " ns");
    }
}
