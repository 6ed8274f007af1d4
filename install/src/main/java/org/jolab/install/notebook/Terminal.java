package org.jolab.install.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jolab.install.client.Message;

/**
 * Shows the outputs of cells as text while they come.
 *
 * <p>A display that changes, such as a progress bar, is overwritten where somebody watches; in a log only its last form
 * appears, when the cell ends.
 */
final class Terminal {

    private static final String LINE_UP_AND_CLEAR = "\u001b[1A\r\u001b[K";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean watched;
    /** Last forms that are still to be shown, by display id. */
    private final Map<String, String> pending = new LinkedHashMap<>();
    private boolean lineOpen;
    /** The display that stands alone on the last line; empty if none does. */
    private String lastDisplay = "";

    /** {@code watched} says that a person looks at a terminal that knows colours. */
    Terminal(PrintStream out, PrintStream err, boolean watched) {
        this.out = out;
        this.err = err;
        this.watched = watched;
    }

    void take(Message message) {
        var content = message.content();
        switch (message.type()) {
            case "stream" -> {
                var text = content.path("text").asText();
                if (!text.isEmpty()) {
                    lastDisplay = "";
                    print(content.path("name").asText().equals("stderr") ? err : out, text);
                }
            }
            case "display_data", "execute_result" -> {
                var text = text(content);
                line(out, text);
                lastDisplay = text.contains("\n") ? "" : content.at("/transient/display_id").asText("");
            }
            case "update_display_data" -> update(content.at("/transient/display_id").asText(), text(content));
            case "error" -> {
                lastDisplay = "";
                var traceback = StreamSupport.stream(content.path("traceback").spliterator(), false)
                    .map(JsonNode::asText).collect(Collectors.joining("\n"));
                line(err, traceback.isEmpty()
                    ? content.path("ename").asText() + ": " + content.path("evalue").asText() : traceback);
            }
            default -> { }
        }
    }

    /** Shows what was held back, and ends the line. */
    void endCell() {
        pending.values().forEach(text -> line(out, text));
        pending.clear();
        endLine();
        lastDisplay = "";
    }

    /** A line of the runner's own; not part of the notebook's output. */
    void say(String text) {
        endLine();
        err.println(text);
        err.flush();
    }

    private void update(String id, String text) {
        if (watched && id.equals(lastDisplay) && !text.contains("\n")) {
            out.print(LINE_UP_AND_CLEAR + text + "\n");
            out.flush();
        } else {
            pending.put(id, text);
        }
    }

    private void line(PrintStream stream, String text) {
        endLine();
        print(stream, text + "\n");
    }

    private void endLine() {
        if (lineOpen) {
            print(out, "\n");
        }
    }

    private void print(PrintStream stream, String text) {
        stream.print(watched ? text : text.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", ""));
        stream.flush();
        lineOpen = !text.endsWith("\n");
    }

    private static String text(JsonNode content) {
        var data = content.path("data");
        if (data.has("text/plain")) {
            return NotebookFile.text(data.path("text/plain"));
        }
        return data.propertyStream().map(Map.Entry::getKey).collect(Collectors.joining(", ", "<", ">"));
    }
}
