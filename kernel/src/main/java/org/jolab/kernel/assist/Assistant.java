package org.jolab.kernel.assist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jolab.api.MimeBundle;
import org.jolab.kernel.Interpreter.Completion;

/**
 * Answers questions about names in cells. May be called by all threads; one thread of its own does the work, so that
 * nobody waits longer than {@value #LONGEST_SECONDS} s and no question can break the caller.
 */
public final class Assistant implements AutoCloseable {

    private static final int LONGEST_SECONDS = 3;
    /** Longer cells get no answers: they are data, not code that somebody types. */
    private static final int LONGEST_CELL = 200_000;
    private static final int STACK = 8 << 20;
    private static final System.Logger LOG = System.getLogger(Assistant.class.getName());

    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(16), task -> {
            var thread = new Thread(null, task, "assistant", STACK);
            thread.setDaemon(true);
            return thread;
        });
    /** A question that took too long; while it is not done, others are not even asked. */
    private final AtomicReference<Future<?>> overdue = new AtomicReference<>();
    private final ClassIndex index = new ClassIndex();
    private final Neighbourhood neighbourhood;
    private final Library library;
    private final Completer completer;
    private final Inspector inspector;

    /** An assistant for cells in {@code neighbourhood}. */
    public Assistant(Neighbourhood neighbourhood) {
        this.neighbourhood = neighbourhood;
        library = new Library(neighbourhood, new Sources(Path.of(System.getProperty("java.home"))));
        completer = new Completer(neighbourhood, index);
        inspector = new Inspector(neighbourhood, index, library);
        worker.allowCoreThreadTimeOut(true);
    }

    /** Gets ready in the background, so that the first answer is as quick as the others. */
    public void warmUp() {
        index.prepare(neighbourhood.classPath());
        try {
            worker.execute(() -> completer.complete("\"\".", 3));
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "busy already", e);
        }
    }

    /** What may be typed at the UTF-16 index {@code cursor} of {@code code}; nothing where no name can stand. */
    public Completion complete(String code, int cursor) {
        var at = Math.min(cursor, code.length());
        var nothing = new Completion(Math.max(0, at), Math.max(0, at), List.of());
        return isAnswerable(code, at) ? answer(() -> completer.complete(code, at), nothing) : nothing;
    }

    /** What is known of the name at {@code cursor}; {@code detail} 1 adds its source. */
    public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        var at = Math.min(cursor, code.length());
        return isAnswerable(code, at) ? answer(() -> inspector.inspect(code, at, detail), Optional.empty())
            : Optional.empty();
    }

    private static boolean isAnswerable(String code, int at) {
        return at >= 0 && code.length() <= LONGEST_CELL && !(at > 0 && at < code.length()
            && Character.isSurrogatePair(code.charAt(at - 1), code.charAt(at)));
    }

    private <T> T answer(Callable<T> work, T nothing) {
        var before = overdue.get();
        if (before != null && !before.isDone()) {
            return nothing;
        }
        Future<T> answer = null;
        try {
            answer = worker.submit(work);
            return answer.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // javac's insides fail on some unfinished code; a deep nesting ends its stack.
            LOG.log(System.Logger.Level.DEBUG, "no answer", e.getCause());
        } catch (TimeoutException | RejectedExecutionException e) {
            // It is not interrupted: that would close files under javac's feet.
            overdue.set(answer);
            LOG.log(System.Logger.Level.DEBUG, "no answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return nothing;
    }

    @Override
    public void close() {
        worker.shutdownNow();
        try {
            library.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing", e);
        }
    }
}
