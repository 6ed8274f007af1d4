package org.jolab.magics.shell;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jolab.api.Magics;
import org.jolab.api.ShellResult;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace;
import org.jolab.magics.shell.process.Launch;
import org.jolab.magics.shell.process.Sessions;
import org.jolab.magics.shell.process.SystemCalls;
import org.jolab.magics.shell.process.Terminal;
import org.jolab.magics.shell.process.Wiring;

/** Runs the system's shell for the cells of one notebook. Used by all threads; each command by that of its cell. */
final class Shell {

    /** What the result of a command keeps that has been shown: the last million characters. */
    private static final int KEPT = 1_000_000;

    /** A {@code cd} that does nothing else. */
    private static final Pattern LONE_CD = Pattern.compile("cd(\\s+[^;&|\n]*)?");

    private final Supplier<Optional<SystemCalls>> calls;
    private final Function<SystemCalls, Optional<Terminal>> terminals;
    private final Jobs jobs = new Jobs();
    private Sessions sessions;

    /** The shell of a notebook on this machine. */
    Shell() {
        this(SystemCalls::ofThisSystem, Terminal::open);
    }

    /** The shell on a system that has these {@code calls}, if any, and gives these {@code terminals}. */
    Shell(Supplier<Optional<SystemCalls>> calls, Function<SystemCalls, Optional<Terminal>> terminals) {
        this.calls = calls;
        this.terminals = terminals;
    }

    Jobs jobs() {
        return jobs;
    }

    /** The sessions of this notebook, made at first need, and ended with it. */
    synchronized Sessions sessions(Workspace workspace) {
        if (sessions == null) {
            sessions = new Sessions(calls.get());
            workspace.atExit(sessions::endAll);
            workspace.atExit(jobs::deleteEmptyLogs);
        }
        return sessions;
    }

    /** The program and the arguments that run {@code command} in bash, in sh where there is no bash. */
    static List<String> line(String command) {
        var shell = Launch.find("bash").or(() -> Launch.find("sh"));
        if (shell.isEmpty() && System.getProperty("os.name").startsWith("Windows")) {
            return List.of("cmd.exe", "/c", command);
        }
        var path = shell.orElseThrow(() -> new UsageError(
            "There is neither bash nor sh on this machine's PATH, so no command can be run."));
        return List.of(path.toString(), "-c", command);
    }

    /**
     * Runs a command in a terminal and shows what it prints; one that ends with {@code &} goes to the background. The
     * result keeps the last million characters.
     */
    ShellResult run(String command, Workspace workspace) {
        var background = TrailingAmpersand.removeFrom(command);
        if (background.isPresent()) {
            return background(background.get(), workspace);
        }
        if (LONE_CD.matcher(command.strip()).matches()) {
            System.err.println("!cd changes the folder of its own command alone; %cd changes the notebook's.");
        }
        return run(command, workspace, false);
    }

    /** Runs a command and returns what it prints, errors too, without showing it. */
    ShellResult capture(String command, Workspace workspace) {
        return run(command, workspace, true);
    }

    private ShellResult run(String command, Workspace workspace, boolean capture) {
        if (command.isBlank()) {
            throw new UsageError("There is no command after the exclamation mark.");
        }
        var all = sessions(workspace);
        var terminal = calls.get().flatMap(terminals);
        Wiring wiring = terminal.<Wiring>map(t -> capture ? new Wiring.Captured(t) : new Wiring.OnTerminal(t))
            .orElse(new Wiring.Merged());
        var process = start(all, command, wiring);
        workspace.mind(process.toHandle());
        var conversation = new Conversation(all, process, terminal);
        var transcript = capture ? Transcript.ofAll() : Transcript.ofLast(KEPT);
        var screen = new LiveOutput(text -> {
            System.out.print(text);
            if (!capture) {
                transcript.accept(text, 0);
            }
        });
        conversation.onInterrupt(() -> {
            screen.release();
            System.out.print("^C\n");
            screen.lineEnded();
        });
        if (terminal.isPresent()) {
            conversation.show(screen).promptElsewhere(capture ? transcript::unfinishedLine : () -> "");
        }
        if (capture || terminal.isEmpty()) {
            conversation.listen(process.getInputStream(), capture ? transcript : screen);
        }
        Magics._exitCode = conversation.run();
        if (conversation.isInterrupted()) {
            throw new CancellationException("The command was interrupted.");
        }
        return new ShellResult(command, transcript.toString(), Magics._exitCode);
    }

    private static Process start(Sessions sessions, String command, Wiring wiring) {
        try {
            return sessions.start(Launch.here(line(command)), wiring);
        } catch (IOException | RuntimeException e) {
            if (wiring instanceof Wiring.OnTerminal(var terminal)) {
                terminal.close();
            } else if (wiring instanceof Wiring.Captured(var terminal)) {
                terminal.close();
            }
            throw e instanceof IOException ? new UsageError(e.getMessage(), e) : (RuntimeException) e;
        }
    }

    private ShellResult background(String command, Workspace workspace) {
        var log = jobs.newLog();
        var process = start(sessions(workspace), command, new Wiring.Logged(log));
        workspace.mind(process.toHandle());
        var job = jobs.add(command, process, log);
        Magics._exitCode = 0;
        System.out.println("[" + job.number() + "] " + process.pid() + "  output: " + log);
        return new ShellResult(command, "", 0);
    }
}
