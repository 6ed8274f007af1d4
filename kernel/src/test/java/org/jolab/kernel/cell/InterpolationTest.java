package org.jolab.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterpolationTest {

    private static final Names KNOWN = new Names(Map.of("name", "String", "n", "int", "x", "int", "f", "int",
        "list", "java.util.List<String>"), Set.of("twice", "Point"));

    /** The line of a shell command, with the expressions found in it in guillemets. */
    private static String mark(String command) {
        return Interpolation.of(command,
                new Use(Use.Kind.STATEMENT, "!", 0, 0, command.length(), false), KNOWN, new Locals()).stream()
            .map(piece -> switch (piece) {
                case Interpolation.Piece.Text(var text) -> text;
                case Interpolation.Piece.Expression(var start, var end) -> "«" + command.substring(start, end) + "»";
            })
            .collect(Collectors.joining());
    }

    @Test
    void bracesHoldJava() {
        assertEquals("echo «name»", mark("echo {name}"));
        assertEquals("echo «n * 2 + \"}\"»!", mark("echo {n * 2 + \"}\"}!"));
        assertEquals("echo '«twice(n)»'", mark("echo '{twice(n)}'"));
        assertEquals("«list.stream().map(s -> s + \"!\").toList()»",
            mark("{list.stream().map(s -> s + \"!\").toList()}"));
        assertEquals("«new Point(n, 1)» «Math.max(n, 2)»", mark("{new Point(n, 1)} {Math.max(n, 2)}"));
        assertEquals("«java.nio.file.Path.of(name)»", mark("{java.nio.file.Path.of(name)}"));
        assertEquals("«(a, b) -> a + b + n»", mark("{(a, b) -> a + b + n}"));
    }

    @Test
    void dollarsNameVariables() {
        assertEquals("echo «name».txt «n»", mark("echo $name.txt $n"));
        assertEquals("echo \"«name»\"", mark("echo \"$name\""));
        assertEquals("echo '$name'", mark("echo '$name'"));
        assertEquals("echo \\$name", mark("echo \\$name"));
        assertEquals("echo $name", mark("echo $$name"));
        assertEquals("echo $names $name2", mark("echo $names $name2"));
    }

    @Test
    void eachPlaceIsLookedAtByItself() {
        assertEquals("awk '{print $1}' «name»", mark("awk '{print $1}' {name}"));
        assertEquals("cp {a,b} «name» $HOME", mark("cp {a,b} $name $HOME"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo $HOME", "echo ${name}", "echo ${n:-3}", "awk '{print $1}'", "awk '{ x = 1 }'",
        "cp {a,b} .", "echo {1..5}", "grep -E 'a{3}' f", "find . -exec rm {} \\;", "echo {unknown}", "echo {}",
        "docker inspect -f '{{.State.Status}}' x", "curl -d '{\"name\": 1}' u", "kill $$", "echo $?", "echo $# $@ $!",
        "xargs -I{} echo {}", "echo {n", "f() { ls; }; f", "git show HEAD@{1}", "echo {name other}", "echo {n;}",
        "python -c 'print({1: 2})'", "echo $(date)", "echo {\"a\"}", "sed 's/{/}/'"})
    void whatIsTheShellsStaysAsItIs(String command) {
        assertEquals(command, mark(command));
    }

    @Test
    void namesThatTheCommandSetsAreItsOwn() {
        assertEquals("for f in *; do echo $f; done", mark("for f in *; do echo $f; done"));
        assertEquals("x=3; echo $x «n»", mark("x=3; echo $x $n"));
        assertEquals("while read name; do echo $name; done", mark("while read name; do echo $name; done"));
        assertEquals("export x=1; echo $x", mark("export x=1; echo $x"));
    }

    @Test
    void doubledBracesStandForSingleOnes() {
        assertEquals("echo {name}", mark("echo {{name}}"));
    }
}
