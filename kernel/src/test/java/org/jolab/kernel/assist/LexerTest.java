package org.jolab.kernel.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.jolab.kernel.cell.Tokens;
import org.junit.jupiter.api.Test;

class LexerTest {

    private static List<String> texts(String code) {
        var tokens = Tokens.of(code);
        return IntStream.range(0, tokens.size()).mapToObj(tokens::text).toList();
    }

    private static List<Chunk.Kind> chunks(String code) {
        return Chunk.of(Tokens.of(code), code.length()).stream().map(Chunk::kind).toList();
    }

    @Test
    void literalsHideWhatTheyHold() {
        assertEquals(List.of("a", "=", "\"(\\\"{\"", ";", "'\\''", "+", "\"\"\"\n } \" \"\"\"", "b"),
            texts("a = \"(\\\"{\"; // } \n'\\'' /* ( */ + \"\"\"\n } \" \"\"\" b"));
    }

    @Test
    void anOpenStringEndsWithItsLine() {
        assertEquals(List.of("a", "\"b", "c"), texts("a \"b\nc"));
    }

    @Test
    void numbersOfEveryKindAreOne() {
        assertEquals(List.of("1.5e-3", "+", "0x1F", "-", "1_000L", ".5f"), texts("1.5e-3+0x1F-1_000L .5f"));
    }

    @Test
    void aCellIsCutIntoWhatItDeclaresAndRuns() {
        assertEquals(List.of(Chunk.Kind.IMPORT, Chunk.Kind.TYPE, Chunk.Kind.METHOD, Chunk.Kind.STATEMENT,
            Chunk.Kind.STATEMENT, Chunk.Kind.STATEMENT), chunks("""
                import java.util.*;
                @Deprecated public record A<T>(int x) implements B { }
                static <T> List<T> f(int n) throws Error { if (n > 0) { } else { } return null; }
                var x = new Object() { int y; };
                for (var i : list) { call(() -> { }); }
                int z = switch (a) { case 1 -> { yield 2; } default -> 3; }"""));
        assertEquals(List.of(Chunk.Kind.STATEMENT), chunks("try { f(); } catch (E e) { } finally { }"));
        assertEquals(List.of(Chunk.Kind.STATEMENT), chunks("do { f(); } while (x);"));
        assertEquals(List.of(Chunk.Kind.STATEMENT), chunks("record.run(x)"));
    }

    @Test
    void variablesAreToldFromOtherStatements() {
        for (var code : List.of("int x = 1;", "var x = f(y);", "Map<String, List<? super T>> x;",
                "final int[] x = {1};", "java.util.List<String> x = null;", "int x[];", "@A(1) String x")) {
            assertTrue(Chunk.of(Tokens.of(code), 0).getFirst().declared(Tokens.of(code)).contains("x"), code);
        }
        for (var code : List.of("x = 1;", "f(x);", "for (int x = 0;;) {}", "return x;", "a.b.c();", "x++;",
                "a < x;")) {
            assertTrue(Chunk.of(Tokens.of(code), 0).getFirst().declared(Tokens.of(code)).isEmpty(), code);
        }
    }
}
