package org.jolab.api;

/** Opens comms, and says what happens when a front end opens one. */
public interface Comms {

    /** Opens a comm to the front ends' {@code target}; {@code opening} is what they get with it. */
    Comm open(String target, Comm.Message opening);

    /**
     * Calls {@code handler} with the new comm and the opening message whenever a front end opens a comm to
     * {@code target}, in place of the handler before. A comm to an unknown target is closed at once.
     */
    void register(String target, Comm.Handler handler);

    /**
     * Whether a front end has ever opened a comm to {@code target}, taken or not: so a notebook learns what front ends
     * can do, such as showing widgets.
     */
    boolean wasWanted(String target);

    /**
     * Says that the handler which runs on this thread may take long: the messages behind it are handled by another
     * thread meanwhile. Nothing happens on other threads.
     */
    default void letOthersPass() {}
}
