package org.jolab.widgets;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * Buttons of which one is down.
 *
 * @param <T> the type of the options
 */
public final class ToggleButtons<T> extends Choice<ToggleButtons<T>, T> {

    /** A choice of {@code options}. */
    public ToggleButtons(Collection<? extends T> options) {
        super("ToggleButtonsModel");
        options(options);
    }

    /** A choice of {@code options}, keyed by labels. */
    public ToggleButtons(Map<String, ? extends T> options) {
        super("ToggleButtonsModel");
        options(options);
    }

    /** A choice of {@code options}. */
    @SafeVarargs
    public ToggleButtons(T... options) {
        this(Arrays.asList(options));
    }

    /** Their look: {@code primary}, {@code success}, {@code info}, {@code warning}, {@code danger} or nothing. */
    public ToggleButtons<T> buttonStyle(String style) {
        return set("button_style", style);
    }

    /** What is shown when the pointer rests on each. */
    public ToggleButtons<T> tooltips(String... tooltips) {
        return set("tooltips", Arrays.asList(tooltips));
    }
}
