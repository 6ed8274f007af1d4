package org.jolab.magics.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import org.jolab.api.Magics;
import org.jolab.api.ShellResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to programs whose cell is interrupted, as the kernel does it: again and again until the cell ends. */
@Timeout(60)
class InterruptTest {

    private Cell cell;

    @BeforeEach
    void begin() {
        cell = new Cell();
    }

    @AfterEach
    void end() throws Exception {
        cell.close();
    }

    /** Runs a command, interrupts when {@code sign} was printed, and returns the milliseconds until the end. */
    private long interrupt(String magic, String command, String sign) {
        return interrupt(magic, command, null, sign);
    }

    private long interrupt(String magic, String line, String body, String sign) {
        var worker = Thread.currentThread();
        var begin = new long[1];
        var interrupter = Thread.ofPlatform().daemon().start(() -> {
            while (!(cell.out() + cell.err()).contains(sign)) {
                pause(10);
            }
            pause(50);
            begin[0] = System.nanoTime();
            while (!Thread.currentThread().isInterrupted()) {
                worker.interrupt();
                pause(20);
            }
        });
        assertThrows(CancellationException.class, () -> cell.run(magic, line, body));
        var end = System.nanoTime();
        interrupter.interrupt();
        while (interrupter.isAlive()) {
            try {
                interrupter.join();
            } catch (InterruptedException e) {
                continue;
            }
        }
        Thread.interrupted();
        return (end - begin[0]) / 1_000_000;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean lives(String mark) throws Exception {
        return new ProcessBuilder("pgrep", "-f", mark).start().waitFor() == 0;
    }

    @Test
    void aSleepingProgramEndsAtOnce() {
        assertTrue(interrupt("!", "echo go; exec sleep 61.1", "go") < 900);
        assertEquals("go\n^C\n", cell.out());
        assertEquals(-2, Magics._exitCode);
    }

    @Test
    void theWholeForegroundIsInterrupted() throws Exception {
        interrupt("!", "echo go; sleep 61.2 | sleep 61.2; echo not reached", "go");
        assertFalse(cell.out().contains("not reached"), cell.out());
        assertFalse(lives("sleep 61.[2]"));
    }

    @Test
    void aProgramCanHandleIt() {
        interrupt("!", "python3 -u -c '\nimport time\ntry:\n  print(\"go\")\n  time.sleep(60)\n"
            + "except KeyboardInterrupt:\n  print(\"cleaned up\")\n'", "go");
        assertEquals("go\n^C\ncleaned up\n", cell.out());
    }

    @Test
    void aProgramThatIgnoresItIsAskedToEndAndThenForced() throws Exception {
        var millis = interrupt("!", "trap '' INT; echo go; sleep 61.3; sleep 61.3", "go");
        assertTrue(millis >= 950 && millis < 1900, "took " + millis);
        assertFalse(lives("sleep 61.[3]"));
        cell.clearOutput();
        millis = interrupt("!", "trap '' INT TERM; echo go; sleep 61.4; sleep 61.4; sleep 61.4", "go");
        assertTrue(millis >= 1950 && millis < 2900, "took " + millis);
        assertEquals(-9, Magics._exitCode);
        assertFalse(lives("sleep 61.[4]"));
    }

    @Test
    void programsInOtherGroupsOfTheSessionEndToo() throws Exception {
        interrupt("!", "trap '' INT; set -m; (trap '' INT; sleep 61.5) & echo go; wait", "go");
        assertFalse(lives("sleep 61.[5]"));
    }

    @Test
    void aTerminalInRawModeIsNoObstacle() {
        assertTrue(interrupt("!", "stty raw; echo go; sleep 61.6", "go") < 900);
    }

    @Test
    void anOpenQuestionIsTakenBack() {
        cell.user = (_, _) -> {
            pause(60_000);
            throw new CancellationException();
        };
        var millis = interruptQuestion();
        assertTrue(millis < 900, "took " + millis);
    }

    private long interruptQuestion() {
        var worker = Thread.currentThread();
        var begin = new long[1];
        Thread.ofPlatform().daemon().start(() -> {
            while (cell.questions.isEmpty()) {
                pause(10);
            }
            begin[0] = System.nanoTime();
            worker.interrupt();
        });
        assertThrows(CancellationException.class, () -> cell.run("!", "read -p 'name? ' x"));
        return (System.nanoTime() - begin[0]) / 1_000_000;
    }

    @Test
    void aTorrentIsInterrupted() {
        cell.forgetOutput();
        var worker = Thread.currentThread();
        Thread.ofPlatform().daemon().start(() -> {
            while (cell.printed() < 1_000_000) {
                pause(10);
            }
            worker.interrupt();
        });
        assertThrows(CancellationException.class, () -> cell.run("!", "yes"));
        assertEquals(-2, Magics._exitCode);
    }

    @Test
    void twentyInterruptsInARowLeaveEverythingInOrder() throws Exception {
        for (var i = 0; i < 20; i++) {
            cell.clearOutput();
            interrupt("!", "echo go; sleep 61.7", "go");
            assertEquals("fine", ((ShellResult) cell.run("!=", "echo fine")).text());
        }
        assertFalse(lives("sleep 61.[7]"));
    }

    @Test
    void anAssignmentAndAScriptAreInterrupted() throws Exception {
        assertTrue(interrupt("!=", "echo go >/dev/tty; sleep 61.8", "go") < 900);
        cell.clearOutput();
        assertTrue(interrupt("bash", "", "echo go\nsleep 61.8\necho not reached\n", "go") < 1900);
        assertFalse(cell.out().contains("not reached"));
        assertFalse(lives("sleep 61.[8]"));
    }

    @Test
    void anInterruptBeforeTheStartStopsTheCommand() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> cell.run("!", "sleep 61.9"));
    }
}
