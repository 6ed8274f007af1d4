package org.jolab.widgets;

import java.util.Arrays;
import java.util.List;

/** Widgets in a box, laid out as its layout says. */
public final class Box extends Container<Box> {

    /** Holds {@code children}. */
    public Box(DomWidget<?>... children) {
        this(Arrays.asList(children));
    }

    /** Holds {@code children}. */
    public Box(List<? extends DomWidget<?>> children) {
        super("BoxModel", children);
    }
}
