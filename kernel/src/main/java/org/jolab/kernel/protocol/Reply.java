package org.jolab.kernel.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jolab.kernel.Interpreter;

/** The answer to a request; its message type is the request's, with {@code _reply} for {@code _request}. */
public sealed interface Reply extends Body {

    /** A cell that ran to its end: the payloads it left, and each user expression's value as JSON. */
    record Executed(Run run, List<Map<String, Object>> payload, Map<String, Object> expressions) implements Reply {

        @Override
        public Map<String, Object> content() {
            return object("status", "ok", "execution_count", run.count, "payload", payload,
                "user_expressions", expressions);
        }

        @Override
        public Map<String, Object> metadata() {
            return run.metadata("ok");
        }
    }

    /** A cell that failed. */
    record Failed(Run run, Failure failure, List<Map<String, Object>> payload) implements Reply {

        @Override
        public Map<String, Object> content() {
            var content = failure.content();
            content.put("execution_count", run.count);
            content.put("payload", payload);
            content.put("user_expressions", Map.of());
            return content;
        }

        @Override
        public Map<String, Object> metadata() {
            return run.metadata("error");
        }
    }

    /** A cell that never ran, because one before it failed. */
    record Aborted(Run run) implements Reply {

        @Override
        public Map<String, Object> content() {
            // Without a number, because front ends would show the cell as one that was run.
            return object("status", "aborted");
        }

        @Override
        public Map<String, Object> metadata() {
            return run.metadata("aborted");
        }
    }

    /** The number of a cell and when it started; JupyterLab shows the time. */
    record Run(int count, String started) {

        private Map<String, Object> metadata(String status) {
            return object("started", started, "dependencies_met", true, "status", status);
        }
    }

    /** Any request that could not be done. */
    record Failure(String ename, String evalue, List<String> traceback) implements Reply {

        /** A failure in one line. */
        public static Failure of(String ename, String evalue) {
            return new Failure(ename, evalue, List.of(ename + ": " + evalue));
        }

        @Override
        public Map<String, Object> content() {
            return object("status", "error", "ename", ename, "evalue", evalue, "traceback", traceback);
        }
    }

    /** Any request of which only its success is to be told. */
    record Done(Map<String, Object> fields) implements Reply {

        @Override
        public Map<String, Object> content() {
            var content = object("status", "ok");
            content.putAll(fields);
            return content;
        }
    }

    /** What is known of a name; empty if it is none. */
    record Inspected(Optional<MimeJson> known) implements Reply {

        @Override
        public Map<String, Object> content() {
            return object("status", "ok", "found", known.isPresent(),
                "data", known.<Map<String, Object>>map(MimeJson::data).orElse(Map.of()),
                "metadata", known.<Map<String, Object>>map(MimeJson::metadata).orElse(Map.of()));
        }
    }

    /** What may be typed at a place in {@code code}. */
    record Completed(String code, Interpreter.Completion completion) implements Reply {

        @Override
        public Map<String, Object> content() {
            int start = CodePoints.fromIndex(code, completion.start());
            int end = CodePoints.fromIndex(code, completion.end());
            var matches = completion.matches();
            var typed = matches.stream().map(match -> typed(match, start, end)).toList();
            return object("status", "ok", "matches", matches.stream().map(Interpreter.Match::text).toList(),
                "cursor_start", start, "cursor_end", end,
                "metadata", Map.of("_jupyter_types_experimental", typed));
        }

        private static Map<String, Object> typed(Interpreter.Match match, int start, int end) {
            var json = object("start", start, "end", end, "text", match.text());
            if (match.type() != null) {
                json.put("type", match.type());
            }
            if (match.signature() != null) {
                json.put("signature", match.signature());
            }
            return json;
        }
    }

    /** Whether code is whole; this reply's status is neither ok nor error. */
    record Completeness(Interpreter.Completeness answer) implements Reply {

        @Override
        public Map<String, Object> content() {
            var content = object("status", answer.state().name().toLowerCase(Locale.ROOT));
            if (answer.state() == Interpreter.Completeness.State.INCOMPLETE) {
                content.put("indent", answer.indent());
            }
            return content;
        }
    }

    /** A JSON object from names and values in turn, which keeps their order. */
    static Map<String, Object> object(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
