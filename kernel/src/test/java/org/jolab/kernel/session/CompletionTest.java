package org.jolab.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CompletionTest {

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
    class AfterADot {

        @Test
        void theStaticMembersOfATypeAreOffered() {
            assertEquals(List.of("copyValueOf("), asked.texts("String.copyVal|"));
            asked.assertOffers("String.|", "valueOf(", "format(", "CASE_INSENSITIVE_ORDER", "class");
            asked.assertDoesNotOffer("String.|", "length()");
        }

        @Test
        void theMembersOfAValueAreOfferedAndNoStaticOnes() {
            asked.assertOffers("\"x\".|", "length()", "charAt(", "substring(");
            asked.assertDoesNotOffer("\"x\".|", "valueOf(", "copyValueOf(", "class");
        }

        @Test
        void aMethodWithoutParametersIsClosed() {
            assertEquals("isEmpty()", asked.match("list.isE|", "isEmpty()").text());
            asked.assertOffers("\"\".getByt|", "getBytes()", "getBytes(");
        }

        @Test
        void aMatchReplacesWhatWasTypedOfTheName() {
            var completion = asked.at("var s = \"x\".sub|string(1);");
            assertEquals(12, completion.start());
            assertEquals(15, completion.end());
        }

        @Test
        void signaturesHaveTheTypesOfTheReceiver() {
            assertEquals("(int index) : String", asked.match("list.ge|", "get(").signature());
            assertEquals("function", asked.match("list.ge|", "get(").type());
        }

        @Test
        void ownMembersComeBeforeInheritedOnesAndThoseOfObjectLast() {
            asked.assertOrder("list.|", "add(", "containsAll(");
            asked.assertOrder("list.|", "containsAll(", "getClass()");
            asked.assertOrder("\"x\".|", "trim()", "notifyAll()");
        }

        @Test
        void fieldsComeBeforeMethods() {
            asked.assertOrder("class A { void a() {} int z; } new A().|", "z", "a()");
            assertEquals("field", asked.match("class A { int z; } new A().|", "z").type());
        }

        @Test
        void anArrayHasALength() {
            assertEquals("int", asked.match("int[] all = {1}; all.|", "length").signature());
            asked.assertOffers("new String[2][3].|", "length", "clone()", "getClass()");
            asked.assertOffers("int[][] all = {}; all[0].le|", "length");
        }

        @Test
        void privateMembersOfOtherClassesAreNotOffered() {
            asked.assertDoesNotOffer("\"x\".|", "value", "hash", "coder", "isLatin1()");
            asked.assertDoesNotOffer("new Object().|", "finalize()", "clone()");
        }

        @Test
        void privateMembersOfTheOwnClassAre() {
            asked.assertOffers("class A { private int secret; void f(A other) { other.se| } }", "secret");
        }

        @Test
        void protectedMembersOfASuperclassAreOfferedInTheSubclass() {
            asked.assertOffers("class A extends ArrayList<String> { void f() { this.remove| } }", "removeRange(");
            asked.assertOffers("class A extends ArrayList<String> { void f() { remove| } }", "removeRange(");
        }

        @Test
        void chainsAndNestedCallsAreFollowed() {
            asked.assertOffers("list.stream().filter(s -> s.isEmpty()).map(String::length).|", "toList()", "mapToInt(");
            asked.assertOffers("Math.max(list.size(), list.|", "size()");
            asked.assertOffers("new Point(1, Colour.RED).|", "x()", "colour()");
            asked.assertOffers("(list.get(0) + \"a\").len|", "length()");
        }

        @Test
        void theParameterOfALambdaHasItsInferredType() {
            asked.assertOffers("list.stream().map(s -> s.|", "length()");
            asked.assertOffers("list.stream().map(s -> s.len|).toList()", "length()");
            asked.assertOffers("list.forEach(s -> { var t = s; t.|", "length()");
            asked.assertOffers("list.stream().collect(Collectors.groupingBy(s -> s.|", "length()");
            asked.assertOffers("BiFunction<String, Integer, String> f = (s, n) -> s.rep|", "repeat(");
        }

        @Test
        void theConstantsOfAnEnumAreOffered() {
            asked.assertOrder("Colour.|", "RED", "valueOf(");
            assertEquals("enumMember", asked.match("Colour.|", "RED").type());
        }

        @Test
        void aPackageOffersItsClassesAndPackages() {
            asked.assertOffers("java.util.|", "ArrayList", "concurrent.", "Map");
            asked.assertOffers("new java.util.concurrent.ato|", "atomic.");
            asked.assertOffers("java.util.Map.|", "entry(", "Entry");
            assertEquals("interface", asked.match("java.util.Li|", "List").type());
            assertEquals("module", asked.match("java.uti|", "util.").type());
        }

        @Test
        void aMethodReferenceOffersNamesWithoutBrackets() {
            asked.assertOffers("list.forEach(System.out::pri|", "println", "print");
            assertEquals(List.of("valueOf"), asked.texts("String::val|"));
            asked.assertOffers("Supplier<List<String>> s = ArrayList::|", "new");
        }

        @Test
        void theNextLineIsNotTakenForTheRestOfTheName() {
            asked.assertOffers("list.a|\ncount = 4;\nfoo();", "add(");
            asked.assertOffers("list\n    .stream()\n    .fi|", "filter(");
        }

        @Test
        void anUnknownReceiverOffersNothing() {
            assertEquals(List.of(), asked.texts("nonsense.|"));
            assertEquals(List.of(), asked.texts("count.|"));
            assertEquals(List.of(), asked.texts("no.such.thing.|"));
        }
    }

    @Nested
    class Names {

        @Test
        void variablesOfTheNotebookHaveTheirTypes() {
            assertEquals("ArrayList<String>", asked.match("li|", "list").signature());
            assertEquals("variable", asked.match("li|", "list").type());
            assertEquals("count", asked.texts("coun|").getFirst());
        }

        @Test
        void methodsAndTypesOfTheNotebookAreOffered() {
            assertEquals("(int n) : int", asked.match("twi|", "twice(").signature());
            assertEquals("enum", asked.match("Col|", "Colour").type());
            assertEquals("interface", asked.match("Sha|", "Shape").type());
            assertEquals("class", asked.match("Poi|", "Point").type());
        }

        @Test
        void variablesOfTheSameCellAreSeenFromTheirDeclarationOn() {
            asked.assertOffers("var local = 4; loc|", "local");
            assertEquals("HashMap<String, Integer>",
                asked.match("var local = new HashMap<String, Integer>(); loc|", "local").signature());
            asked.assertDoesNotOffer("loc|\nint local = 4;", "local");
        }

        @Test
        void methodsAndTypesOfTheSameCellAreSeenEverywhere() {
            asked.assertOffers("lat|\nint later() { return 1; }\nclass Latest {}", "later()", "Latest");
            asked.assertOffers("class First { void f() { new Sec| } } class Second {}", "Second");
            asked.assertOffers("class A { int gx; void f() { g| } void gh() {} int gz; }", "gx", "gh()", "gz");
        }

        @Test
        void aMethodSeesTheVariablesThatItsCellDeclaresBefore() {
            asked.assertOffers("int local = 4;\nint f() { return loc| }", "local");
            asked.assertOffers("var other = list;\nint f() { return other.|siz }", "size()");
        }

        @Test
        void blocksLoopsAndPatternsDeclareVariables() {
            asked.assertOffers("for (int index = 0; ind|", "index");
            asked.assertOffers("for (var each : list) { each.|", "length()");
            asked.assertOffers("if (shape instanceof Circle c && c.|", "r()");
            asked.assertOffers("if (shape instanceof Circle c) { c.|", "r()");
            asked.assertOffers("switch (shape) { case Circle circ -> cir|", "circ");
            asked.assertOffers("switch (shape) { case Circle(var radius) when radi|", "radius");
            asked.assertOffers("if (!(shape instanceof Circle round)) { throw new Error(); }\nroun|", "round");
            asked.assertOffers("try (var input = Files.newInputStream(Path.of(\"x\"))) { inp|", "input");
            asked.assertOffers("try { } catch (IOException problem) { prob|", "problem");
            asked.assertOffers("Function<String, Integer> f = word -> wor|", "word");
            asked.assertDoesNotOffer("{ int inner = 1; }\ninn|", "inner");
        }

        @Test
        void insideAnAnonymousClassTheOutsideIsSeen() {
            asked.assertOffers("int mine = 1; Runnable r = new Runnable() { int own; public void run() { ow|", "own");
            asked.assertOffers("int mine = 1; Runnable r = new Runnable() { public void run() { min| } };", "mine");
        }

        @Test
        void importedClassesComeBeforeOthersWhichAreQualified() {
            asked.assertOrder("List|", "List", "java.awt.List");
            assertEquals("class", asked.match("AtomicInt|", "java.util.concurrent.atomic.AtomicInteger").type());
            asked.assertOffers("import java.util.concurrent.atomic.*;\nAtomicInt|", "AtomicInteger");
            asked.assertOffers("import module java.logging;\nHandl|", "Handler");
        }

        @Test
        void staticImportsAreOffered() {
            asked.assertOffers("import static java.lang.Math.*;\nsq|", "sqrt(");
            asked.assertOffers("import static java.lang.Math.PI;\nP|", "PI");
        }

        @Test
        void aNameIsFoundByItsHumps() {
            assertEquals("NullPointerException", asked.texts("NPE|").getFirst());
            assertEquals(List.of("ArrayList"), asked.texts("new ArrLi|"));
            asked.assertOffers("\"x\".eIC|", "equalsIgnoreCase(");
        }

        @Test
        void aPrefixComesBeforeHumpsAndThoseBeforeAnyCase() {
            asked.assertOrder("class X { int abOut, alphaBeta, aB; int f() { return aB| } }", "aB", "alphaBeta");
            asked.assertOffers("arrayl|", "ArrayList");
        }

        @Test
        void keywordsAreOfferedWhereTheyMayStand() {
            asked.assertOffers("whi|", "while");
            asked.assertOffers("impo|", "import");
            asked.assertOffers("class A { pri|", "private");
            asked.assertOffers("class A ext|", "extends");
            asked.assertOffers("int f() thr|", "throws");
            asked.assertOffers("if (list inst|", "instanceof");
            asked.assertOffers("int f() { ret|", "return");
            asked.assertOffers("int n = swi|", "switch");
            asked.assertOffers("record R(int n) impl|", "implements");
            asked.assertOffers("try { f(); } ca|", "catch");
            asked.assertOffers("try { f(); } ca|tch (IOException e) {}", "catch");
            asked.assertOffers("if (true) { } el|se { }", "else");
            asked.assertOffers("switch (shape) { case Circle c wh|", "when");
            asked.assertOffers("var n = switch (shape) { case Circle c -> { yi|", "yield");
            asked.assertOffers("label: whi|", "while");
            asked.assertOffers("List<? ext|", "extends");
            asked.assertDoesNotOffer("list.whi|", "while");
            asked.assertDoesNotOffer("int n = whi|", "while");
            asked.assertDoesNotOffer("class A { whi|", "while");
        }

        @Test
        void afterNewOnlyTypesAreOffered() {
            asked.assertDoesNotOffer("new cou|", "count");
            asked.assertOffers("throw new Ill|", "IllegalStateException");
        }

        @Test
        void typesAreOfferedWhereTypesStand() {
            asked.assertOffers("class B extends AbstractLi|", "AbstractList");
            asked.assertOffers("var t = switch (paint) { case RED -> 1; default -> Str|", "String");
            asked.assertOffers("Map<String, Lis|", "List");
            asked.assertOffers("var m = new HashMap<String, Lis|", "List");
            asked.assertOffers("record R(int a, Str|", "String");
            asked.assertOffers("void f(Str|", "String");
            asked.assertOffers("void f() throws IOEx|", "IOException");
            asked.assertOffers("try { } catch (IOEx|", "IOException");
            asked.assertOffers("@Over|", "Override");
            asked.assertOffers("class X { @Over| }", "Override");
        }

        @Test
        void anEmptyCellOffersTheNotebookFirst() {
            var texts = asked.texts("|");
            assertTrue(texts.indexOf("count") < texts.indexOf("twice("), texts::toString);
            assertTrue(texts.indexOf("twice(") < texts.indexOf("while"), texts::toString);
            assertTrue(texts.size() <= 500);
        }
    }
}
