package org.jolab.widgets;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * A button for each of several options.
 *
 * @param <T> the type of the options
 */
public final class RadioButtons<T> extends Choice<RadioButtons<T>, T> {

    /** A choice of {@code options}. */
    public RadioButtons(Collection<? extends T> options) {
        super("RadioButtonsModel");
        options(options);
    }

    /** A choice of {@code options}, keyed by labels. */
    public RadioButtons(Map<String, ? extends T> options) {
        super("RadioButtonsModel");
        options(options);
    }

    /** A choice of {@code options}. */
    @SafeVarargs
    public RadioButtons(T... options) {
        this(Arrays.asList(options));
    }

    /** Puts them side by side. */
    public RadioButtons<T> horizontal() {
        return set("orientation", "horizontal");
    }
}
