package org.jolab.widgets;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * A slider over several options, of which there must be one.
 *
 * @param <T> the type of the options
 */
public final class SelectionSlider<T> extends Choice<SelectionSlider<T>, T> implements Slider<SelectionSlider<T>> {

    /** A choice of {@code options}. */
    public SelectionSlider(Collection<? extends T> options) {
        super("SelectionSliderModel");
        options(options);
    }

    /** A choice of {@code options}, keyed by labels. */
    public SelectionSlider(Map<String, ? extends T> options) {
        super("SelectionSliderModel");
        options(options);
    }

    /** A choice of {@code options}. */
    @SafeVarargs
    public SelectionSlider(T... options) {
        this(Arrays.asList(options));
    }

    @Override
    Object noIndex() {
        return 0;
    }
}
