package org.jolab.kernel.channels;

import java.util.Map;
import java.util.Optional;

/** Ends the kernel with the process that started it, so that a crashed server leaves no kernels behind. */
final class ParentWatch {

    private ParentWatch() {}

    /**
     * Calls {@code onDeath} when the parent ends, if {@code JPY_PARENT_PID} says that a front end is waiting.
     *
     * <p>The process watched is the real parent: the variable may name one outside of this container, be a handle
     * (Windows), or there may be a shell between. Only where the parent is gone at the start the variable decides.
     */
    static void start(Map<String, String> environment, Runnable onDeath) {
        long named;
        try {
            named = Long.parseLong(environment.getOrDefault("JPY_PARENT_PID", "0").strip());
        } catch (NumberFormatException e) {
            return;
        }
        // 1 is the first process of a container, which ends with everything in it.
        if (named <= 1) {
            return;
        }
        parent(named).ifPresent(parent -> parent.onExit().thenRun(onDeath));
    }

    private static Optional<ProcessHandle> parent(long named) {
        var real = ProcessHandle.current().parent().filter(parent -> parent.pid() > 1);
        return real.isPresent() ? real : ProcessHandle.of(named);
    }
}
