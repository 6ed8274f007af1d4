package org.jolab.magics.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jolab.api.Magics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that read their terminal: bash, python3, cat, ssh-keygen, less and others. */
@Timeout(60)
class InputTest {

    private Cell cell;

    @BeforeEach
    void begin() {
        cell = new Cell();
    }

    @AfterEach
    void end() throws Exception {
        cell.close();
    }

    private void answers(String... answers) {
        Queue<String> left = new ArrayDeque<>(List.of(answers));
        cell.user = (_, _) -> left.poll();
    }

    private String run(String command) throws Exception {
        cell.run("!", command);
        return cell.out();
    }

    @Test
    void bashReadIsAskedWithItsPrompt() throws Exception {
        answers("Bob");
        assertEquals("hello Bob\n", run("read -p 'name? ' n; echo hello $n"));
        assertEquals(List.of("name? "), cell.questions);
    }

    @Test
    void whatStandsAboveThePromptIsShownAtOnce() throws Exception {
        answers("Bob");
        assertEquals("first\nhello Bob\n", run("echo first; printf 'name? '; read n; echo hello $n"));
        assertEquals(List.of("name? "), cell.questions);
    }

    @Test
    void pythonsInputIsAsked() throws Exception {
        answers("Bob", "42");
        assertEquals("Bob 42\n", run("python3 -c 'a = input(\"a: \"); b = input(\"b: \"); print(a, b)'"));
        assertEquals(List.of("a: ", "b: "), cell.questions);
    }

    @Test
    void aPasswordIsHiddenAndNeverShown() throws Exception {
        answers("secret");
        assertEquals("6 letters\n", run("python3 -c 'import getpass; print(len(getpass.getpass()), \"letters\")'"));
        assertEquals(List.of("*Password: "), cell.questions);
        cell.clearOutput();
        cell.questions.clear();
        answers("secret");
        assertEquals("got 6\n", run("read -s -p 'key: ' k; echo; echo got ${#k}"));
        assertEquals(List.of("*key: "), cell.questions);
    }

    @Test
    void sshKeygenAsksForItsPassphrases(@TempDir Path folder) throws Exception {
        var key = folder.resolve("key");
        cell.run("!=", "ssh-keygen -q -t ed25519 -N old-one -f " + key);
        answers("old-one", "new-one", "new-one");
        run("ssh-keygen -p -f " + key);
        assertEquals(0, Magics._exitCode);
        assertTrue(cell.questions.getFirst().startsWith("*Enter old passphrase"), cell.questions.toString());
        assertEquals(3, cell.questions.size());
        assertFalse(cell.out().contains("one"), cell.out());
        cell.run("!=", "ssh-keygen -y -P new-one -f " + key);
        assertEquals(0, Magics._exitCode);
    }

    @Test
    void catIsAskedUntilTheInputEnds() throws Exception {
        answers("one", "two");
        assertEquals("one\ntwo\nend\n", run("cat; echo end"));
        assertEquals(3, cell.questions.size());
    }

    @Test
    void whoeverWaitsForSomethingElseIsNotAsked() throws Exception {
        answers("never");
        run("printf 'not a prompt: '; sleep 1.2; echo; (sleep 0.5; echo x) | cat; python3 -c "
            + "'import time, select; select.select([], [], [], 0.4); time.sleep(0.2)'");
        assertEquals(List.of(), cell.questions);
        assertEquals("not a prompt: \nx\n", cell.out());
    }

    @Test
    void whereNobodyAnswersTheInputEnds() throws Exception {
        run("cat; read -p 'name? ' n || echo none; python3 -c 'input(\"more: \")'; echo still here");
        assertTrue(cell.out().startsWith("name? none\nmore: Traceback"), cell.out());
        assertTrue(cell.out().contains("EOFError"), cell.out());
        assertTrue(cell.out().endsWith("still here\n"), cell.out());
    }

