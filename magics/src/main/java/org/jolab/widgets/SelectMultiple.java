package org.jolab.widgets;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A list to choose any number from.
 *
 * @param <T> the type of the options
 */
public final class SelectMultiple<T> extends Selection<SelectMultiple<T>, T, List<T>> {

    /** A choice of {@code options}. */
    public SelectMultiple(Collection<? extends T> options) {
        super("SelectMultipleModel");
        options(options);
    }

    /** A choice of {@code options}, keyed by labels. */
    public SelectMultiple(Map<String, ? extends T> options) {
        super("SelectMultipleModel");
        options(options);
    }

    /** A choice of {@code options}. */
    @SafeVarargs
    public SelectMultiple(T... options) {
        this(Arrays.asList(options));
    }

    /** Chooses these. */
    @SafeVarargs
    public final SelectMultiple<T> choose(T... values) {
        return value(Arrays.asList(values));
    }

    /** How many options it shows at once; 5 by default. */
    public SelectMultiple<T> rows(int rows) {
        return set("rows", rows);
    }

    @Override
    Object noIndex() {
        return List.of();
    }

    @Override
    Object indexAmong(List<T> before) {
        return before == null ? List.of()
            : before.stream().map(each -> options().indexOf(each)).filter(index -> index >= 0).toList();
    }

    @Override
    Object toState(List<T> value) {
        return value.stream().map(this::indexOf).toList();
    }

    @Override
    List<T> fromState(Object held) {
        return ((List<?>) held).stream().map(this::option).toList();
    }
}
