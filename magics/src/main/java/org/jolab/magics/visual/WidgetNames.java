package org.jolab.magics.visual;

import org.jolab.widgets.Widgets;

/** Lets cells use widgets without an import: {@code new IntSlider()}, {@code interact(slider(1, 10), n -> n * n)}. */
public final class WidgetNames extends PackageNames {

    /** The names of {@code org.jolab.widgets}. */
    public WidgetNames() {
        super(Widgets.class, true);
    }
}
