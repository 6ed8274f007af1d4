package org.jolab.widgets;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * A list that opens to choose from.
 *
 * @param <T> the type of the options
 */
public final class Dropdown<T> extends Choice<Dropdown<T>, T> {

    /** A choice of {@code options}. */
    public Dropdown(Collection<? extends T> options) {
        super("DropdownModel");
        options(options);
    }

    /** A choice of {@code options}, keyed by labels. */
    public Dropdown(Map<String, ? extends T> options) {
        super("DropdownModel");
        options(options);
    }

    /** A choice of {@code options}. */
    @SafeVarargs
    public Dropdown(T... options) {
        this(Arrays.asList(options));
    }
}
