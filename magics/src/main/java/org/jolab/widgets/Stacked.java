package org.jolab.widgets;

import java.util.Arrays;
import java.util.List;

/** Pages without titles, of which the program shows one. */
public final class Stacked extends Pages<Stacked> {

    /** Holds {@code children}. */
    public Stacked(DomWidget<?>... children) {
        this(Arrays.asList(children));
    }

    /** Holds {@code children}. */
    public Stacked(List<? extends DomWidget<?>> children) {
        super("StackModel", children);
    }
}
