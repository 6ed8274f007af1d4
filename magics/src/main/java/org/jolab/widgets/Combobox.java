package org.jolab.widgets;

import java.util.List;

/** A box for a line of text that proposes some. */
public final class Combobox extends TextControl<Combobox> {

    /** A box that proposes {@code options}. */
    public Combobox(List<String> options) {
        super("ComboboxModel");
        options(options);
    }

    /** A box that proposes {@code options}. */
    public Combobox(String... options) {
        this(List.of(options));
    }

    /** What it proposes. */
    public Combobox options(List<String> options) {
        return set("options", List.copyOf(options));
    }

    /** Whether nothing else can be typed. */
    public Combobox ensureOption(boolean ensure) {
        return set("ensure_option", ensure);
    }
}
