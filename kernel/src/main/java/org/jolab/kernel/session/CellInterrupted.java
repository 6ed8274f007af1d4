package org.jolab.kernel.session;

/** Ends a cell that the user interrupted. An error, so that {@code catch (Exception e)} in the cell lets it pass. */
public final class CellInterrupted extends Error {

    private static final long serialVersionUID = 1;

    CellInterrupted() {
        super("the cell was interrupted");
    }
}
