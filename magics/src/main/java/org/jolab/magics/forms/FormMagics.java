package org.jolab.magics.forms;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.MagicSource;
import org.jolab.api.Notebook;
import org.jolab.api.Workspace;
import org.jolab.widgets.Control;
import org.jolab.widgets.Widgets;

/** Shows form fields as widgets. What is typed into one goes into its variable at once. Used by all threads. */
public final class FormMagics implements MagicSource {

    /** The widget that was shown last for each variable. */
    private final Map<String, Control<?, ?>> shown = new ConcurrentHashMap<>();

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
        if (Widgets.areShown()) {
            call.workspace().variables().stream().filter(variable -> variable.name().equals(name)).findFirst()
                .ifPresent(variable -> show(Field.of(name, variable.type(), variable.value(), look),
                    call.workspace()));
        }
        return null;
    }

    private void show(Field field, Workspace workspace) {
        var before = shown.put(field.name(), field.control());
        if (before != null) {
            before.close();
        }
        field.control().onChange(_ -> {
            var value = field.value();
            if (value != null) {
                workspace.declare(field.name(), field.type(), value);
            }
        });
        Notebook.display(field.control());
    }
}
