package org.jolab.install.kernelspec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jolab.api.UsageError;
import org.jolab.install.client.Channel;
import org.jolab.install.client.Execution;
import org.jolab.install.client.Json;
import org.jolab.install.client.KernelClient;

/**
 * What users do first, done to a kernel so that its JVM learns which classes a start needs.
 *
 * @param client connected to the kernel, which is shut down at the end
 */
record Training(KernelClient client) {

    /** Keeps a kernel away from the user's own history and start-up script. */
    static final Map<String, String> ENVIRONMENT = Map.of("JOLAB_HISTORY", "off", "JOLAB_STARTUP", "");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final List<String> CELLS = List.of(
        "1 + 1",
        "import java.util.concurrent.*;\nimport java.time.LocalDate;",
        "var greeting = \"Hello\";\nint n = 3;\nSystem.out.println(greeting + \", \" + n);",
        """
        record Point(int x, int y) {
            double length() { return Math.sqrt(x * x + y * y); }
        }
        """,
        "var points = List.of(new Point(1, 2), new Point(3, 4));\npoints",
        """
        class Counter {
            private int count;
            int next() { return ++count; }
        }
        """,
        "int twice(int x) {\n    return 2 * x;\n}",
        "twice(new Counter().next())",
        """
        var words = Stream.of("one", "two", "three").map(w -> w.length() + w)
            .collect(Collectors.groupingBy(String::length));
        words
        """,
        """
        for (int i = 0; i < 3; i++) {
            System.out.printf("%d %s%n", i, "line");
        }
        System.err.println("warning");
        """,
        "int[] numbers = {1, 2, 3};\nnumbers",
        "Map.of(\"a\", 1, \"b\", 2)",
        "Notebook.display(\"shown\");",
        "int wrong = \"text\";",
        "throw new IllegalStateException(\"meant\");",
        "!true",
        "files = !echo one two",
        "for (var f : files) {\n    !echo {f}\n}",
        "%pwd",
        "%whos",
        "%%capture\nSystem.out.println(1);",
        "%cd?",
        "%libs",
        // Finds nothing, but makes the resolver, which is slow without a cache; offline, it leaves no trace.
        "%maven --offline org.jolab:training:0",
        "Object o = 5;\nswitch (o) { case Integer i when i > 3 -> \"big\"; default -> \"other\"; }");

    /**
     * Run again and again: the cache keeps how often methods were called (JEP 515), from which later kernels know what
     * to compile. Their first cells run in two thirds of the time; more rounds add little and take long.
     */
    private static final List<String> REPEATED = List.of(
        "1 + 1",
        "int number = 1; var numbers = List.of(number, 2); String text = \"numbers: \" + numbers;",
        "System.out.println(text + number)");

    private static final int ROUNDS = 25;

    /** The same for a kernel that is to learn how a history is kept, in the file {@code history}. */
    static Map<String, String> environment(Path history) {
        return Map.of("JOLAB_HISTORY", history.toString(), "JOLAB_STARTUP", "");
    }

    void run() {
        if (client.awaitReady(PATIENCE).isEmpty()) {
            throw new UsageError("The kernel did not answer while its start-up cache was made; "
                + "kernels will start without one.");
        }
        var execution = new Execution(client, PATIENCE);
        CELLS.forEach(code -> execution.run(code, message -> { }));
        for (int round = 0; round < ROUNDS; round++) {
            REPEATED.forEach(code -> execution.run(code, message -> { }));
        }
        ask("complete_request", at("greeting.le"));
        ask("complete_request", at("Sys"));
        ask("complete_request", at("%who"));
        ask("inspect_request", at("String").put("detail_level", 0));
        ask("is_complete_request", Json.object().put("code", "int f() {"));
        ask("history_request", Json.object().put("hist_access_type", "tail").put("n", 10)
            .put("raw", true).put("output", false));
        ask("comm_info_request", Json.object());
        client.ask(Channel.CONTROL, "shutdown_request", Json.object().put("restart", false), PATIENCE);
    }

    private void ask(String type, ObjectNode content) {
        client.ask(Channel.SHELL, type, content, PATIENCE);
    }

    private static ObjectNode at(String code) {
        return Json.object().put("code", code).put("cursor_pos", code.length());
    }
}
