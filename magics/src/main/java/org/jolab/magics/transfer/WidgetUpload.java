package org.jolab.magics.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jolab.api.Comm;
import org.jolab.api.Comm.Message;
import org.jolab.api.MimeBundle;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;
import org.jolab.files.UploadedFile;

/**
 * An upload where pages have no way to the kernel but widgets, such as in VS Code. All files come in one message, which
 * servers limit to 10 MiB. The comms' thread hands over what was chosen, the cell's thread waits for it.
 */
final class WidgetUpload {

    /** A front end that shows widgets opens a comm of this name as soon as it is connected. */
    private static final String CONTROL = "jupyter.widget.control";
    private static final String CONTROLS = "@jupyter-widgets/controls";
    private static final String BASE = "@jupyter-widgets/base";

    private final Landing landing;
    private final UploadOrder order;
    private final Report report = new Report();
    private final BlockingQueue<Message> chosen = new ArrayBlockingQueue<>(1);

    WidgetUpload(Landing landing, UploadOrder order) {
        this.landing = landing;
        this.order = order;
    }

    /** Whether a front end has said that it shows widgets. */
    static boolean isPossible() {
        return Notebook.comms().wasWanted(CONTROL);
    }

    /** Shows the widget, waits until files are chosen, and saves them. */
    List<UploadedFile> run() throws InterruptedException {
        var layout = open(model(BASE, "LayoutModel", BASE, "LayoutView"));
        var style = open(model(CONTROLS, "ButtonStyleModel", BASE, "StyleView"));
        var state = model(CONTROLS, "FileUploadModel", CONTROLS, "FileUploadView");
        state.putAll(Map.of("accept", order.accept(), "multiple", order.as().isEmpty(), "description", "Choose files",
            "icon", "upload", "button_style", "primary", "error", "", "disabled", false, "value", List.of(),
            "layout", "IPY_MODEL_" + layout.id(), "style", "IPY_MODEL_" + style.id()));
        var widget = open(state);
        widget.onMessage((_, message) -> {
            if (message.data().get("state") instanceof Map<?, ?> update && update.containsKey("value")) {
                chosen.offer(message);
            }
        });
        var text = "Choose files to upload.";
        var display = Notebook.display(MimeBundle.text(text).with("application/vnd.jupyter.widget-view+json",
            Map.of("version_major", 2, "version_minor", 0, "model_id", widget.id())));
        try {
            return save(chosen.take());
        } finally {
            display.update(MimeBundle.text(""));
            List.of(widget, style, layout).forEach(comm -> comm.close(Map.of()));
        }
    }

    private static Map<String, Object> model(String module, String model, String viewModule, String view) {
        return new HashMap<>(Map.of("_model_module", module, "_model_module_version", "2.0.0", "_model_name", model,
            "_view_module", viewModule, "_view_module_version", "2.0.0", "_view_name", view));
    }

    private static Comm open(Map<String, Object> state) {
        var opening = new Message(Map.of("state", state, "buffer_paths", List.of()), Map.of("version", "2.1.0"),
            List.of());
        var comm = Notebook.comms().open("jupyter.widget", opening);
        comm.onMessage((line, message) -> {
            if ("request_state".equals(message.data().get("method"))) {
                line.send(new Message(Map.of("method", "update", "state", state, "buffer_paths", List.of()),
                    Map.of("version", "2.1.0"), List.of()));
            }
        });
        return comm;
    }

    /** The contents are the buffers, in the order of the files. */
    private List<UploadedFile> save(Message message) {
        var saved = new ArrayList<UploadedFile>();
        var value = message.data().get("state") instanceof Map<?, ?> state ? state.get("value") : null;
        var files = value instanceof List<?> list ? list : List.of();
        report.begins(files.size());
        for (var i = 0; i < Math.min(files.size(), message.buffers().size()); i++) {
            var name = files.get(i) instanceof Map<?, ?> file ? String.valueOf(file.get("name")) : "";
            var bytes = message.buffers().get(i);
            try {
                landing.names(name);
                var part = PartFile.open(PartFile.place(landing.folder(), name, bytes.length, i), bytes.length);
                try {
                    part.restart();
                    part.write(bytes);
                    part.complete();
                    var path = landing.settle(part.path(), name);
                    saved.add(new UploadedFile(landing.name(path), path, bytes.length));
                    report.saved(name, saved.getLast());
                } catch (Refused | IOException e) {
                    part.discard();
                    throw e;
                }
            } catch (Refused e) {
                report.refused(name, e.getMessage());
            } catch (IOException e) {
                throw new UsageError(name + " can't be saved in " + landing.folder() + ": " + Reasons.of(e) + ".", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return saved;
    }
}
