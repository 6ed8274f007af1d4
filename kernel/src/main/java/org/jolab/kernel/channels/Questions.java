package org.jolab.kernel.channels;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jolab.api.UsageError;
import org.jolab.kernel.protocol.Composer;
import org.jolab.kernel.protocol.Message;
import org.jolab.kernel.protocol.Question;
import org.jolab.kernel.wire.Frames;
import org.jolab.kernel.wire.MalformedMessage;
import org.zeromq.ZMQException;

/** What users, and Colab's page, are being asked; all but {@link #ask} and {@link #request} is on the I/O thread. */
final class Questions {

    private static final System.Logger LOG = System.getLogger(Questions.class.getName());
    private static final int RETRY_MILLIS = 50;
    private static final int RETRIES = 100;

    private record Open(String id, List<byte[]> identities, CompletableFuture<String> answer) {}

    private final IoThread io;
    private final Sockets sockets;
    private final Composer composer;
    private final Runnable drain;
    private final List<Open> open = new ArrayList<>();
    private final Map<Integer, CompletableFuture<Object>> requests = new HashMap<>();
    private final AtomicInteger lastRequest = new AtomicInteger();

    /** {@code drain} handles all messages that have arrived on stdin. */
    Questions(IoThread io, Sockets sockets, Composer composer, Runnable drain) {
        this.io = io;
        this.sockets = sockets;
        this.composer = composer;
        this.drain = drain;
    }

    /** Asks the client that sent {@code request} and waits for its answer, or for an interrupt. */
    String ask(Message request, Question question) throws InterruptedException {
        var header = composer.header("input_request");
        request.header().subshell().ifPresent(id -> header.put("subshell_id", id));
        var frames = composer.compose(header, request.header().fields(), question, request.frames().identities());
        var asked = new Open((String) header.get("msg_id"), frames.identities(), new CompletableFuture<>());
        io.execute(() -> {
            // Answers that came too late for earlier questions are no answers to this one.
            drain.run();
            open.add(asked);
            send(asked, frames, RETRIES);
        });
        try {
            return asked.answer.get();
        } catch (ExecutionException e) {
            throw (UsageError) e.getCause();
        } finally {
            io.execute(() -> open.remove(asked));
        }
    }

    /**
     * Asks Colab's page by {@code send}, which is given the request's id, and waits for its answer, or for an
     * interrupt; empty if none came in time.
     */
    Optional<Object> request(IntConsumer send, Duration limit) throws InterruptedException {
        var id = lastRequest.incrementAndGet();
        var answer = new CompletableFuture<Object>();
        io.execute(() -> requests.put(id, answer));
        try {
            send.accept(id);
            return Optional.of(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw (UsageError) e.getCause();
        } finally {
            io.execute(() -> requests.remove(id));
        }
    }

    /** A client may connect its stdin a little later than its shell, so the question is tried for some seconds. */
    private void send(Open asked, Frames frames, int retries) {
        if (!open.contains(asked)) {
            return;
        }
        try {
            Sockets.send(sockets.stdin, frames.all());
        } catch (ZMQException e) {
            if (retries > 0) {
                io.after(RETRY_MILLIS, () -> send(asked, frames, retries - 1));
            } else {
                asked.answer.completeExceptionally(new UsageError(
                    "This front end has no stdin channel, so it cannot be asked for input."));
            }
        }
    }

    /** Takes an answer; one that nobody waits for is dropped. */
    void answer(Message reply) {
        try {
            if (reply.content().get("value") instanceof Map<?, ?> value) {
                answer(value);
                return;
            }
            var parent = reply.parent().get("msg_id");
            for (var asked : open) {
                // Some clients name the question that they answer; the others are known by their identity.
                if (parent == null ? sameClient(asked.identities, reply.frames().identities())
                    : parent.equals(asked.id)) {
                    asked.answer.complete(reply.content().get("value") instanceof String value ? value : "");
                    open.remove(asked);
                    return;
                }
            }
            LOG.log(Level.DEBUG, "An input_reply that nobody waits for is dropped.");
        } catch (MalformedMessage e) {
            LOG.log(Level.WARNING, "A malformed input_reply is dropped: " + e.getMessage());
        }
    }

    private void answer(Map<?, ?> value) {
        var asked = "colab_reply".equals(value.get("type")) && value.get("colab_msg_id") instanceof Number id
            ? requests.remove(id.intValue()) : null;
        if (asked == null) {
            LOG.log(Level.DEBUG, "An answer of a page that nobody waits for is dropped.");
        } else if (value.get("error") != null) {
            asked.completeExceptionally(new UsageError("Colab's page answers: " + value.get("error")));
        } else {
            asked.complete(value.get("data") == null ? Map.of() : value.get("data"));
        }
    }

    private static boolean sameClient(List<byte[]> some, List<byte[]> others) {
        return Arrays.deepEquals(some.toArray(), others.toArray());
    }
}
