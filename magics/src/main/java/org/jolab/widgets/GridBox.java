package org.jolab.widgets;

import java.util.Arrays;
import java.util.List;

/** Widgets in a grid; {@link Layout#columns} and {@link Layout#rows} describe it. */
public final class GridBox extends Container<GridBox> {

    /** Holds {@code children}. */
    public GridBox(DomWidget<?>... children) {
        this(Arrays.asList(children));
    }

    /** Holds {@code children}. */
    public GridBox(List<? extends DomWidget<?>> children) {
        super("GridBoxModel", children);
    }
}
