package org.jolab.magics.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jolab.api.ShellResult;
import org.jolab.api.UsageError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs in the background, and what is left of them when the kernel ends. */
@Timeout(60)
class JobTest {

    private Cell cell = new Cell();

    @BeforeEach
    void begin() {
        cell.clearOutput();
    }

    @AfterEach
    void end() throws Exception {
        cell.close();
    }

    private long millis(String command) throws Exception {
        var begin = System.nanoTime();
        cell.run("!", command);
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private static boolean lives(String mark) throws Exception {
        return new ProcessBuilder("pgrep", "-f", mark).start().waitFor() == 0;
    }

    private static void awaitEnd(String mark) throws Exception {
        for (var i = 0; i < 250 && lives(mark); i++) {
            Thread.sleep(20);
        }
        assertFalse(lives(mark), mark);
    }

    private Path log() {
        var matcher = Pattern.compile("\\[\\d+] \\d+  output: (.*)").matcher(cell.out());
        assertTrue(matcher.find(), cell.out());
        return Path.of(matcher.group(1));
    }

    @Test
    void anAmpersandReturnsAtOnceAndLogs() throws Exception {
        assertTrue(millis("echo hello; sleep 62.1 &") < 1000);
        var log = log();
        for (var i = 0; i < 100 && Files.size(log) == 0; i++) {
            Thread.sleep(20);
        }
        assertEquals("hello\n", Files.readString(log));
        assertTrue(lives("sleep 62.[1]"));
        cell.clearOutput();
        cell.run("jobs", "");
        assertTrue(cell.out().matches("(?s)\\[1] \\d+ +running \\d s +echo hello; sleep 62.1  > .*\n"), cell.out());
        cell.clearOutput();
        cell.run("kill", "1");
        assertTrue(cell.out().contains("ended by signal 15"), cell.out());
        assertFalse(lives("sleep 62.[1]"));
        cell.clearOutput();
        cell.run("jobs", "");
        assertEquals("Nothing runs in the background.\n", cell.out());
    }

    @Test
    void nohupReturnsAtOnceToo(@TempDir Path folder) throws Exception {
        var log = folder.resolve("log");
        assertTrue(millis("nohup sh -c 'echo hi; sleep 62.2' > " + log + " 2>&1 &") < 1000);
        for (var i = 0; i < 100 && (!Files.exists(log) || Files.size(log) == 0); i++) {
            Thread.sleep(20);
        }
        assertTrue(Files.readString(log).contains("hi"));
        cell.run("killbgscripts", "");
        assertFalse(lives("sleep 62.[2]"));
    }

    @Test
    void aJobThatIgnoresTheRequestIsForced() throws Exception {
        cell.run("!", "trap '' TERM; sleep 62.3; sleep 62.3 &");
        Thread.sleep(200);
        cell.run("kill", "all");
        assertTrue(cell.out().contains("ended by signal 9"), cell.out());
        assertFalse(lives("sleep 62.[3]"));
    }

    @Test
    void whereNothingRunsNothingEnds() throws Exception {
        cell.run("kill", "all");
        cell.run("killbgscripts", "");
        assertEquals("Nothing runs in the background.\n".repeat(2), cell.out());
    }

    @Test
    void aSignalOfOnesChoiceIsSent() throws Exception {
        cell.run("!", "trap 'echo got it; exit 4' USR1; while :; do sleep 0.05; done &");
        var log = log();
        Thread.sleep(300);
        cell.run("kill", "--signal usr1 1");
        for (var i = 0; i < 100 && !Files.readString(log).endsWith("got it\n"); i++) {
            Thread.sleep(20);
        }
        // The whole job gets it, so that its "sleep" is told of, too.
        assertTrue(Files.readString(log).endsWith("got it\n"), Files.readString(log));
        assertThrows(UsageError.class, () -> cell.run("kill", "77"));
        assertThrows(UsageError.class, () -> cell.run("kill", "--signal nonsense 1"));
    }

    @Test
    void aBackgroundProgramDoesNotHoldTheCell() throws Exception {
        assertTrue(millis("sleep 62.4 & echo hi") < 1500);
        assertEquals("hi\n", cell.out());
        assertTrue(millis("nohup sleep 62.4 </dev/null >/dev/null 2>&1 & echo again") < 1500);
        assertTrue(cell.out().contains("again\n"));
        assertTrue(((ShellResult) cell.run("!=", "(trap '' HUP; sleep 62.4; echo late) & echo now")).text()
            .equals("now"));
    }

    @Test
    void nothingIsLeftWhenTheKernelEnds() throws Exception {
        cell.run("!", "sleep 62.5 &");
        cell.run("!", "(trap '' TERM HUP; while :; do sleep 62.5; done) &");
        cell.run("!", "nohup sleep 62.5 >/dev/null 2>&1 & sleep 0.2");
        cell.run("!", "set -m; nohup sleep 62.5 >/dev/null 2>&1 & sleep 0.2");
        cell.run("bash", "", "sleep 62.5 >/dev/null 2>&1 &\ntrue");
        Thread.sleep(200);
        assertTrue(lives("sleep 62.[5]"));
        cell.close();
        awaitEnd("sleep 62.[5]");
        assertFalse(Files.exists(log().getParent()), "an empty log is left");
        cell = new Cell();
    }

    /** A process that runs commands as a kernel would. */
    static final class Kernel {

        public static void main(String[] arguments) throws Exception {
            var out = System.out;
            try (var cell = new Cell()) {
                cell.run("!", "sleep 62.6 &");
                cell.run("!", "nohup sleep 62.6 >/dev/null 2>&1 & sleep 0.2");
                cell.run("!", "set -m; nohup sleep 62.6 >/dev/null 2>&1 & sleep 0.2");
                cell.run("bash", "", "sleep 62.6 >/dev/null 2>&1 &\ntrue");
                out.println("ready");
                cell.run("!", "trap '' HUP; sleep 62.6; sleep 62.6");
            }
        }
    }

    @Test
    void nothingIsLeftWhenTheKernelIsKilled() throws Exception {
        var kernel = new ProcessBuilder(System.getProperty("java.home") + "/bin/java",
            "--enable-native-access=ALL-UNNAMED",
            "-cp", System.getProperty("java.class.path"), Kernel.class.getName()).redirectErrorStream(true).start();
        assertEquals("ready", kernel.inputReader().readLine());
        Thread.sleep(500);
        assertTrue(lives("sleep 62.[6]"));
        kernel.destroyForcibly().waitFor();
        awaitEnd("sleep 62.[6]");
        awaitEnd("[j]olab-guard");
    }
}
