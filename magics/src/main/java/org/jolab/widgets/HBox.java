package org.jolab.widgets;

import java.util.Arrays;
import java.util.List;

/** Widgets side by side. */
public final class HBox extends Container<HBox> {

    /** Holds {@code children}. */
    public HBox(DomWidget<?>... children) {
        this(Arrays.asList(children));
    }

    /** Holds {@code children}. */
    public HBox(List<? extends DomWidget<?>> children) {
        super("HBoxModel", children);
    }
}
