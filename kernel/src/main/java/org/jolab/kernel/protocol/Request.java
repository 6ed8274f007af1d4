package org.jolab.kernel.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jolab.kernel.wire.MalformedMessage;

/**
 * What a front end asks for, one record for each message type. Cursors are UTF-16 indices into the code.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html">Messaging in Jupyter</a>
 */
public sealed interface Request {

    /** Runs a cell. */
    record Execute(String code, Mode mode, Map<String, String> userExpressions) implements Request {

        /** How it is run: whether it is silent, stored in the history, may ask for input, and stops those behind it. */
        public record Mode(boolean silent, boolean storeHistory, boolean allowStdin, boolean stopOnError) {}
    }

    /** What is known of the name at the cursor; detail 1 adds the source. */
    record Inspect(String code, int cursor, int detail) implements Request {}

    /** What may be typed at the cursor. */
    record Complete(String code, int cursor) implements Request {}

    /** Whether the code is a whole cell. */
    record IsComplete(String code) implements Request {}

    /** Cells that were run before. */
    record History(boolean output, Which which) implements Request {

        /** Which of them. */
        public sealed interface Which {}

        /** The last {@code n}. */
        public record Tail(int n) implements Which {}

        /**
         * Those of one session; 0 is the current one, a negative number counts backwards from it. Negative lines count
         * from the end; {@code stop} is exclusive, and empty means all.
         */
        public record Range(int session, int start, Optional<Integer> stop) implements Which {}

        /** The last {@code n} that match a pattern with {@code *} and {@code ?}; each text once if {@code unique}. */
        public record Search(String pattern, Optional<Integer> n, boolean unique) implements Which {}

        /** An access type that this kernel does not know: no cells. */
        public record None() implements Which {}
    }

    /** The open comms, or those of one target. */
    record CommInfo(Optional<String> target) implements Request {}

    /** A front end opens a comm. */
    record CommOpen(String id, String target, Map<String, Object> data) implements Request {}

    /** A front end sends over an open comm. */
    record CommMsg(String id, Map<String, Object> data) implements Request {}

    /** A front end closes a comm. */
    record CommClose(String id, Map<String, Object> data) implements Request {}

    /** What this kernel is. */
    record KernelInfo() implements Request {}

    /** The ports (deprecated by the protocol, still asked for). */
    record Connect() implements Request {}

    /** Ends the kernel. */
    record Shutdown(boolean restart) implements Request {}

    /** Stops what runs. */
    record Interrupt() implements Request {}

    /** What the kernel and its machine use. */
    record Usage() implements Request {}

    /** A new subshell. */
    record CreateSubshell() implements Request {}

    /** Ends a subshell. */
    record DeleteSubshell(String id) implements Request {}

    /** The subshells. */
    record ListSubshells() implements Request {}

    /** A message type that this kernel does not know. */
    record Unknown(String type) implements Request {}

    /** Reads the request in {@code message}. */
    static Request of(Message message) throws MalformedMessage {
        var fields = new Fields(message.content());
        return switch (message.header().type()) {
            case "execute_request" -> execute(fields);
            case "inspect_request" -> new Inspect(fields.text("code"), cursor(fields),
                fields.number("detail_level").orElse(0));
            case "complete_request" -> new Complete(fields.text("code"), cursor(fields));
            case "is_complete_request" -> new IsComplete(fields.text("code"));
            case "history_request" -> new History(fields.bool("output", false), history(fields));
            case "comm_info_request" -> new CommInfo(fields.optionalText("target_name"));
            case "comm_open" -> new CommOpen(fields.text("comm_id"), fields.text("target_name"), fields.object("data"));
            case "comm_msg" -> new CommMsg(fields.text("comm_id"), fields.object("data"));
            case "comm_close" -> new CommClose(fields.text("comm_id"), fields.object("data"));
            case "kernel_info_request" -> new KernelInfo();
            case "connect_request" -> new Connect();
            case "shutdown_request" -> new Shutdown(fields.bool("restart", false));
            case "interrupt_request" -> new Interrupt();
            case "usage_request" -> new Usage();
            case "create_subshell_request" -> new CreateSubshell();
            case "delete_subshell_request" -> new DeleteSubshell(fields.text("subshell_id"));
            case "list_subshell_request" -> new ListSubshells();
            default -> new Unknown(message.header().type());
        };
    }

    private static Execute execute(Fields fields) throws MalformedMessage {
        boolean silent = fields.bool("silent", false);
        var expressions = new LinkedHashMap<String, String>();
        for (var entry : fields.object("user_expressions").entrySet()) {
            if (!(entry.getValue() instanceof String expression)) {
                throw new MalformedMessage("\"user_expressions\" must hold strings");
            }
            expressions.put(entry.getKey(), expression);
        }
        return new Execute(fields.text("code"),
            new Execute.Mode(silent, !silent && fields.bool("store_history", true), fields.bool("allow_stdin", true),
                fields.bool("stop_on_error", true)), expressions);
    }

    /** Absent means the end of the code. */
    private static int cursor(Fields fields) throws MalformedMessage {
        return CodePoints.toIndex(fields.text("code"), fields.number("cursor_pos").orElse(Integer.MAX_VALUE));
    }

    private static History.Which history(Fields fields) throws MalformedMessage {
        return switch (fields.optionalText("hist_access_type").orElse("tail")) {
            case "tail" -> new History.Tail(fields.number("n").orElse(10));
            case "range" -> new History.Range(fields.number("session").orElse(0), fields.number("start").orElse(0),
                fields.number("stop"));
            case "search" -> new History.Search(fields.optionalText("pattern").orElse("*"), fields.number("n"),
                fields.bool("unique", false));
            default -> new History.None();
        };
    }

    /** The types that {@code of} knows and that are answered while a cell runs, because they need the language only. */
    List<String> ANALYSIS = List.of("inspect_request", "complete_request", "is_complete_request", "history_request");
}
