package org.jolab.magics.drive.engine;

/** What is to be done next about a node that waits to be sent. */
sealed interface Step {

    /** Nothing, or nothing until it is touched again. */
    record Idle() implements Step {
    }

    /** To be looked at again at a time of {@link System#nanoTime}. */
    record Later(long at) implements Step {
    }

    /** Another node must be sent first. */
    record After(Node other) implements Step {
    }

    /** To be sent now. */
    record Send(What what) implements Step {
    }

    /** A kind of request. */
    enum What {
        /** No request: nothing of it is in the store. */
        FORGET("remove"),
        REMOVE("remove"),
        FOLDER("folder"),
        MOVE("rename"),
        /** Renames to a name that nobody wants, as two want each other's. */
        PARK("rename"),
        CONTENT("upload"),
        MARK("attributes");

        private final String title;

        What(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }
}
