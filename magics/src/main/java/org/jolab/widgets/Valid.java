package org.jolab.widgets;

/** A mark that says whether something is right. */
public final class Valid extends Toggle<Valid> {

    /** A mark that says no. */
    public Valid() {
        super("ValidModel");
    }

    /** What stands beside it when it says no. */
    public Valid readout(String readout) {
        return set("readout", readout);
    }
}
