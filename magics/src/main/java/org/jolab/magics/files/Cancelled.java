package org.jolab.magics.files;

/** The question that long work asks itself again and again. */
final class Cancelled {

    private Cancelled() {}

    /** Goes on, unless the cell has been interrupted. */
    static void check() throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
        }
    }
}
