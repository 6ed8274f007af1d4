package org.jolab.install.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jolab.api.UsageError;
import org.jolab.install.client.Channel;
import org.jolab.install.client.Execution;
import org.jolab.install.client.Json;
import org.jolab.install.client.KernelClient;
import org.jolab.install.client.KernelDied;
import org.jolab.install.client.KernelProcess;
import org.jolab.install.client.Message;

/** Runs a notebook's cells in a kernel of its own, shows what they print, and writes the notebook with its outputs. */
public final class NotebookRunner {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration SAVING = Duration.ofSeconds(10);

    /**
     * What to run.
     *
     * @param notebook the file to read; its folder becomes the kernel's working directory
     * @param output the file to write
     * @param parameters values for the notebook, by name
     * @param limit how long each cell may run
     * @param keepGoing whether the cells behind a failed one run too
     */
    public record Task(Path notebook, Path output, Map<String, String> parameters, Duration limit,
        boolean keepGoing) {}

    private final List<String> kernel;
    private final Terminal terminal;
    private final Keyboard keyboard;
    private final CountDownLatch saved = new CountDownLatch(1);
    private volatile boolean stopping;

    /** {@code kernel} is the command that starts a kernel, as in a kernelspec. */
    public NotebookRunner(List<String> kernel, Streams streams) {
        this.kernel = kernel;
        this.terminal = new Terminal(streams.out(), streams.err(), streams.watched());
        this.keyboard = streams.keyboard();
    }

    /** Runs {@code task}; false if a cell failed. What kept it from running at all is a {@link UsageError}. */
    public boolean run(Task task) {
        var notebook = NotebookFile.read(task.notebook());
        new Parameters(task.parameters()).injectInto(notebook);
        notebook.codeCells().forEach(cell -> {
            cell.putArray("outputs");
            cell.putNull("execution_count");
        });
        // On Ctrl-C the kernel is ended by its own hook, which ends the cell; this one gives time to save.
        var hook = Thread.ofPlatform().name("save-notebook").unstarted(this::awaitSaved);
        Runtime.getRuntime().addShutdownHook(hook);
        var started = System.nanoTime();
        var folder = task.notebook().toAbsolutePath().getParent();
        int failures;
        try (var process = KernelProcess.start(kernel, folder, Map.of()); var client = process.connect()) {
            failures = new Run(task, notebook, process, client).cells();
            notebook.write(task.output());
        } finally {
            saved.countDown();
        }
        forget(hook);
        terminal.say("%s in %.1f s; the notebook with its outputs is %s".formatted(
            failures == 0 ? "done" : failures == 1 ? "one cell failed" : failures + " cells failed",
            (System.nanoTime() - started) / 1e9, task.output()));
        return failures == 0;
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending; the hook has nothing to wait for any more.
            return;
        }
    }

    private void awaitSaved() {
        stopping = true;
        try {
            saved.await(SAVING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One run of one notebook. */
    private final class Run implements Execution.Listener {
        private final Task task;
        private final NotebookFile notebook;
        private final KernelProcess process;
        private final KernelClient client;
        private final CellOutputs outputs = new CellOutputs();

        Run(Task task, NotebookFile notebook, KernelProcess process, KernelClient client) {
            this.task = task;
            this.notebook = notebook;
            this.process = process;
            this.client = client;
        }

        /** Runs the cells and returns how many failed. */
        int cells() {
            describeKernel();
            int number = 0;
            int failures = 0;
            for (var cell : notebook.codeCells()) {
                var source = NotebookFile.source(cell);
                if (source.isBlank() || NotebookFile.hasTag(cell, "skip-execution")) {
                    continue;
                }
                // The kernel counts alike and names cells so in its errors.
                number++;
                outputs.begin(cell);
                String trouble;
                boolean lost = false;
                try {
                    var result = new Execution(client, task.limit()).run(source, this);
                    note(cell, result);
                    trouble = trouble(result.ending(), NotebookFile.hasTag(cell, "raises-exception"));
                    lost = result.ending() instanceof Execution.TimedOut(boolean stopped) && !stopped;
                } catch (KernelDied e) {
                    lost = true;
                    trouble = stopping ? "was stopped" : process.obituary();
                    record(cell, trouble);
                }
                outputs.end();
                terminal.endCell();
                if (trouble != null) {
                    failures++;
                    terminal.say("jolab: cell %d (id %s): %s.".formatted(number, cell.path("id").asText(), trouble));
                    if (lost || !task.keepGoing()) {
                        break;
                    }
                }
            }
            return failures;
        }

        /** Fills in what front ends want to know of the kernel. */
        private void describeKernel() {
            try {
                var info = client.awaitReady(START).orElseThrow(() -> new UsageError(
                    "The kernel did not answer within " + START.toSeconds() + " s: " + process.obituary() + "."));
                notebook.metadata().set("language_info", info.content().path("language_info"));
            } catch (KernelDied e) {
                throw new UsageError("The kernel did not start: " + process.obituary() + ".", e);
            }
            if (!notebook.metadata().path("kernelspec").isObject()) {
                notebook.metadata().putObject("kernelspec")
                    .put("display_name", "Java").put("language", "java").put("name", "java");
            }
        }

        private void note(ObjectNode cell, Execution.Result result) {
            if (result.count() > 0) {
                cell.put("execution_count", result.count());
            }
            cell.withObject("/metadata").set("execution", result.times());
        }

        /** What is to be said about the end of a cell; null if it ended as it should. */
        private String trouble(Execution.Ending ending, boolean mayFail) {
            return switch (ending) {
                case Execution.Finished() -> null;
                case Execution.Failed(var name, var value, var traceback) when mayFail -> null;
                case Execution.Failed(var name, var value, var traceback) ->
                    name + (value.isBlank() ? "" : ": " + value.lines().findFirst().orElse(""));
                case Execution.TimedOut(var stopped) -> "it ran longer than " + task.limit().toSeconds() + " s"
                    + (stopped ? " and was interrupted" : " and could not be interrupted");
            };
        }

        /** Leaves a word about a dead kernel in the notebook, as an error of the cell that it died in. */
        private void record(ObjectNode cell, String sentence) {
            var content = Json.object().put("ename", "DeadKernel").put("evalue", sentence);
            content.putArray("traceback").add(sentence);
            outputs.take(new Message(Channel.IOPUB, Json.object().put("msg_type", "error"),
                Json.object(), Json.object(), content, List.of()));
        }

        @Override
        public void output(Message message) {
            outputs.take(message);
            terminal.take(message);
        }

        @Override
        public boolean answersInput() {
            return keyboard.isThere();
        }

        @Override
        public String input(String prompt, boolean password) {
            return keyboard.read(prompt, password);
        }
    }
}