    @Test
    void aPasswordThatNobodyTypesEndsToo(@TempDir Path folder) throws Exception {
        run("python3 -c 'import getpass; getpass.getpass()'; ssh-keygen -q -t ed25519 -f " + folder.resolve("key"));
        assertTrue(cell.out().contains("EOFError"), cell.out());
    }

    @Test
    void lessIsLeftByAKey(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("long"), "line\n".repeat(500));
        answers("q");
        run("less " + file + "; echo out of less");
        assertTrue(cell.out().endsWith("out of less\n"), cell.out());
        assertEquals(1, cell.questions.size());
    }

    @Test
    void lessEndsWhereNobodyAnswers(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("long"), "line\n".repeat(500));
        run("less " + file + "; echo out of less");
        assertTrue(cell.out().contains("line"), cell.out());
    }

    @Test
    void oneKeyIsTypedWithoutEnter() throws Exception {
        answers("y", "Bob");
        assertEquals("yBob\n", run("read -n 1 -p 'sure? ' a; read -p 'name? ' b; echo $a$b"));
    }

    @Test
    void lineEditorsGetTheirLine() throws Exception {
        answers("Bob");
        run("read -e -p 'name? ' n; echo hello $n");
        assertTrue(cell.out().endsWith("hello Bob\n"), cell.out());
        assertEquals(List.of("name? "), cell.questions);
        cell.clearOutput();
        answers("select 6*7;", ".quit");
        run("sqlite3 :memory:");
        assertTrue(cell.out().contains("42"), cell.out());
    }

    @Test
    void nodeIsAskedThoughItWaitsForManyThings() throws Exception {
        answers("Bob");
        run("node -e 'const r = require(\"readline\").createInterface({input: process.stdin, output: process.stdout});"
            + "r.question(\"name? \", n => { console.log(\"hello \" + n); r.close(); })'");
        assertTrue(cell.out().endsWith("hello Bob\n"), cell.out());
        assertEquals(List.of("name? "), cell.questions);
    }

    @Test
    void javaIsAskedThoughItsFirstThreadSleeps(@TempDir Path folder) throws Exception {
        answers("Bob");
        var source = Files.writeString(folder.resolve("Ask.java"),
            "void main() { IO.println(\"hello \" + IO.readln(\"name? \")); }");
        run(System.getProperty("java.home") + "/bin/java " + source);
        assertTrue(cell.out().endsWith("hello Bob\n"), cell.out());
    }

    @Test
    void aQuestionThatTimesOutIsTakenBack() throws Exception {
        cell.user = (_, _) -> {
            try {
                Thread.sleep(20_000);
                return "late";
            } catch (InterruptedException e) {
                throw new java.util.concurrent.CancellationException();
            }
        };
        run("read -t 1.5 -p 'quick: ' x || echo too late");
        assertTrue(cell.out().endsWith("too late\n"), cell.out());
    }

    @Test
    void outputGoesOnWhileAQuestionIsOpen() throws Exception {
        cell.user = (_, _) -> {
            for (var i = 0; i < 300 && !cell.out().contains("background"); i++) {
                sleep();
            }
            return cell.out().contains("background") ? "seen" : "not seen";
        };
        run("(sleep 1; echo background) & read -p 'wait: ' x; echo $x");
        assertTrue(cell.out().endsWith("seen\n") && !cell.out().contains("not"), cell.out());
    }

    private static void sleep() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aLongAnswerIsTypedInFull() throws Exception {
        var answer = "é0123456789".repeat(300);
        answers(answer);
        assertEquals(answer.length() + "\n", run("python3 -c 'print(len(input()))'"));
    }

    @Test
    void anAssignmentAsksToo() throws Exception {
        answers("Bob", "secret");
        var result = cell.run("!=", "read -p 'name? ' n; python3 -c 'import getpass; getpass.getpass(\"pw: \")'; "
            + "echo hello $n");
        assertEquals(List.of("name? ", "*pw: "), cell.questions);
        assertTrue(result.toString().contains("hello Bob"), result.toString());
        assertEquals("", cell.out());
    }
}
