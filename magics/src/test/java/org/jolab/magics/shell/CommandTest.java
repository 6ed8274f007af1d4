package org.jolab.magics.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.jolab.api.Magics;
import org.jolab.api.ShellResult;
import org.jolab.api.UsageError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands against the real bash, git, python3 and others. */
class CommandTest {

    private Cell cell;

    @BeforeEach
    void begin() {
        cell = new Cell();
    }

    @AfterEach
    void end() throws Exception {
        cell.close();
    }

    private ShellResult run(String command) throws Exception {
        return (ShellResult) cell.run("!", command);
    }

    private ShellResult capture(String command) throws Exception {
        return (ShellResult) cell.run("!=", command);
    }

    @Test
    void outputIsShownAndKept() throws Exception {
        var result = run("echo one; echo two >&2");
        assertEquals("one\ntwo\n", cell.out());
        assertEquals(List.of("one", "two"), result.lines());
        assertEquals(0, result.exitCode());
    }

    @Test
    void theExitCodeIsTheCommands() throws Exception {
        assertEquals(7, run("exit 7").exitCode());
        assertEquals(7, Magics._exitCode);
    }

    @Test
    void aSignalIsANegativeExitCode() throws Exception {
        assertEquals(-9, run("kill -9 $$").exitCode());
        assertEquals(-15, run("exec sh -c 'kill -TERM $$'").exitCode());
    }

    @Test
    void aMissingProgramIsToldByTheShell() throws Exception {
        assertEquals(127, run("no-such-program-here").exitCode());
        assertTrue(cell.out().contains("no-such-program-here: command not found"), cell.out());
    }

    @Test
    void anEmptyCommandSaysSo() {
        assertThrows(UsageError.class, () -> run("  "));
    }

    @Test
    void programsSeeATerminalOf120Columns() throws Exception {
        run("tty; stty size; echo $TERM; test -t 0 -a -t 1 -a -t 2 && echo all; python3 -c "
            + "'import sys; print(sys.stdout.isatty())'");
        assertTrue(cell.out().matches("/dev/pts/\\d+\n40 120\nxterm-256color\nall\nTrue\n"), cell.out());
    }

    @Test
    void theTerminalControlsTheProgram() throws Exception {
        run("echo to the terminal >/dev/tty");
        assertEquals("to the terminal\n", cell.out());
    }

    @Test
    void coloursPassThrough() throws Exception {
        run("printf '\\033[31mred\\033[0m\\n'");
        assertEquals("\u001b[31mred\u001b[0m\n", cell.out());
    }

    @Test
    void gitDoesNotPage() throws Exception {
        run("cd $(mktemp -d) && git init -q . && for i in $(seq 100); do git -c user.name=a -c user.email=a@b commit "
            + "-q --allow-empty -m \"commit $i\"; done; git log --oneline | tail -1; git log --oneline; rm -r $PWD");
        assertTrue(cell.out().contains("commit 50"), cell.out());
        assertEquals(0, Magics._exitCode);
        assertEquals(List.of(), cell.questions);
    }

    @Test
    void charactersThatAreCutInTheMiddleStayWhole() throws Exception {
        run("printf '\\xe2\\x82'; sleep 0.3; printf '\\xac\\n'");
        assertEquals("€\n", cell.out());
    }

    @Test
    void bytesThatAreNoTextBecomeReplacements() throws Exception {
        run("printf 'a\\200b\\n'");
        assertEquals("a\ufffdb\n", cell.out());
    }

    @Test
    void binaryOutputBreaksNothing() throws Exception {
        run("head -c 3000000 /dev/urandom");
        assertEquals(0, Magics._exitCode);
        assertTrue(cell.printed() > 1_000_000);
        cell.clearOutput();
        run("echo fine");
        assertEquals("fine\n", cell.out());
    }

    @Test
    void theLastWordsOfAProgramAreNeverLost() throws Exception {
        for (var i = 0; i < 30; i++) {
            cell.clearOutput();
            run("for i in 1 2 3; do printf abc; done; printf end");
            assertEquals("abcabcabcend", cell.out());
        }
    }

