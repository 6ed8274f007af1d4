package org.jolab.kernel.protocol;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jolab.kernel.output.Outlet;

/** What every front end gets to know, on iopub. */
public sealed interface Publication extends Body {

    /** The type of the message. */
    String type();

    /** Whether the kernel works. */
    record Status(State state) implements Publication {

        /** The three states; a kernel is starting once. */
        public enum State { STARTING, BUSY, IDLE }

        @Override
        public String type() {
            return "status";
        }

        @Override
        public Map<String, Object> content() {
            return Map.of("execution_state", state.name().toLowerCase(Locale.ROOT));
        }
    }

    /** A client's subscription has arrived: from now on it misses nothing (JEP 65). */
    record Welcome(String subscription) implements Publication {

        @Override
        public String type() {
            return "iopub_welcome";
        }

        @Override
        public Map<String, Object> content() {
            return Map.of("subscription", subscription);
        }
    }

    /** A cell that begins to run. */
    record Input(String code, int count) implements Publication {

        @Override
        public String type() {
            return "execute_input";
        }

        @Override
        public Map<String, Object> content() {
            return Reply.object("code", code, "execution_count", count);
        }
    }

    /** Printed text. */
    record Text(Outlet.Stream stream, String text) implements Publication {

        @Override
        public String type() {
            return "stream";
        }

        @Override
        public Map<String, Object> content() {
            return Reply.object("name", stream.wireName(), "text", text);
        }
    }

    /** Asks the page of Google Colab, beyond Jupyter's protocol; it answers by an input_reply with that id. */
    record ColabRequest(String kind, int id, Map<String, Object> request) implements Publication {

        @Override
        public String type() {
            return "colab_request";
        }

        @Override
        public Map<String, Object> metadata() {
            return Reply.object("colab_request_type", kind, "colab_msg_id", id);
        }

        @Override
        public Map<String, Object> content() {
            return Map.of("request", request);
        }
    }

    /** A value to show, or to show in place of one shown before under the same id. A null id is none. */
    record Display(MimeJson value, String id, boolean update) implements Publication {

        @Override
        public String type() {
            return update ? "update_display_data" : "display_data";
        }

        @Override
        public Map<String, Object> content() {
            var content = Reply.object("data", value.data(), "metadata", value.metadata());
            // Some clients cannot take a null here, so without an id there is no "transient".
            if (id != null) {
                content.put("transient", Map.of("display_id", id));
            }
            return content;
        }
    }

    /** The value of a cell. */
    record Result(MimeJson value, int count) implements Publication {

        @Override
        public String type() {
            return "execute_result";
        }

        @Override
        public Map<String, Object> content() {
            return Reply.object("execution_count", count, "data", value.data(), "metadata", value.metadata());
        }
    }

    /** Why a cell failed. */
    record Error(String ename, String evalue, List<String> traceback) implements Publication {

        @Override
        public String type() {
            return "error";
        }

        @Override
        public Map<String, Object> content() {
            return Reply.object("ename", ename, "evalue", evalue, "traceback", traceback);
        }
    }

    /** Clears a cell's output; if {@code later}, when the next output arrives. */
    record Clear(boolean later) implements Publication {

        @Override
        public String type() {
            return "clear_output";
        }

        @Override
        public Map<String, Object> content() {
            return Map.of("wait", later);
        }
    }

    /** The kernel ends; sent beside the reply on control, so that every client knows. */
    record ShuttingDown(boolean restart) implements Publication {

        @Override
        public String type() {
            return "shutdown_reply";
        }

        @Override
        public Map<String, Object> content() {
            return Reply.object("status", "ok", "restart", restart);
        }
    }

    /** A message of a comm: {@code comm_open}, {@code comm_msg} or {@code comm_close}. */
    record Comm(String type, Map<String, Object> content, Map<String, Object> metadata, List<byte[]> buffers)
        implements Publication {}
}
