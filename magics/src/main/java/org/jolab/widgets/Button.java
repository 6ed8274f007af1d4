package org.jolab.widgets;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jolab.api.Notebook;
import org.jolab.api.Origin;

/** A button to press. */
public final class Button extends DomWidget<Button> {

    private final List<Click> clicks = new CopyOnWriteArrayList<>();

    private record Click(Origin origin, Object key, Consumer<Button> listener) {}

    /** A button without a text. */
    public Button() {
        super(Model.of("ButtonModel"));
    }

    /** A button that reads {@code description}. */
    public Button(String description) {
        this();
        description(description);
    }

    /** What it reads. */
    public Button description(String description) {
        return set("description", description);
    }

    /** An icon of Font Awesome, such as {@code play}. */
    public Button icon(String icon) {
        return set("icon", icon);
    }

    /** Its look: {@code primary}, {@code success}, {@code info}, {@code warning}, {@code danger} or nothing. */
    public Button buttonStyle(String style) {
        return set("button_style", style);
    }

    /** Whether it can't be pressed. */
    public Button disabled(boolean disabled) {
        return set("disabled", disabled);
    }

    /** Calls {@code listener} whenever it is pressed. */
    public Button onClick(Runnable listener) {
        clicks.add(new Click(Notebook.origin(), listener, _ -> listener.run()));
        return this;
    }

    /** Calls {@code listener} with this button whenever it is pressed. */
    public Button onClick(Consumer<Button> listener) {
        clicks.add(new Click(Notebook.origin(), listener, listener));
        return this;
    }

    /** Ends what {@link #onClick} has begun for this same object. */
    public Button off(Object listener) {
        clicks.removeIf(click -> click.key == listener);
        return this;
    }

    /** Does what happens when it is pressed. */
    public Button click() {
        clicks.forEach(click -> click.listener.accept(this));
        return this;
    }

    @Override
    void custom(Object content, List<byte[]> buffers) {
        if (content instanceof Map<?, ?> map && "click".equals(map.get("event"))) {
            clicks.forEach(click -> happen(click.origin, () -> click.listener.accept(this)));
        }
    }
}
