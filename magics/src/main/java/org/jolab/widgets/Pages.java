package org.jolab.widgets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * A widget that shows one of those that it holds.
 *
 * @param <S> the widget's own type
 */
public abstract class Pages<S extends Pages<S>> extends Container<S> {

    Pages(String model, List<? extends DomWidget<?>> children) {
        super(model, children);
    }

    /** The titles of its pages, in their order. */
    public S titles(String... titles) {
        return set("titles", Arrays.asList(titles));
    }

    /** Adds a page. */
    public S page(String title, DomWidget<?> content) {
        return together(_ -> {
            var titles = new ArrayList<Object>((List<?>) get("titles"));
            titles.addAll(Collections.nCopies(Math.max(0, children().size() - titles.size()), ""));
            titles.add(children().size(), title);
            set("titles", titles);
            add(content);
        });
    }

    /** The index of the page that is shown, from 0; null if none is. */
    public Integer selected() {
        return (Integer) get("selected_index");
    }

    /** Shows a page, by its index from 0; none if it is null. */
    public S selected(Integer index) {
        return set("selected_index", index);
    }

    /** Calls {@code listener} with the index of the page that is shown, which may be null, whenever that changes. */
    public S onSelect(Consumer<Integer> listener) {
        observe("selected_index", index -> listener.accept((Integer) index));
        return self();
    }
}
