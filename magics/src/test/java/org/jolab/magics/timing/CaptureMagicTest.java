package org.jolab.magics.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jolab.magics.trial.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CaptureMagicTest {

    private static final String NOISE = """
        System.out.println("out");
        System.err.println("err");
        Notebook.display(List.of(1));
        42""";

    private final Trial trial = new Trial();

    @AfterEach
    void close() throws Exception {
        trial.close();
    }

    @Test
    void nothingOfACapturedCellIsShown() {
        var result = trial.ok("%%capture\n" + NOISE);
        assertEquals("", result.stdout() + result.stderr());
        assertEquals(List.of(), result.shown());
        assertNull(result.value());
    }

    @Test
    void whatWasCapturedCanBeReadAndShown() {
        trial.ok("%%capture noise\n" + NOISE);
        assertEquals("out\n|err\n|2", trial.ok(
            "noise.stdout() + \"|\" + noise.stderr() + \"|\" + noise.displays().size()").value());
        var shown = trial.ok("noise.show()");
        assertEquals("out\n", shown.stdout());
        assertEquals("err\n", shown.stderr());
        assertEquals(List.of("[1]", "42"), shown.shown());
    }

    @Test
    void eachKindOfOutputCanBeLetThrough() {
        assertEquals("out\n", trial.ok("%%capture --no-stdout\n" + NOISE).stdout());
        assertEquals("err\n", trial.ok("%%capture --no-stderr\n" + NOISE).stderr());
        assertEquals(List.of("[1]", "42"), trial.ok("%%capture --no-display\n" + NOISE).shown());
    }

    @Test
    void threadsOfTheCellAreCapturedToo() {
        var result = trial.ok("%%capture noise\nvar t = new Thread(() -> System.out.println(\"thread\"));\nt.start();\n"
            + "t.join();\nIntStream.range(0, 4).parallel().forEach(i -> System.out.println(\"pool\"));");
        assertEquals("", result.stdout());
        assertEquals("thread\npool\npool\npool\npool\n", trial.ok("System.out.print(noise)").stdout());
    }

    @Test
    void aThreadThatOutlivesTheCaptureWritesToTheCellAgain() {
        var result = trial.ok("""
            var captured = new Captured();
            var gate = new CountDownLatch(1);
            var thread = Notebook.capture(captured, () -> {
                System.out.print("inside ");
                var late = new Thread(() -> {
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        return;
                    }
                    System.out.print("outside");
                });
                late.start();
                return late;
            });
            gate.countDown();
            thread.join();
            captured.stdout()""");
        assertEquals("outside", result.stdout());
        assertEquals("inside ", result.value());
    }

    @Test
    void whatWasCapturedBeforeAnErrorIsNotLost() {
        assertTrue(trial.failure("%%capture noise\nSystem.out.println(\"before\");\nint k = 1 / 0;")
            .startsWith("ArithmeticException"));
        assertEquals("before\n", trial.ok("noise.stdout()").value());
    }

    @Test
    void updatesAndClearsChangeWhatWasCaptured() {
        trial.ok("%%capture noise\nvar d = Notebook.display(1);\nd.update(2);\n");
        assertEquals(List.of("2"), trial.ok("noise.show()").shown());
        trial.ok("%%capture noise\nSystem.out.println(1);\nNotebook.clear(true);\nSystem.out.println(2);\n");
        assertEquals("2\n", trial.ok("noise.show()").stdout());
    }

    @Test
    void capturesNest() {
        trial.ok("%%capture outer\n%%capture inner\nSystem.out.println(1);");
        assertEquals("|1\n", trial.ok("outer + \"|\" + inner").value());
    }

    @Test
    void aNameThatIsNoneIsRefusedBeforeTheCellRuns() {
        var result = trial.run("%%capture 2x\nSystem.out.println(1);");
        assertTrue(result.failure().contains("\"2x\" can't be the name of a variable."), result.failure());
        assertEquals("", result.stdout());
    }
}
