package org.jolab.kernel.channels;

import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jolab.api.UsageError;
import org.jolab.kernel.protocol.Message;
import org.jolab.kernel.protocol.Reply;
import org.jolab.kernel.protocol.Request;
import org.jolab.kernel.wire.MalformedMessage;

/** Serves a request between its busy and its idle, whatever goes wrong; any thread may use it. */
record Service(Post post, Activity activity, Complaints complaints) {

    /** What is done for a request; an empty answer means that its type has none. */
    @FunctionalInterface
    interface Handler {
        Optional<Reply> handle(Request request) throws Exception;
    }

    void serve(Message message, Handler handler) {
        if (isWithoutStatus(message)) {
            answer(message, handler).ifPresent(reply -> post.reply(message, reply));
            return;
        }
        activity.busy(message, false);
        try {
            answer(message, handler).ifPresent(reply -> post.reply(message, reply));
        } finally {
            activity.idle(message);
        }
    }

    /** Who sends thousands of messages and waits for no idle may ask for none; else all front ends would flicker. */
    private static boolean isWithoutStatus(Message message) {
        try {
            return message.header().type().startsWith("comm_")
                && Boolean.TRUE.equals(message.metadata().get("jolab_without_status"));
        } catch (MalformedMessage e) {
            // Told when it is answered.
            return false;
        }
    }

    /** The answer of {@code handler}, or what went wrong. Comm messages and their like are never answered. */
    private Optional<Reply> answer(Message message, Handler handler) {
        try {
            return handler.handle(Request.of(message));
        } catch (MalformedMessage e) {
            complaints.complain("malformed " + message.header().type(), e.getMessage());
            return failure(message, "MalformedMessage", message.header().type() + ": " + e.getMessage());
        } catch (UsageError e) {
            return failure(message, "UsageError", e.getMessage());
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            System.getLogger(Service.class.getName()).log(Level.ERROR, message.header().type() + " failed", e);
            return failure(message, e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Reply> failure(Message message, String ename, String evalue) {
        return message.header().type().endsWith("_request")
            ? Optional.of(Reply.Failure.of(ename, evalue)) : Optional.empty();
    }
}
