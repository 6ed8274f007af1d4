package org.jolab.install.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Runs code in a kernel and hands over what it puts out, as it comes.
 *
 * @param client the connection, idle before and after
 * @param limit how long a cell may run before it is interrupted
 */
public record Execution(KernelClient client, Duration limit) {

    /** Long enough for every cell, short enough to be added to a time without overflow. */
    public static final Duration UNLIMITED = Duration.ofDays(10_000);

    private static final Duration GRACE = Duration.ofSeconds(10);

    /** Takes the outputs of a cell and answers its questions; called by the thread that runs it. */
    public interface Listener {

        /** An output of the cell, or a change to an earlier one: every iopub message that belongs to it. */
        void output(Message message);

        /** Whether {@link #input} may be called. */
        default boolean answersInput() {
            return false;
        }

        /** The line that the user typed, or {@code "\u0004"} for the end of the input. */
        default String input(String prompt, boolean password) {
            throw new UnsupportedOperationException();
        }
    }

    /** How a cell ended. {@code times} holds dates by the names that notebooks use in a cell's metadata. */
    public record Result(Ending ending, int count, ObjectNode times) {}

    /** The ways in which a cell ends. */
    public sealed interface Ending {}

    /** It ran to its end. */
    public record Finished() implements Ending {}

    /** It failed; {@code traceback} is lines with ANSI colours. */
    public record Failed(String name, String value, List<String> traceback) implements Ending {}

    /** It ran longer than it may; {@code stopped} tells whether the interrupt helped. */
    public record TimedOut(boolean stopped) implements Ending {}

    /** Runs one cell, which counts and is remembered. */
    public Result run(String code, Listener listener) {
        var request = Json.object().put("code", code).put("silent", false).put("store_history", true)
            .put("allow_stdin", listener.answersInput()).put("stop_on_error", true);
        request.putObject("user_expressions");
        var progress = new Progress(client.send(Channel.SHELL, "execute_request", request), listener);
        boolean timely = progress.await(limit);
        if (timely) {
            return new Result(progress.ending(), progress.count(), progress.times);
        }
        client.send(Channel.CONTROL, "interrupt_request", Json.object());
        var stopped = progress.await(GRACE);
        return new Result(new TimedOut(stopped), progress.count(), progress.times);
    }

    /** What has come of a request so far. */
    private final class Progress {
        private final String id;
        private final Listener listener;
        private final ObjectNode times = Json.object();
        private Message reply;
        private boolean idle;

        Progress(String id, Listener listener) {
            this.id = id;
            this.listener = listener;
        }

        /** Reads until the reply and the idle status are there; false when that takes longer than {@code limit}. */
        boolean await(Duration limit) {
            var deadline = System.nanoTime() + limit.toNanos();
            while (reply == null || !idle) {
                var message = client.receive(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
                if (message.isEmpty()) {
                    return false;
                }
                take(message.get());
                // A cell that never stops printing must not outrun its limit.
                if (System.nanoTime() > deadline && (reply == null || !idle)) {
                    return false;
                }
            }
            return true;
        }

        private void take(Message message) {
            if (!message.answers(id)) {
                // Displays of earlier cells may still change, and background threads may still print.
                if (message.channel() == Channel.IOPUB && message.type().equals("update_display_data")) {
                    listener.output(message);
                }
                return;
            }
            switch (message.channel()) {
                case SHELL -> {
                    reply = message;
                    note("shell.execute_reply", message);
                    Optional.ofNullable(message.metadata().get("started")).filter(JsonNode::isTextual)
                        .ifPresent(started -> times.set("shell.execute_reply.started", started));
                }
                case STDIN -> answer(message);
                case IOPUB -> {
                    switch (message.type()) {
                        case "status" -> {
                            idle |= message.isStatus("idle");
                            note("iopub.status." + message.content().path("execution_state").asText(), message);
                        }
                        case "execute_input" -> note("iopub.execute_input", message);
                        default -> listener.output(message);
                    }
                }
                case CONTROL -> { }
            }
        }

        private void answer(Message request) {
            if (request.type().equals("input_request")) {
                var value = listener.input(request.content().path("prompt").asText(),
                    request.content().path("password").asBoolean());
                client.answer(request, "input_reply", Json.object().put("value", value));
            }
        }

        private void note(String name, Message message) {
            times.put(name, message.date());
        }

        int count() {
            return reply == null ? 0 : reply.content().path("execution_count").asInt();
        }

        Ending ending() {
            var content = reply.content();
            if (content.path("status").asText().equals("ok")) {
                return new Finished();
            }
            var traceback = StreamSupport.stream(content.path("traceback").spliterator(), false)
                .map(JsonNode::asText).toList();
            return new Failed(content.path("ename").asText("Aborted"), content.path("evalue").asText(), traceback);
        }
    }
}
