package org.jolab.widgets;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jolab.api.Notebook;

/** Controls, and below them what comes of their values. Owned by the box that it makes. */
final class Interaction {

    private final Output output = new Output();
    private final Callable<?> body;

    private Interaction(Callable<?> body) {
        this.body = body;
    }

    /** A box of {@code controls} and of what {@code body} shows whenever one of them has changed. */
    static VBox box(Callable<?> body, Control<?, ?>... controls) {
        var interaction = new Interaction(body);
        var parts = new ArrayList<DomWidget<?>>(List.of(controls));
        parts.add(interaction.output);
        for (var control : controls) {
            control.onChange(_ -> interaction.run());
        }
        interaction.run();
        return new VBox(parts);
    }

    private synchronized void run() {
        output.replace(() -> {
            var value = body.call();
            if (value != null) {
                Notebook.display(value);
            }
        });
    }
}
