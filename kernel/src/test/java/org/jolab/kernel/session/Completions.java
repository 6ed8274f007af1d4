package org.jolab.kernel.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jolab.kernel.Interpreter.Completion;
import org.jolab.kernel.Interpreter.Match;

/** Asks a notebook that has declared a few things what may be typed where the code has a bar. */
final class Completions implements AutoCloseable {

    private final Notebook notebook = new Notebook();

    Completions() {
        notebook.value("""
            var list = new ArrayList<String>(); int count = 3;
            enum Colour { RED, GREEN, BLUE }
            record Point(int x, Colour colour) {}
            int twice(int n) { return 2 * n; }
            void use(Colour c) {}
            sealed interface Shape permits Circle, Square {}
            record Circle(double r) implements Shape {}
            record Square(double side) implements Shape {}
            @interface Mark { String name() default ""; int level() default 0; }
            Colour paint = Colour.RED; Shape shape = new Circle(2);
            """);

    }

    /** The completion where {@code code} has a bar. */
    Completion at(String code) {
        var cursor = code.indexOf('|');
        return notebook.session.complete(code.substring(0, cursor) + code.substring(cursor + 1), cursor);
    }

    List<String> texts(String code) {
        return at(code).matches().stream().map(Match::text).toList();
    }

    Match match(String code, String text) {
        return at(code).matches().stream().filter(match -> match.text().equals(text)).findFirst()
            .orElseThrow(() -> new AssertionError(text + " is not among " + texts(code)));
    }

    void assertOffers(String code, String... wanted) {
        assertTrue(texts(code).containsAll(List.of(wanted)), () -> code + " offers " + texts(code));
    }

    void assertDoesNotOffer(String code, String... unwanted) {
        for (var text : unwanted) {
            assertFalse(texts(code).contains(text), () -> code + " offers " + text);
        }
    }

    void assertOrder(String code, String first, String second) {
        var texts = texts(code);
        assertTrue(texts.contains(first) && texts.contains(second), texts::toString);
        assertTrue(texts.indexOf(first) < texts.indexOf(second), () -> second + " comes before " + first);
    }

    @Override
    public void close() {
        notebook.close();
    }
}
