package org.jolab.kernel.session;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jolab.api.Magics;
import org.jolab.api.MimeBundle;
import org.jolab.api.Origin;
import org.jolab.api.Workspace;
import org.jolab.kernel.Interpreter;
import org.jolab.kernel.Settings;
import org.jolab.kernel.assist.Assistant;
import org.jolab.kernel.assist.Neighbourhood;
import org.jolab.kernel.display.NotebookFrontend;
import org.jolab.kernel.magic.MagicAssistant;
import org.jolab.kernel.output.Outlet;

/**
 * The Java interpreter of a notebook. May be used by all threads: what reads or changes the session's declarations
 * holds its lock, which takes milliseconds; user code runs without it, on cell threads.
 */
public final class Session implements Interpreter, NotebookFrontend.Session {

    private final Settings settings;
    private final Surroundings surroundings;
    private final Evaluator evaluator;
    private final SessionWorkspace workspace;
    private final CellThreads threads;
    private final CompileErrors compileErrors;
    private final Traceback traceback;
    private final Assistant assistant;
    private final MagicAssistant magicAssistant;
    private final AtomicBoolean assistantIsCold = new AtomicBoolean(true);
    private final AtomicBoolean started = new AtomicBoolean();

    /** A session that can run statements at once; the rest gets ready in the background. */
    public Session(Settings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        var loader = new UserLoader(settings.shared());
        evaluator = new Evaluator(settings.shared(), loader, this::workspace);
        traceback = evaluator.traceback();
        compileErrors = new CompileErrors(evaluator::qualifiedNames);
        var view = new AssistantView(settings.shared(), evaluator::copyOfNames, loader, this::origin);
        assistant = new Assistant(view);
        workspace = new SessionWorkspace(evaluator, loader, new ClassPath(settings.shared(), evaluator, view),
            assistant);
        magicAssistant = new MagicAssistant(evaluator.magics(), workspace, assistant, evaluator::read);
        threads = new CellThreads(loader, workspace::isMinded);
        Thread.ofPlatform().daemon().name("warm-up").start(evaluator::warmUp);
    }

    @Override
    public Outcome execute(Cell cell) {
        try {
            return threads.run(cell.outlet(), () -> {
                surroundings.begin(cell.outlet());
                try {
                    runStartup(cell.outlet());
                    return executeHere(cell);
                } finally {
                    surroundings.end(cell.outlet());
                }
            });
        } catch (ExecutionException e) {
            return e.getCause() instanceof CellInterrupted abandoned
                ? traceback.showInterrupted(abandoned) : traceback.show(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return traceback.showInterrupted(e);
        } finally {
            if (assistantIsCold.compareAndSet(true, false)) {
                // Whoever has run a cell will soon press Tab; front ends give up on an answer after a second or two.
                Thread.ofPlatform().daemon().name("warm-up").start(assistant::warmUp);
            }
        }
    }

    private Outcome executeHere(Cell cell) {
        if (!cell.silent()) {
            workspace.add(new Workspace.Input(cell.count(), cell.code()));
        }
        try {
            var value = show(evaluator.evaluate(cell.count(), cell.code()), !cell.silent());
            var expressions = new LinkedHashMap<String, Outcome>();
            cell.userExpressions().forEach((key, code) -> expressions.put(key, expression(cell, code)));
            return new Success(value, expressions);
        } catch (ExitRequested e) {
            cell.outlet().stream(Outlet.Stream.STDERR, e.getMessage() + " ends the kernel.\n");
            cell.outlet().payload(Map.of("source", "ask_exit", "keepkernel", false));
            surroundings.exit(e.status);
            return new Success(Optional.empty(), Map.of());
        } catch (Throwable e) {
            return failure(e);
        }
    }

    private Outcome expression(Cell cell, String code) {
        try {
            return new Success(show(evaluator.evaluate(cell.count(), code), true), Map.of());
        } catch (Throwable e) {
            return failure(e);
        }
    }

    private Optional<MimeBundle> show(Evaluator.Value value, boolean wanted) {
        if (!value.shown() || !wanted) {
            return Optional.empty();
        }
        return Optional.of(value.value() instanceof Throwable thrown
            ? MimeBundle.text(String.join("\n", traceback.show(thrown).traceback()))
            : surroundings.render(value.value()));
    }

    private Failure failure(Throwable thrown) {
        if (thrown instanceof CompileFailure refused) {
            return compileErrors.show(refused.cell(), refused.problems());
        }
        return threads.isInterrupted() ? traceback.showInterrupted(thrown) : traceback.show(thrown);
    }

    /** Runs the user's start-up file with the first cell, so that what it prints and its errors are seen. */
    private void runStartup(Outlet outlet) {
        if (started.getAndSet(true)) {
            return;
        }
        settings.startup().ifPresent(file -> {
            try {
                var outcome = executeHere(new Cell(Files.readString(file), true, 0, Map.of(), outlet));
                if (outcome instanceof Failure failure) {
                    outlet.stream(Outlet.Stream.STDERR, "The start-up file " + file + " failed:\n"
                        + String.join("\n", failure.traceback()) + "\n");
                }
            } catch (IOException e) {
                outlet.stream(Outlet.Stream.STDERR, "The start-up file " + file + " can't be read: " + e.getMessage()
                    + "\n");
            }
        });
    }

    @Override
    public Workspace workspace() {
        return workspace;
    }

    @Override
    public Magics.Table magics() {
        return evaluator.magics();
    }

    @Override
    public void run(Outlet outlet, Origin.Work work) {
        Failure failure;
        try {
            failure = threads.run(outlet, () -> {
                try {
                    work.run();
                    return null;
                } catch (ExitRequested e) {
                    outlet.stream(Outlet.Stream.STDERR, e.getMessage() + " ends the kernel.\n");
                    surroundings.exit(e.status);
                    return null;
                } catch (Throwable e) {
                    return failure(e);
                }
            });
        } catch (ExecutionException e) {
            failure = traceback.showInterrupted(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = traceback.showInterrupted(e);
        }
        if (failure != null) {
            outlet.stream(Outlet.Stream.STDERR, String.join("\n", failure.traceback()) + "\n");
        }
    }

    @Override
    public String describe(Throwable thrown) {
        return String.join("\n", failure(thrown).traceback());
    }

    @Override
    public Completion complete(String code, int cursor) {
        return magicAssistant.complete(code, cursor);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        return magicAssistant.inspect(code, cursor, detail);
    }

    @Override
    public Completeness isComplete(String code) {
        return evaluator.completeness(code);
    }

    @Override
    public void interrupt() {
        threads.interrupt();
    }

    @Override
    public void close() {
        threads.interrupt();
        workspace.close();
        assistant.close();
    }

    private Optional<Neighbourhood.Origin> origin(String className) {
        return traceback.cellOf(className)
            .map(text -> new Neighbourhood.Origin(text.count(), text.code(), 0, text.code().length()))
            .or(() -> evaluator.place(className).map(Declarations.Placed::whereabouts));
    }
}
