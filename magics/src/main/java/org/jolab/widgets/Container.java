package org.jolab.widgets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jolab.api.UsageError;

/**
 * A widget that holds others.
 *
 * @param <S> the widget's own type
 */
public abstract class Container<S extends Container<S>> extends DomWidget<S> {

    Container(String model, List<? extends DomWidget<?>> children) {
        super(Model.of(model));
        children(children);
    }

    /** What it holds. */
    public List<DomWidget<?>> children() {
        var children = new ArrayList<DomWidget<?>>();
        ((List<?>) get("children")).forEach(child -> children.add((DomWidget<?>) child));
        return children;
    }

    /** Makes it hold these and nothing else. */
    public S children(DomWidget<?>... children) {
        return children(Arrays.asList(children));
    }

    /**
     * Makes it hold these and nothing else.
     *
     * @throws UsageError if it would hold itself
     */
    public S children(List<? extends DomWidget<?>> children) {
        children.forEach(this::check);
        return set("children", List.copyOf(children));
    }

    /** Adds a widget at the end. */
    public S add(DomWidget<?> child) {
        var more = new ArrayList<DomWidget<?>>(children());
        more.add(child);
        return children(more);
    }

    private void check(DomWidget<?> child) {
        if (child == this) {
            throw new UsageError("A " + model().title() + " can't hold itself.");
        }
        if (child instanceof Container<?> container) {
            container.children().forEach(this::check);
        }
    }

    /** A frame: {@code success}, {@code info}, {@code warning}, {@code danger} or nothing. */
    public S boxStyle(String style) {
        return set("box_style", style);
    }

    @Override
    String plainText() {
        var text = new StringBuilder();
        children().forEach(child -> text.append(text.isEmpty() ? "" : "\n").append(child.plainText()));
        return text.isEmpty() ? toString() : text.toString();
    }
}
