package org.jolab.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Cells put together at random from pieces that are known to be Java or magics: reading one takes it apart again. */
class RandomCellsTest {

    private static final int CELLS = 1_000;
    private static final Names KNOWN = new Names(Map.of("flag", "boolean", "list", "java.util.List<String>",
        "n", "int"), Set.of("method"));

    private static final List<String> JAVA = List.of(
        "int a = 1;", "var s = \"!ls\";", "var t = \"\"\"\n    !not\n    %magic\n    \"\"\";", "// !nothing\n",
        "/* \n!nothing\n%nothing */", "if (flag\n    && !list.isEmpty()) { n++; }", "int m = n\n    % 3;",
        "boolean b = !flag;", "var e = !list.isEmpty();", "n = flag\n    ? 1\n    : 2;", "char c = '\\'';",
        "for (var i : list) { System.out.println(i); }", "Runnable r = () -> { n++; };",
        "switch (n) { case 1: n++; break; default: n--; }", "int[] array = {1,\n2,\n3};",
        "boolean[] bs = {\n!flag,\n!!flag};", "method(\n!flag,\nn\n% 2);", "class A { boolean x = !true; }",
        "list.forEach(x -> {\n    n += x.length();\n});", "assert !flag : \"%d\";",
        "label:\nwhile (flag) { break label; }",
        "int q = switch (n) { case 1 -> 2; default -> 3; };", "record P(int x, int y) {}");

    private static final List<String> MAGICS = List.of(
        "!ls -la", "!echo \"it's\"", "!echo '{' \"/*\"", "!git log --format='%h'", "!!pwd", "%cd /tmp", "%time n++;",
        "!cat \\\n   file \\\n   other", "x1 = !ls", "List<String> x2 = !find . -name '*.java'", "var x3 = %cd a b",
        "!echo $HOME ${n} {n}", "list?", "%cd?", "!make && ./run > out 2>&1", "%unknown --option=1 'a b'", "!true");

    @Test
    void everyMagicAndNothingElseIsFound() {
        var random = new Random(42);
        for (var i = 0; i < CELLS; i++) {
            var cell = new StringBuilder();
            var expected = new ArrayList<Integer>();
            var closings = new ArrayList<String>();
            for (var count = random.nextInt(1, 12); count > 0; count--) {
                if (random.nextInt(8) == 0) {
                    cell.append(random.nextBoolean() ? "if (n > 0) {" : "list.forEach(it -> {");
                    closings.addFirst(cell.toString().endsWith("-> {") ? "});" : "}");
                } else if (random.nextInt(3) == 0) {
                    var indent = " ".repeat(random.nextInt(4));
                    expected.add(cell.length());
                    cell.append(indent).append(MAGICS.get(random.nextInt(MAGICS.size())));
                } else {
                    cell.append(JAVA.get(random.nextInt(JAVA.size())));
                }
                cell.append('\n');
                if (!closings.isEmpty() && random.nextInt(3) == 0) {
                    cell.append(closings.removeFirst()).append('\n');
                }
            }
            closings.forEach(closing -> cell.append(closing).append('\n'));
            check(cell.toString(), expected);
        }
    }

    private static void check(String code, List<Integer> expected) {
        var reading = CellReader.read(code, 0, KNOWN);
        assertEquals(expected.stream().map(at -> lineOf(code, at)).toList(),
            reading.uses().stream().map(use -> lineOf(code, use.start())).toList(), code);
        var java = reading.java().text();
        assertEquals(code.lines().count(), java.lines().count(), code + "\nbecame\n" + java);
        assertEquals(List.of(), Names.syntaxErrors("class A { void f() {\n" + java + "\n;}}"),
            code + "\nbecame\n" + java);
        for (var at = 0; at < code.length(); at++) {
            var inJava = reading.java().toJava(at);
            if (inJava >= 0) {
                assertEquals(at, reading.java().toCell(inJava), code);
            }
        }
    }

    private static long lineOf(String code, int at) {
        return code.substring(0, at).chars().filter(c -> c == '\n').count();
    }
}
