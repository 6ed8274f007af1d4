package org.jolab.api;

/**
 * A cell, for work that it leaves behind and that its user sets off later, such as what a button does. All methods may
 * be called by any thread.
 *
 * @see Notebook#origin
 */
@FunctionalInterface
public interface Origin {

    /** Work of the cell's author. */
    @FunctionalInterface
    interface Work {

        /** Does it. */
        void run() throws Exception;
    }

    /**
     * Does {@code work} as if it stood in the cell, and returns when it is done: an interrupt ends it, what it prints
     * and shows appears below the cell, and so does the exception that it throws. If the message that is handled on
     * this thread came from a front end that does not show that output, as after the page was loaded again, it goes
     * where the output of that message goes.
     */
    void run(Work work);
}
