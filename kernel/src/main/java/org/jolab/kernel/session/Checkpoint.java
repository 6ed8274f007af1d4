package org.jolab.kernel.session;

import java.util.function.Predicate;

/**
 * What user code calls at each method's start and before each backward branch. Called by all threads; armed and
 * disarmed by {@link Interruption} alone.
 *
 * <p>{@link #check()} is empty, so that compiled code pays nothing for it, not even a load, and loops stay vectorised.
 * To stop a cell the class is redefined with a body that calls {@link #stopIfAsked()}; the JVM then abandons the code
 * compiled from the empty one, within a few milliseconds.
 */
public final class Checkpoint {

    /** Which threads must stop; read by armed checkpoints only. */
    static volatile Predicate<Thread> doomed = thread -> false;

    private Checkpoint() {}

    /** Does nothing, until it is redefined. */
    public static void check() {}

    /** The armed form of {@link #check()}. */
    public static void stopIfAsked() {
        if (doomed.test(Thread.currentThread())) {
            throw new CellInterrupted();
        }
    }

    /** What user code calls instead of {@link System#exit}. */
    public static void exit(int status) {
        throw new ExitRequested(status);
    }
}
