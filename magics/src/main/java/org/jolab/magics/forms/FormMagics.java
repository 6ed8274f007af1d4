package org.jolab.magics.forms;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jolab.api.Comm;
import org.jolab.api.Comm.Message;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.MagicSource;
import org.jolab.api.MimeBundle;
import org.jolab.api.Notebook;
import org.jolab.api.Workspace;

/**
 * Shows form fields as Jupyter widgets. What is typed into one goes into its variable at once. Used by all threads.
 *
 * @see <a href="https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/messages.md">the messages</a>
 */
public final class FormMagics implements MagicSource {

    /** A front end that shows widgets opens a comm of this name as soon as it is connected. */
    private static final String CONTROL = "jupyter.widget.control";
    private static final String TARGET = "jupyter.widget";
    private static final String CONTROLS = "@jupyter-widgets/controls";
    private static final String BASE = "@jupyter-widgets/base";
    private static final String VERSION = "2.0.0";
    private static final Map<String, Object> PROTOCOL = Map.of("version", "2.1.0");

    /** The comms of the field that was shown last for each variable. */
    private final Map<String, List<Comm>> shown = new ConcurrentHashMap<>();

    @Override
    public Collection<Magic> magics() {
        return List.of(Magic.line("param", "Shows a variable as a field of a form; written //@param behind it.")
            .verbatim().hidden()
            .rest("NAME", "the variable, and how its field looks")
            .does(this::show));
    }

    private Object show(MagicCall call) {
        var words = call.rest().split("\\s+", 2);
        var name = words[0];
        var look = Look.of(name, words.length > 1 ? words[1] : "");
        if (Notebook.comms().wasWanted(CONTROL)) {
            call.workspace().variables().stream().filter(variable -> variable.name().equals(name)).findFirst()
                .ifPresent(variable -> show(Field.of(name, variable.type(), variable.value(), look),
                    call.workspace()));
        }
        return null;
    }

    private void show(Field field, Workspace workspace) {
        Objects.requireNonNullElse(shown.get(field.name()), List.<Comm>of())
            .forEach(comm -> comm.close(Map.of()));
        var layout = open(BASE, "Layout", new LinkedHashMap<>());
        var style = open(CONTROLS, styleOf(field.model()),
            new LinkedHashMap<>(Map.of("description_width", "initial")));
        var state = new LinkedHashMap<>(field.state());
        state.put("layout", "IPY_MODEL_" + layout.id());
        state.put("style", "IPY_MODEL_" + style.id());
        var widget = open(CONTROLS, field.model().name(), state);
        listen(widget, state, () -> {
            var value = field.value(state.get(field.attribute()));
            if (value != null) {
                workspace.declare(field.name(), field.type(), value);
            }
        });
        shown.put(field.name(), List.of(widget, style, layout));
        Notebook.display(MimeBundle.text(field.name() + " = " + field.state().get(field.attribute()))
            .with("application/vnd.jupyter.widget-view+json",
                Map.of("version_major", 2, "version_minor", 0, "model_id", widget.id())));
    }

    private static String styleOf(Field.Kind kind) {
        return switch (kind) {
            case IntSlider, FloatSlider -> "SliderStyle";
            case Checkbox -> "CheckboxStyle";
            case Text, Combobox, IntText, FloatText -> "TextStyle";
            case Dropdown, DatePicker -> "DescriptionStyle";
        };
    }

    private static Comm open(String module, String stem, Map<String, Object> state) {
        var isView = !stem.endsWith("Style");
        state.put("_model_module", module);
        state.put("_model_module_version", VERSION);
        state.put("_model_name", stem + "Model");
        state.put("_view_module", isView ? module : BASE);
        state.put("_view_module_version", VERSION);
        state.put("_view_name", isView ? stem + "View" : "StyleView");
        var comm = Notebook.comms().open(TARGET, message(Map.of("state", state, "buffer_paths", List.of())));
        listen(comm, state, () -> {});
        return comm;
    }

    private static Message message(Map<String, Object> data) {
        return new Message(data, PROTOCOL, List.of());
    }

    /** Keeps {@code state} as the front ends have it, and tells it to those that are loaded again. */
    private static void listen(Comm comm, Map<String, Object> state, Runnable changed) {
        comm.onMessage((_, message) -> {
            if ("request_state".equals(message.data().get("method"))) {
                comm.send(message(Map.of("method", "update", "state", state, "buffer_paths", List.of())));
            } else if (message.data().get("state") instanceof Map<?, ?> update) {
                update.forEach((key, value) -> state.put(key.toString(), value));
                changed.run();
            }
        });
    }
}
