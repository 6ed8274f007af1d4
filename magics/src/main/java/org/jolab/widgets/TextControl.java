package org.jolab.widgets;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jolab.api.Notebook;
import org.jolab.api.Origin;

/**
 * A box in which a text is typed.
 *
 * @param <S> the widget's own type
 */
public abstract class TextControl<S extends TextControl<S>> extends Control<S, String> {

    private final List<Submission> submissions = new CopyOnWriteArrayList<>();

    private record Submission(Origin origin, Consumer<? super String> listener) {}

    TextControl(String model) {
        super(Model.of(model));
    }

    /** What stands in the box while it is empty. */
    public S placeholder(String placeholder) {
        return set("placeholder", placeholder);
    }

    /** Whether the value changes with each letter, or only when the box is left or Enter pressed; true by default. */
    public S continuousUpdate(boolean continuous) {
        return set("continuous_update", continuous);
    }

    /** Calls {@code listener} with the text when its user presses Enter. */
    public S onSubmit(Consumer<? super String> listener) {
        submissions.add(new Submission(Notebook.origin(), listener));
        return self();
    }

    @Override
    final void custom(Object content, List<byte[]> buffers) {
        if (content instanceof Map<?, ?> map && "submit".equals(map.get("event"))) {
            submissions.forEach(each -> happen(each.origin, () -> each.listener.accept(value())));
        }
    }

    @Override
    final Object toState(String value) {
        return value == null ? "" : value;
    }

    @Override
    final String fromState(Object held) {
        return (String) held;
    }
}
