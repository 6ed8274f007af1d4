package org.jolab.api;

import java.util.List;
import java.util.Map;

/**
 * One open line between the notebook and a front end's code, such as a widget's.
 *
 * <p>Handlers run on the thread that serves comms, also while a cell runs. All methods may be called by any thread.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages">custom messages</a>
 */
public interface Comm {

    /** What travels over a comm. {@code data} and {@code metadata} are JSON values, {@code buffers} raw bytes. */
    record Message(Map<String, Object> data, Map<String, Object> metadata, List<byte[]> buffers) {

        /** A message of data alone. */
        public static Message of(Map<String, Object> data) {
            return new Message(data, Map.of(), List.of());
        }
    }

    /** Takes what arrives over a comm. */
    @FunctionalInterface
    interface Handler {

        /** Called for each message of {@code comm}, in order. */
        void handle(Comm comm, Message message);
    }

    /** The identity of this line, the same on both ends. */
    String id();

    /** The name by which the other end found its handler. */
    String target();

    /** Sends a message to every front end. A closed comm says so with an {@link IllegalStateException}. */
    void send(Message message);

    /** Calls {@code handler} for each message from a front end, in place of the handler before. */
    void onMessage(Handler handler);

    /** Calls {@code handler} once, when a front end closes this comm. */
    void onClose(Handler handler);

    /** Closes both ends; nothing happens when it is closed already. */
    void close(Map<String, Object> data);
}
