package org.jolab.magics.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jolab.api.ShellResult;
import org.jolab.magics.shell.process.SystemCalls;
import org.jolab.magics.shell.process.Terminal;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands where there is no terminal, or where the C library can't be called at all. */
@Timeout(60)
class PlainTest {

    static Stream<Shell> shells() {
        return Stream.of(new Shell(SystemCalls::ofThisSystem, _ -> Optional.empty()),
            new Shell(Optional::empty, Terminal::open));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void commandsRunThroughPipes(Shell shell) throws Exception {
        try (var cell = new Cell(new ShellMagics(shell))) {
            var result = (ShellResult) cell.run("!", "echo out; echo err >&2; test -t 1 || echo no tty; cat; exit 3");
            assertEquals("out\nerr\nno tty\n", cell.out());
            assertEquals(3, result.exitCode());
            assertEquals(List.of("a", "b"), cell.run("!!", "printf 'a\nb\n'"));
            cell.run("bash", "--err e", "echo script; echo err >&2");
            assertTrue(cell.out().endsWith("script\n"));
            assertEquals("err\n", cell.variables.get("e"));
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void commandsAreInterrupted(Shell shell) throws Exception {
        try (var cell = new Cell(new ShellMagics(shell))) {
            var worker = Thread.currentThread();
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (!cell.out().contains("go")) {
                        Thread.sleep(20);
                    }
                    worker.interrupt();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThrows(CancellationException.class, () -> cell.run("!", "echo go; sleep 64.1; echo not reached"));
            assertEquals("go\n^C\n", cell.out());
            assertTrue(new ProcessBuilder("pgrep", "-f", "sleep 64.[1]").start().waitFor() != 0);
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void backgroundProgramsEndWithTheKernel(Shell shell) throws Exception {
        try (var cell = new Cell(new ShellMagics(shell))) {
            cell.run("!", "sleep 64.2 &");
            assertTrue(new ProcessBuilder("pgrep", "-f", "sleep 64.[2]").start().waitFor() == 0);
        }
        assertTrue(new ProcessBuilder("pgrep", "-f", "sleep 64.[2]").start().waitFor() != 0);
    }
}
