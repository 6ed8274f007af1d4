package org.jolab.magics.drive.sync;

/** The end of the process, which nothing catches. */
final class Killed extends Error {

    private static final long serialVersionUID = 1;

    Killed() {
        super("killed", null, false, false);
    }
}