    @Test
    void aHundredMegabytesPassWithinLittleMemory() throws Exception {
        cell.forgetOutput();
        System.gc();
        var before = used();
        var result = run("yes 0123456789012345678901234567890123456789012345678 | head -c 100000000");
        assertEquals(100_000_000, cell.printed());
        assertTrue(result.text().length() <= 2_000_000, "kept " + result.text().length());
        System.gc();
        assertTrue(used() - before < 50_000_000, "uses " + (used() - before));
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void aBrokenPipeEndsItsWriter() throws Exception {
        run("yes | head -3; echo ${PIPESTATUS[0]}");
        assertEquals("y\ny\ny\n141\n", cell.out());
    }

    @Test
    void aProgramThatClosesItsOutputIsAwaited() throws Exception {
        run("exec >/dev/null 2>&1 </dev/null; sleep 0.3; exit 5");
        assertEquals(5, Magics._exitCode);
    }

    @Test
    void aProgressBarIsOneLineAndFewPrints() throws Exception {
        run("for i in $(seq 1 2000); do printf '\\r%4d of 2000' $i; done; echo; echo done");
        assertTrue(LiveOutput.looks(cell.out().split("\n")[0]).equals("2000 of 2000"), cell.out());
        assertTrue(cell.out().endsWith("done\n"));
        assertTrue(cell.out().length() < 2000, "printed " + cell.out().length());
    }

    @Test
    void outputAppearsWhileTheProgramRuns() throws Exception {
        run("echo first; sleep 0.5; echo second");
        assertEquals(List.of("first\n", "second\n"), cell.prints());
    }

    @Test
    void anAssignmentGetsAllAndShowsNothing() throws Exception {
        var result = capture("echo out; echo err >&2; printf last");
        assertEquals("", cell.out());
        assertEquals(List.of("out", "err", "last"), result.lines());
    }

    @Test
    void anAssignmentOfFilesHasOneALine() throws Exception {
        var result = capture("ls -d /proc /sys /tmp");
        assertEquals(List.of("/proc", "/sys", "/tmp"), result.lines());
        assertEquals(3, result.paths().size());
        assertEquals("False", capture("python3 -c 'import sys; print(sys.stdout.isatty())'").text());
    }

    @Test
    void anAssignmentKeepsEverything() throws Exception {
        assertEquals(5_000_000, capture("yes 123456789 | head -c 5000000").text().length() + 1);
    }

    @Test
    void doubleExclamationMarksReturnTheLines() throws Exception {
        assertEquals(List.of("a", "b"), cell.run("!!", "printf 'a\\nb\\n'"));
        assertEquals(List.of("c"), cell.run("sx", "echo c"));
        assertEquals("", cell.out());
    }

    @Test
    void percentShellFailsWithItsCommand() throws Exception {
        var error = assertThrows(UsageError.class, () -> cell.run("shell", "echo before; exit 3"));
        assertTrue(error.getMessage().contains("exit code 3"), error.getMessage());
        assertEquals("before\n", cell.out());
        assertEquals(3, ((ShellResult) cell.run("shell", "--ignore-errors exit 3")).exitCode());
        assertEquals(0, ((ShellResult) cell.run("shell", "", "x=5\necho $x\n")).exitCode());
        assertTrue(cell.out().endsWith("5\n"));
    }

    @Test
    void theFolderIsTheCurrentOne() throws Exception {
        assertEquals(Path.of("").toAbsolutePath().toString(), capture("pwd").text());
    }

    @Test
    void aLoneCdIsExplained() throws Exception {
        run("cd /");
        assertTrue(cell.err().contains("%cd"), cell.err());
        run("cd / && pwd");
        assertEquals(1, cell.err().lines().count());
    }

    @Test
    void quotesAndUnicodeReachTheShellAsTheyAre() throws Exception {
        run("echo 'ä \"quoted\" $HOME' \"\\$x\" 日本 🎈");
        assertEquals("ä \"quoted\" $HOME $x 日本 🎈\n", cell.out());
    }

    @Test
    void noFileOfTheJvmIsInherited() throws Exception {
        var result = capture("ls /proc/self/fd");
        // The fourth is the one that ls lists by.
        assertEquals(List.of("0", "1", "2", "3"), result.lines());
    }

    @Test
    void signalsAreAsProgramsExpectThem() throws Exception {
        var result = capture("grep -E 'Sig(Blk|Ign)' /proc/self/status");
        // The C library keeps the signals from 32 on for itself.
        assertTrue(result.lines().stream().mapToLong(line -> Long.parseUnsignedLong(line.split("\\s+")[1], 16))
            .allMatch(signals -> (signals & 0x7fffffff) == 0), result.text());
    }

    @Test
    void noFileIsLeftOpen() throws Exception {
        run("true");
        capture("true");
        cell.run("bash", "", "true");
        Thread.sleep(100);
        var before = Path.of("/proc/self/fd").toFile().list().length;
        for (var i = 0; i < 20; i++) {
            run("true");
            capture("true");
            cell.run("bash", "", "true");
        }
        Thread.sleep(100);
        assertEquals(before, Path.of("/proc/self/fd").toFile().list().length);
        assertFalse(cell.minded.isEmpty());
    }
}
