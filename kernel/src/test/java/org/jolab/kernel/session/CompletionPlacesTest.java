package org.jolab.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionPlacesTest {

    private static Completions asked;

    @BeforeAll
    static void open() {
        asked = new Completions();
    }

    @AfterAll
    static void close() {
        asked.close();
    }

    @Nested
    class Expectations {

        @Test
        void aCaseOffersTheConstantsThatItMayName() {
            assertEquals(List.of("BLUE", "GREEN", "RED"), asked.texts("switch (paint) { case |").subList(0, 3));
            assertEquals(List.of("RED"), asked.texts("switch (paint) { case R|"));
            assertEquals(List.of("GREEN"), asked.texts("var n = switch (paint) { case RED -> 1; case G|"));
            asked.assertDoesNotOffer("switch (paint) { case |", "count");
        }

        @Test
        void aCaseOfASealedTypeOffersItsParts() {
            assertEquals(List.of("Circle", "Square"), asked.texts("switch (shape) { case |").subList(0, 2));
        }

        @Test
        void whereAnEnumIsExpectedItsConstantsComeFirst() {
            assertEquals(List.of("Colour.BLUE", "Colour.GREEN", "Colour.RED", "paint"),
                asked.texts("use(|").subList(0, 4));
            assertEquals("Colour.RED", asked.texts("paint = R|").getFirst());
            assertEquals("Colour.GREEN", asked.texts("if (paint == Colo|").get(1));
            asked.assertOffers("new Point(1, |", "Colour.RED");
            asked.assertOffers("Colour f() { return |", "Colour.RED");
            asked.assertOffers("Thread.State s = |", "Thread.State.NEW");
        }

        @Test
        void whatFitsTheTypeComesFirst() {
            asked.assertOrder("int here = 1; String text = \"\"; String other = t|", "text", "twice(");
            assertEquals("wanted", asked.texts("var another = 1; String wanted = \"\"; list.addFirst(|").getFirst());
        }

        @Test
        void theElementsOfAnAnnotationAreOffered() {
            asked.assertOffers("@Mark(|", "name = ", "level = ");
            asked.assertOffers("@Mark(na|) class A {}", "name = ");
        }
    }

    @Nested
    class Imports {

        @Test
        void packagesAndClassesAreOffered() {
            asked.assertOffers("import java.u|", "util.");
            asked.assertOffers("import jav|", "java.", "javax.");
            asked.assertOffers("import java.util.concurrent.Comp|", "CompletableFuture");
            asked.assertOffers("import java.util.Map.|", "Entry");
        }

        @Test
        void aClassIsFoundByItsSimpleName() {
            asked.assertOffers("import AtomicInt|", "java.util.concurrent.atomic.AtomicInteger");
        }

        @Test
        void staticMembersAreOffered() {
            assertEquals(List.of("max"), asked.texts("import static java.lang.Math.ma|"));
        }

        @Test
        void modulesAreOffered() {
            asked.assertOffers("import module java.l|", "logging");
        }
    }

    @Nested
    class Texts {

        @Test
        void stringsNumbersAndCommentsOfferNothing() {
            assertEquals(List.of(), asked.texts("var s = \"abc|"));
            assertEquals(List.of(), asked.texts("var s = \"abc|\";"));
            assertEquals(List.of(), asked.texts("var s = \"\"\"\n  li|"));
            assertEquals(List.of(), asked.texts("var c = 'l|'"));
            assertEquals(List.of(), asked.texts("// li|"));
            assertEquals(List.of(), asked.texts("// li|\nlist"));
            assertEquals(List.of(), asked.texts("/* li| */"));
            assertEquals(List.of(), asked.texts("var n = 12|"));
            assertEquals(List.of(), asked.texts("var n = 0x1|"));
        }

        @Test
        void aPathOffersFiles(@TempDir Path folder) throws IOException {
            Files.createDirectory(folder.resolve("data"));
            Files.writeString(folder.resolve("data.csv"), "");
            Files.writeString(folder.resolve(".hidden"), "");
            assertEquals(List.of("data/", "data.csv"), asked.texts("Path.of(\"" + folder + "/da|"));
            assertEquals(List.of("data/", "data.csv"), asked.texts("new File(\"" + folder + "/|\")"));
            assertEquals("folder", asked.match("Path.of(\"" + folder + "/da|", "data/").type());
            assertEquals(List.of(), asked.texts("Path.of(\"" + folder + "/nowhere/|"));
        }
    }
}
