package org.jolab.kernel.channels;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jolab.api.Comm;
import org.jolab.api.Comms;
import org.jolab.kernel.output.Scope;
import org.jolab.kernel.protocol.Message;
import org.jolab.kernel.protocol.Publication;
import org.jolab.kernel.protocol.Reply;
import org.jolab.kernel.protocol.Request;

/**
 * The open comms and who takes new ones; all threads share it. What front ends send is handled in order by one thread,
 * which is left behind by a handler that takes long.
 */
final class CommTable implements Comms {

    private static final System.Logger LOG = System.getLogger(CommTable.class.getName());

    /** For handlers that work for long, or for ever, cells do not wait longer. */
    private static final long PATIENCE_MILLIS = 10_000;

    private final Post post;
    private final Questions questions;
    private final Language language;
    private final ConcurrentMap<String, Comm.Handler> targets = new ConcurrentHashMap<>();
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, OpenComm> open = new ConcurrentHashMap<>();
    private final PassingLane lines = new PassingLane("comms");

    CommTable(Post post, Questions questions, Language language) {
        this.post = post;
        this.questions = questions;
        this.language = language;
    }

    @Override
    public Comm open(String target, Comm.Message opening) {
        var comm = new OpenComm(UUID.randomUUID().toString().replace("-", ""), Objects.requireNonNull(target), this);
        open.put(comm.id(), comm);
        send("comm_open", Reply.object("comm_id", comm.id(), "target_name", target, "data", opening.data()), opening);
        return comm;
    }

    @Override
    public void register(String target, Comm.Handler handler) {
        targets.put(target, handler);
    }

    @Override
    public boolean wasWanted(String target) {
        return wanted.contains(target);
    }

    @Override
    public void letOthersPass() {
        lines.letOthersPass();
    }

    /** Serves a message from a front end after those before it. */
    void execute(Runnable serving) {
        lines.execute(serving);
    }

    /** What waits until all messages that have been handed in so far are served, unless that takes seconds. */
    Runnable served() {
        var count = lines.handed();
        return () -> lines.await(count, PATIENCE_MILLIS);
    }

    /** Lets the thread end when it has done what it was handed so far. */
    void retire() {
        lines.retire();
    }

    /** The answer to comm_info_request: a front end that is reloaded finds its widgets by it. */
    Reply info(Optional<String> target) {
        var comms = new LinkedHashMap<String, Object>();
        open.forEach((id, comm) -> {
            if (target.isEmpty() || target.get().equals(comm.target())) {
                comms.put(id, Map.of("target_name", comm.target()));
            }
        });
        return new Reply.Done(Map.of("comms", comms));
    }

    /** Publishes a comm message as part of the request in whose name the thread runs, if any, after its output. */
    void send(String type, Map<String, Object> content, Comm.Message message) {
        var publication = new Publication.Comm(type, content, message.metadata(), List.copyOf(message.buffers()));
        if (Scope.current().orElse(null) instanceof RequestOutlet outlet) {
            outlet.publish(publication, true);
        } else {
            post.awaitRoom();
            post.publish(publication, Map.of());
        }
    }

    void forget(OpenComm comm) {
        open.remove(comm.id());
    }

    /** Handles a message from a front end, on the thread of comms. */
    Optional<Reply> handle(Message message, Request request) throws Exception {
        var outlet = new RequestOutlet(post, questions, new RequestOutlet.Terms(message, false, false));
        Scope.call(outlet, () -> {
            try {
                dispatch(message, request);
            } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
                report(outlet, e);
            }
            return null;
        });
        outlet.end();
        return Optional.empty();
    }

    private void dispatch(Message message, Request request) throws Exception {
        var buffers = message.frames().buffers();
        switch (request) {
            case Request.CommOpen(var id, var target, var data) ->
                accept(new OpenComm(id, target, this), new Comm.Message(data, message.metadata(), buffers));
            case Request.CommMsg(var id, var data) -> {
                var comm = open.get(id);
                if (comm != null) {
                    comm.deliver(new Comm.Message(data, message.metadata(), buffers));
                }
            }
            case Request.CommClose(var id, var data) -> {
                var comm = open.remove(id);
                if (comm != null) {
                    comm.closed(new Comm.Message(data, message.metadata(), buffers));
                }
            }
            default -> throw new IllegalStateException("Not a comm message: " + request);
        }
    }

    private void accept(OpenComm comm, Comm.Message opening) throws InterruptedException {
        wanted.add(comm.target());
        if (!targets.containsKey(comm.target())) {
            // The one that takes it may be registered by the interpreter's start.
            language.get();
        }
        var handler = targets.get(comm.target());
        if (handler == null) {
            send("comm_close", Reply.object("comm_id", comm.id(), "data", Map.of()), Comm.Message.of(Map.of()));
            return;
        }
        open.put(comm.id(), comm);
        handler.handle(comm, opening);
    }

    /** Shows what a handler threw, where its output goes. */
    private static void report(RequestOutlet outlet, Throwable failure) {
        LOG.log(Level.DEBUG, "A comm's handler failed", failure);
        var lines = new ArrayList<String>();
        lines.add(failure.toString());
        for (var frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("org.jolab.kernel.")) {
                break;
            }
            lines.add("    at " + frame);
        }
        outlet.publish(new Publication.Error(failure.getClass().getSimpleName(), String.valueOf(failure.getMessage()),
            lines), false);
    }
}
