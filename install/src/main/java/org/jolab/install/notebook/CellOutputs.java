package org.jolab.install.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jolab.install.client.Message;

/** Turns messages into the outputs that a notebook file keeps, for one cell after the other. */
final class CellOutputs {

    private static final Set<String> TEXTS = Set.of("image/svg+xml", "application/javascript");

    /** The outputs shown under each display id, also those of earlier cells. */
    private final Map<String, List<ObjectNode>> displays = new HashMap<>();

    private ArrayNode outputs;
    private ObjectNode stream;
    private StringBuilder text;
    private boolean clearsBeforeNext;

    /** From now on, outputs belong to {@code cell}, whose old ones go. */
    void begin(ObjectNode cell) {
        end();
        outputs = cell.putArray("outputs");
        clearsBeforeNext = false;
    }

    /** Must be called before the notebook is written: the text of the last stream may not be in it yet. */
    void end() {
        if (stream != null) {
            stream.set("text", NotebookFile.lines(text.toString()));
            stream = null;
        }
    }

    /** Adds an output, or changes what is there already. */
    void take(Message message) {
        var content = message.content();
        switch (message.type()) {
            case "stream" -> stream(content.path("name").asText("stdout"), content.path("text").asText());
            case "display_data" -> remember(add(display("display_data", content)), content);
            case "execute_result" -> {
                var output = display("execute_result", content);
                output.set("execution_count", content.path("execution_count"));
                remember(add(output), content);
            }
            case "update_display_data" -> update(content);
            case "clear_output" -> {
                if (content.path("wait").asBoolean()) {
                    clearsBeforeNext = true;
                } else {
                    clear();
                }
            }
            case "error" -> {
                var output = add(typed("error"));
                output.set("ename", content.path("ename"));
                output.set("evalue", content.path("evalue"));
                output.set("traceback", content.path("traceback"));
            }
            // Comms and what a later protocol adds leave nothing in the file.
            default -> { }
        }
    }

    private void stream(String name, String piece) {
        if (stream == null || clearsBeforeNext || !stream.path("name").asText().equals(name)) {
            stream = add(typed("stream").put("name", name).put("text", ""));
            text = new StringBuilder();
        }
        text.append(piece);
    }

    private ObjectNode add(ObjectNode output) {
        if (clearsBeforeNext) {
            clear();
        }
        end();
        outputs.add(output);
        return output;
    }

    private void clear() {
        clearsBeforeNext = false;
        stream = null;
        outputs.removeAll();
    }

    private void remember(ObjectNode output, JsonNode content) {
        var id = content.at("/transient/display_id");
        if (id.isTextual()) {
            displays.computeIfAbsent(id.asText(), key -> new ArrayList<>()).add(output);
        }
    }

    private void update(JsonNode content) {
        for (var output : displays.getOrDefault(content.at("/transient/display_id").asText(), List.of())) {
            output.set("data", data(content));
            output.set("metadata", metadata(content));
        }
    }

    private ObjectNode typed(String type) {
        return outputs.objectNode().put("output_type", type);
    }

    private ObjectNode display(String type, JsonNode content) {
        var output = typed(type);
        output.set("data", data(content));
        output.set("metadata", metadata(content));
        return output;
    }

    private JsonNode metadata(JsonNode content) {
        return content.path("metadata").isObject() ? content.path("metadata") : outputs.objectNode();
    }

    /** Files hold text as lists of lines; JSON stays JSON and pictures stay one string. */
    private ObjectNode data(JsonNode content) {
        var data = outputs.objectNode();
        content.path("data").properties().forEach(form -> {
            var lines = form.getValue().isTextual()
                && (form.getKey().startsWith("text/") || TEXTS.contains(form.getKey()));
            data.set(form.getKey(), lines ? NotebookFile.lines(form.getValue().asText()) : form.getValue());
        });
        return data;
    }
}
