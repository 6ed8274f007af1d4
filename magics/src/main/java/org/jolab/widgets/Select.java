package org.jolab.widgets;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * A list to choose one from.
 *
 * @param <T> the type of the options
 */
public final class Select<T> extends Choice<Select<T>, T> {

    /** A choice of {@code options}. */
    public Select(Collection<? extends T> options) {
        super("SelectModel");
        options(options);
    }

    /** A choice of {@code options}, keyed by labels. */
    public Select(Map<String, ? extends T> options) {
        super("SelectModel");
        options(options);
    }

    /** A choice of {@code options}. */
    @SafeVarargs
    public Select(T... options) {
        this(Arrays.asList(options));
    }

    /** How many options it shows at once; 5 by default. */
    public Select<T> rows(int rows) {
        return set("rows", rows);
    }
}
