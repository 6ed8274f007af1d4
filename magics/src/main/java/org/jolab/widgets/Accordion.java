package org.jolab.widgets;

import java.util.Arrays;
import java.util.List;

/** Pages below each other, of which one is open. */
public final class Accordion extends Pages<Accordion> {

    /** Holds {@code children}. */
    public Accordion(DomWidget<?>... children) {
        this(Arrays.asList(children));
    }

    /** Holds {@code children}. */
    public Accordion(List<? extends DomWidget<?>> children) {
        super("AccordionModel", children);
    }
}
