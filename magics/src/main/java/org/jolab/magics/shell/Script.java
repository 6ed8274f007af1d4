package org.jolab.magics.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jolab.api.MagicCall;
import org.jolab.api.Magics;
import org.jolab.api.UsageError;
import org.jolab.magics.shell.process.Launch;
import org.jolab.magics.shell.process.Wiring;

/** One run of a program whose input is a cell. Owned by the cell's thread. */
final class Script {

    private final Shell shell;
    private final MagicCall call;
    private final List<String> programs;
    private final List<String> arguments;

    /** Runs the first of {@code programs} that this machine has. */
    Script(Shell shell, MagicCall call, List<String> programs, List<String> arguments) {
        this.shell = shell;
        this.call = call;
        this.programs = programs;
        this.arguments = arguments;
    }

    void run() throws InterruptedException {
        var program = programs.stream().map(Launch::find).flatMap(Optional::stream).findFirst().orElseThrow(
            () -> new UsageError("There is no program " + programs.getFirst() + " on this machine's PATH. "
                + "Install it, or write the path to it."));
        if (!call.has("--bg") && call.option("--proc").isPresent()) {
            throw call.usage("--proc goes with --bg: without it the program has ended when the cell goes on.");
        }
        var process = start(program);
        call.workspace().mind(process.toHandle());
        feed(process);
        if (call.has("--bg")) {
            background(process);
        } else {
            foreground(process);
        }
    }

    private Process start(Path program) {
        var line = new ArrayList<String>();
        line.add(program.toString());
        line.addAll(arguments);
        try {
            return shell.sessions(call.workspace()).start(Launch.here(line), new Wiring.Piped());
        } catch (IOException e) {
            throw new UsageError(e.getMessage(), e);
        }
    }

    /** Writes the cell into the program, on a thread of its own: it may read late, or never. */
    private void feed(Process process) {
        var body = call.body().getBytes(StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name("jolab-shell-script").inheritInheritableThreadLocals(false).start(() -> {
            try (var input = process.getOutputStream()) {
                input.write(body);
            } catch (IOException e) {
                // It has read as much as it wanted.
                return;
            }
        });
    }

    private void foreground(Process process) {
        var conversation = new Conversation(shell.sessions(call.workspace()), process, Optional.empty());
        var out = sink("--out", System.out);
        var err = sink("--err", System.err);
        conversation.listen(process.getInputStream(), out);
        conversation.listen(process.getErrorStream(), err);
        conversation.onInterrupt(() -> System.out.print("^C\n"));
        Magics._exitCode = conversation.run();
        declare("--out", out);
        declare("--err", err);
        if (conversation.isInterrupted()) {
            throw new CancellationException("The script was interrupted.");
        }
        if (Magics._exitCode != 0 && !call.has("--no-raise-error")) {
            throw new UsageError(programs.getFirst() + " ended with " + CommandMagics.ending(Magics._exitCode)
                + ". With --no-raise-error the notebook goes on.");
        }
    }

    private Sink sink(String option, PrintStream stream) {
        return call.option(option).isPresent() ? Transcript.ofAll() : new LiveOutput(stream::print);
    }

    private void declare(String option, Sink sink) {
        call.option(option).ifPresent(name -> call.workspace().declare(name, "java.lang.String", sink.toString()));
    }

    private void background(Process process) {
        var job = shell.jobs().add("%%" + call.magic().name() + " " + call.line(), process, null);
        stream("--out", process.getInputStream(), System.out);
        stream("--err", process.getErrorStream(), System.err);
        call.option("--proc").ifPresent(name -> call.workspace().declare(name, "java.lang.Process", process));
        Magics._exitCode = 0;
        System.out.println("[" + job.number() + "] " + process.pid());
    }

    /** Leaves a stream to the notebook, or shows it in this cell for as long as it goes on. */
    private void stream(String option, InputStream input, PrintStream shown) {
        var name = call.option(option);
        if (name.isPresent()) {
            call.workspace().declare(name.get(), "java.io.InputStream", input);
            return;
        }
        // Inherits the cell, so that what it prints goes there.
        Thread.ofPlatform().daemon().name("jolab-shell-background").start(() -> {
            var utf8 = new Utf8();
            var buffer = new byte[1 << 14];
            try (input) {
                for (var count = input.read(buffer); count > 0; count = input.read(buffer)) {
                    shown.print(utf8.decode(Arrays.copyOf(buffer, count)));
                }
            } catch (IOException e) {
                return;
            } finally {
                shown.print(utf8.end());
            }
        });
    }
}
