package org.jolab.kernel.history;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jolab.kernel.protocol.Json;
import org.jolab.kernel.wire.MalformedMessage;

/**
 * One cell that was run.
 *
 * @param session the number of its session
 * @param line its execution count in that session
 * @param input the code as typed
 * @param output its value as plain text, null if it had none
 */
public record Entry(int session, int line, String input, String output) {

    /** The row of a {@code history_reply}. */
    public List<Object> row(boolean withOutput) {
        // List.of takes no null, and an input without a value has none.
        return List.of(session, line, withOutput ? Arrays.asList(input, output) : input);
    }

    byte[] toJson() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("session", session);
        fields.put("line", line);
        fields.put("input", input);
        if (output != null) {
            fields.put("output", output);
        }
        return Json.write(fields);
    }

    /** The entry in a line of the file; empty for other records and for lines that a crash tore. */
    static Optional<Entry> read(byte[] line) {
        try {
            Map<String, Object> fields = Json.readObject(line);
            if (fields.get("session") instanceof Integer session && fields.get("line") instanceof Integer number
                && fields.get("input") instanceof String input) {
                return Optional.of(new Entry(session, number, input,
                    fields.get("output") instanceof String output ? output : null));
            }
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
