package org.jolab.kernel.channels;

import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jolab.api.UsageError;
import org.jolab.kernel.Interpreter;
import org.jolab.kernel.history.History;
import org.jolab.kernel.output.Scope;
import org.jolab.kernel.protocol.Composer;
import org.jolab.kernel.protocol.Message;
import org.jolab.kernel.protocol.MimeJson;
import org.jolab.kernel.protocol.Publication;
import org.jolab.kernel.protocol.Reply;
import org.jolab.kernel.protocol.Request;
import org.jolab.kernel.protocol.Request.Execute;
import org.jolab.kernel.wire.MalformedMessage;

/** Runs cells one after the other, those of the main shell or of one subshell; all its state is its thread's. */
final class CellLane {

    /** What all lanes share. {@code drain} makes the I/O thread read all requests that have arrived. */
    record Shared(Service service, Language language, Questions questions, Runnable drain) {}

    private final Shared shared;
    private final History.Session history;
    private final Worker thread;
    /** The last run of each notebook cell, for front ends that name their cells (JupyterLab, VS Code). */
    private final Map<String, WeakReference<RequestOutlet>> runs = new HashMap<>();
    private int count;
    private boolean aborting;
    /** Set by the control thread. */
    private volatile boolean deleted;

    CellLane(String name, Shared shared, History.Session history) {
        this.shared = shared;
        this.history = history;
        this.thread = new Worker(name);
    }

    History.Session history() {
        return history;
    }

    /** Queues an execute_request, which is served after {@code before} has returned; called by the I/O thread. */
    void submit(Message message, Runnable before) {
        thread.execute(() -> {
            before.run();
            serve(message);
        });
    }

    /** Lets the running cell end and answers the queued ones with an error. */
    void delete() {
        deleted = true;
        thread.retire();
    }

    private void serve(Message message) {
        var activity = shared.service.activity();
        activity.busy(message, true);
        var started = Composer.now();
        try {
            reply(message, answer(message, started), started);
        } finally {
            activity.idle(message);
        }
    }

    /** Replies, or says why what was to be replied cannot be sent, so that no client waits for ever. */
    private void reply(Message message, Reply reply, String started) {
        try {
            post().reply(message, reply);
        } catch (UsageError | OutOfMemoryError e) {
            post().reply(message, new Reply.Failed(new Reply.Run(count, started),
                Reply.Failure.of(e.getClass().getSimpleName(), String.valueOf(e.getMessage())), List.of()));
        }
    }

    private Reply answer(Message message, String started) {
        try {
            if (deleted) {
                return Lanes.unknown(message.header().subshell().orElse(""));
            }
            if (aborting) {
                return new Reply.Aborted(new Reply.Run(count, started));
            }
            if (Request.of(message) instanceof Execute request) {
                return run(message, request, started);
            }
            throw new IllegalStateException("Only cells are queued here");
        } catch (MalformedMessage e) {
            shared.service.complaints().complain("malformed execute_request", e.getMessage());
            return new Reply.Failed(new Reply.Run(count, started),
                Reply.Failure.of("MalformedMessage", "execute_request: " + e.getMessage()), List.of());
        }
    }

    private Reply run(Message message, Execute request, String started) throws MalformedMessage {
        var mode = request.mode();
        var cell = message.metadata().get("cellId");
        if (mode.storeHistory()) {
            count++;
        }
        if (!mode.silent()) {
            post().publish(new Publication.Input(request.code(), count), message.header().fields());
        }
        var outlet = new RequestOutlet(post(), shared.questions,
            new RequestOutlet.Terms(message, mode.silent(), mode.allowStdin()));
        if (cell instanceof String id) {
            supersede(id, outlet);
        }
        var run = new Reply.Run(count, started);
        return switch (execute(request, outlet)) {
            case Interpreter.Success success -> succeed(request, outlet, success, run);
            case Interpreter.Failure failure -> fail(request, outlet, failure, run);
        };
    }

    /** Closes the outlet of this cell's last run: what its threads still print has no place of its own any more. */
    private void supersede(String cell, RequestOutlet outlet) {
        var before = runs.put(cell, new WeakReference<>(outlet));
        var last = before == null ? null : before.get();
        if (last != null) {
            last.supersede();
        }
    }

    private Interpreter.Outcome execute(Execute request, RequestOutlet outlet) {
        try {
            var cell = new Interpreter.Cell(request.code(), request.mode().silent(), count, request.userExpressions(),
                outlet);
            return Scope.call(outlet, () -> shared.language.get().execute(cell));
        } catch (Exception | LinkageError | StackOverflowError | AssertionError | OutOfMemoryError e) {
            System.getLogger(CellLane.class.getName()).log(Level.ERROR, "The interpreter failed", e);
            var line = e.getClass().getSimpleName() + ": " + e.getMessage();
            return new Interpreter.Failure(e.getClass().getSimpleName(), String.valueOf(e.getMessage()), List.of(line));
        }
    }

    private Reply succeed(Execute request, RequestOutlet outlet, Interpreter.Success success, Reply.Run run) {
        if (!request.mode().silent()) {
            try {
                success.value().ifPresent(value ->
                    outlet.publish(new Publication.Result(MimeJson.of(value), count), false));
            } catch (UsageError | OutOfMemoryError e) {
                // The value cannot be written as JSON, such as one that contains itself.
                var line = String.valueOf(e.getMessage());
                return fail(request, outlet, new Interpreter.Failure(e.getClass().getSimpleName(), line, List.of(line)),
                    run);
            }
        }
        remember(request, success.value().map(value -> value.data().get("text/plain")).orElse(null));
        return new Reply.Executed(run, outlet.end(), expressions(success.expressions()));
    }

    private Reply fail(Execute request, RequestOutlet outlet, Interpreter.Failure failure, Reply.Run run) {
        if (!request.mode().silent()) {
            outlet.publish(new Publication.Error(failure.ename(), failure.evalue(), failure.traceback()), false);
            if (request.mode().stopOnError()) {
                abortQueue();
            }
        }
        remember(request, null);
        return new Reply.Failed(run, new Reply.Failure(failure.ename(), failure.evalue(), failure.traceback()),
            outlet.end());
    }

    /**
     * Aborts the cells that have arrived so far, and no later ones: the end of the queue is marked before the reply is
     * sent, so what a client sends in answer to it comes behind the mark. (A time limit instead aborted cells that
     * users had just started: ipykernel#609.)
     */
    private void abortQueue() {
        aborting = true;
        post().io().execute(() -> {
            shared.drain.run();
            thread.execute(() -> aborting = false);
        });
    }

    private void remember(Execute request, Object output) {
        if (request.mode().storeHistory() && !request.code().isBlank()) {
            history.add(count, request.code(), output instanceof String text ? text : null);
        }
    }

    private static Map<String, Object> expressions(Map<String, Interpreter.Outcome> outcomes) {
        var json = new LinkedHashMap<String, Object>();
        outcomes.forEach((name, outcome) -> json.put(name, switch (outcome) {
            case Interpreter.Success(var value, var _) -> {
                var mime = value.map(MimeJson::of).orElse(new MimeJson(Map.of("text/plain", ""), Map.of()));
                yield Reply.object("status", "ok", "data", mime.data(), "metadata", mime.metadata());
            }
            case Interpreter.Failure(var ename, var evalue, var traceback) ->
                new Reply.Failure(ename, evalue, traceback).content();
        }));
        return json;
    }

    private Post post() {
        return shared.service.post();
    }
}
