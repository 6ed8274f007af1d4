package org.jolab.kernel.session;

/** Ends a cell that called {@link System#exit}; the kernel follows, once the cell's reply is on its way. */
public final class ExitRequested extends Error {

    private static final long serialVersionUID = 1;

    /** What the process is to return. */
    final int status;

    ExitRequested(int status) {
        super("System.exit(" + status + ")");
        this.status = status;
    }
}
