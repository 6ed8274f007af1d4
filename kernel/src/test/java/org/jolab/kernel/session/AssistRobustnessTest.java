package org.jolab.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.jolab.kernel.Interpreter.Completion;
import org.jolab.kernel.Interpreter.Match;
import org.jolab.kernel.Interpreter.Success;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AssistRobustnessTest {

    private static final List<String> CELLS = List.of("""
        import java.util.stream.*;
        import static java.lang.Math.*;
        record Person(String name, int age) {}
        var people = List.of(new Person("A", 3), new Person("B", 4));
        people.stream().filter(p -> p.age() > 3).map(Person::name).collect(Collectors.joining(", "))
        """, """
        sealed interface Shape permits Circle, Square {}
        record Circle(double r) implements Shape {}
        record Square(double side) implements Shape {}
        double area(Shape s) { return switch (s) {
            case Circle(var r) -> PI * r * r;
            case Square q when q.side() > 1 -> q.side() * q.side();
            default -> 0;
        }; }
        """, """
        public static final int LIMIT = 3;
        int total = 0; for (int i = 0; i <= LIMIT; i++) { total += i; }
        label: while (true) { do { break label; } while (true); }
        var text = \"""
            two "lines" {
            \\t\""";
        try (var in = Files.newInputStream(Path.of("x"))) { in.read(); } catch (IOException e) { } finally { }
        """, """
        class Node<T extends Comparable<T>> implements Iterable<T> {
            private final Map<String, List<? super T>> children = new HashMap<>();
            enum Colour { RED(1) { @Override int n() { return 0; } }, BLUE(2); final int n;
                Colour(int n) { this.n = n; } int n() { return n; } }
            @Override public Iterator<T> iterator() { return new Iterator<T>() {
                public boolean hasNext() { return false; } public T next() { throw new NoSuchElementException(); } }; }
            static { int[][] grid = {{1, 2}, {3}}; grid[0][1]++; }
        }
        var x = new Node<String>() {{ iterator(); }}; int y = x != null ? 1 : 'c' + 0x1F; x.hashCode();
        """);

    private static Notebook notebook;

    @BeforeAll
    static void open() {
        notebook = new Notebook();
        notebook.value("int count = 3; var list = new ArrayList<String>();");
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    private static Completion complete(String code, int cursor) {
        return notebook.session.complete(code, cursor);
    }

    @Test
    void anyPrefixOfACellAndAnyCursorIsAnswered() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var i = 0; i < 400; i++) {
            var cell = CELLS.get(random.nextInt(CELLS.size()));
            var code = random.nextBoolean() ? cell : cell.substring(0, random.nextInt(cell.length() + 1));
            var cursor = random.nextInt(3) == 0 ? code.length() : random.nextInt(code.length() + 1);
            check(code, cursor, seed);
            notebook.session.inspect(code, cursor, i % 2);
        }
    }

    @Test
    void garbageIsAnswered() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var pieces = List.of("(", ")", "{", "}", "[", "]", "<", ">", "\"", "\"\"\"", "'", "/*", "//", "\n", ".", ";",
            "::", "->", "@", "class ", "record ", "case ", "switch (x) {", "new ", "import ", "x", "list", " ", "=",
            "?", ":", "\\", "\uD83D\uDE00", "\uD83D", "\0", "é", "1.", "0x", "enum E {", "default", "yield ", ",",
            "static ");
        for (var i = 0; i < 300; i++) {
            var code = new StringBuilder();
            for (var j = random.nextInt(25); j >= 0; j--) {
                code.append(pieces.get(random.nextInt(pieces.size())));
            }
            check(code.toString(), random.nextInt(code.length() + 1), seed);
            notebook.session.inspect(code.toString(), random.nextInt(code.length() + 1), 1);
        }
    }

    private static void check(String code, int cursor, long seed) {
        var completion = complete(code, cursor);
        var where = "seed " + seed + ", cursor " + cursor + " of\n" + code;
        assertTrue(0 <= completion.start() && completion.start() <= cursor && completion.end() == cursor, where);
        assertTrue(completion.matches().size() <= 500, where);
        var typed = code.substring(completion.start(), cursor).toLowerCase(Locale.ROOT);
        for (var match : completion.matches()) {
            assertTrue(isSubsequence(typed, match.text().toLowerCase(Locale.ROOT)), () -> match + " at " + where);
            assertFalse(match.text().contains("$unfinished") || match.type().isEmpty(), () -> match + " at " + where);
        }
        assertEquals(completion.matches().size(),
            completion.matches().stream().map(Match::text).distinct().count(), where);
    }

    private static boolean isSubsequence(String part, String whole) {
        var at = 0;
        for (var i = 0; i < whole.length() && at < part.length(); i++) {
            at += whole.charAt(i) == part.charAt(at) ? 1 : 0;
        }
        return at == part.length();
    }

    @Test
    void aCursorOutOfRangeIsTakenForTheNearestOrNone() {
        assertTrue(complete("\"x\".len", 100).matches().stream().anyMatch(match -> match.text().equals("length()")));
        assertEquals(List.of(), complete("list", -1).matches());
        assertEquals(0, complete("list", -1).start());
        assertTrue(notebook.session.inspect("list", Integer.MIN_VALUE, 0).isEmpty());
        assertTrue(notebook.session.inspect("list", Integer.MAX_VALUE, 0).isPresent());
    }

    @Test
    void halfACharacterIsNoPlaceForAName() {
        var completion = complete("\uD83D\uDE00", 1);
        assertEquals(new Completion(1, 1, List.of()), completion);
        assertTrue(notebook.session.inspect("\uD83D\uDE00", 1, 0).isEmpty());
        assertTrue(complete("var s = \"\uD83D\uDE00\"; s.len", 19).matches().stream()
            .anyMatch(match -> match.text().equals("length()")));
    }

    @Test
    void aHugeCellIsAnsweredAtOnceWithNothing() {
        var code = "x + ".repeat(2_500_000);
        var answer = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> complete(code, code.length()));
        assertEquals(List.of(), answer.matches());
        assertTrue(notebook.session.inspect(code, 5, 0).isEmpty());
    }

    @Test
    void deepNestingEndsNeitherTheKernelNorLaterAnswers() {
        var deep = "(".repeat(50_000) + "list.";
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> complete(deep, deep.length()));
        assertTrue(complete("list.ad", 7).matches().stream().anyMatch(match -> match.text().equals("add(")));
    }

    @Test
    void answersComeWhileACellRuns() throws Exception {
        var running = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        System.getProperties().put("assist.running", running);
        System.getProperties().put("assist.end", end);
        var outcome = new java.util.concurrent.FutureTask<>(() -> notebook.run("""
            ((CountDownLatch) System.getProperties().get("assist.running")).countDown();
            ((CountDownLatch) System.getProperties().get("assist.end")).await();
            """));
        Thread.ofPlatform().daemon().start(outcome);
        running.await();
        try {
            var matches = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> complete("list.ad", 7).matches());
            assertTrue(matches.stream().anyMatch(match -> match.text().equals("add(")));
            assertTrue(notebook.session.inspect("list.add(", 9, 0).isPresent());
            assertFalse(outcome.isDone());
        } finally {
            end.countDown();
        }
        assertTrue(outcome.get() instanceof Success, () -> String.valueOf(outcome));
    }

    @Test
    void nothingThatIsAskedRunsOrDeclaresAnything() {
        complete("System.setProperty(\"assist.ran\", \"yes\"); int fresh = 1; fre", 62);
        notebook.session.inspect("class Fresh {} new Fresh()", 20, 1);
        assertEquals("null", notebook.value("System.getProperty(\"assist.ran\")"));
        assertTrue(notebook.failure("fresh").contains("fresh"));
        assertTrue(notebook.failure("new Fresh()").contains("Fresh"));
    }
}
