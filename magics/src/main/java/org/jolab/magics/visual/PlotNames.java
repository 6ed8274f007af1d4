package org.jolab.magics.visual;

import org.jolab.plot.Plot;

/** Lets cells say {@code Plot.line(x, y)} without an import. */
public final class PlotNames extends PackageNames {

    /** The names of {@code org.jolab.plot}. */
    public PlotNames() {
        super(Plot.class, false);
    }
}
