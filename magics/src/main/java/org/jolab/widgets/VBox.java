package org.jolab.widgets;

import java.util.Arrays;
import java.util.List;

/** Widgets below each other. */
public final class VBox extends Container<VBox> {

    /** Holds {@code children}. */
    public VBox(DomWidget<?>... children) {
        this(Arrays.asList(children));
    }

    /** Holds {@code children}. */
    public VBox(List<? extends DomWidget<?>> children) {
        super("VBoxModel", children);
    }
}
