package org.jolab.magics.shell;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jolab.magics.shell.process.Sessions;
import org.jolab.magics.shell.process.SystemCalls;
import org.jolab.magics.shell.process.Terminal;

/**
 * Ends a program that the user interrupts: by the interrupt key, a second later by asking all processes of its session
 * to end, and another second later by force. Owned by the cell's thread.
 */
final class Interruption {

    private static final long STEP = TimeUnit.SECONDS.toNanos(1);

    private final Sessions sessions;
    private final Process leader;
    private final Optional<Terminal> terminal;
    private int stage;
    private long next;

    /** Of {@code leader} and its session. */
    Interruption(Sessions sessions, Process leader, Optional<Terminal> terminal) {
        this.sessions = sessions;
        this.leader = leader;
        this.terminal = terminal;
    }

    boolean isRequested() {
        return stage > 0;
    }

    /** Presses the interrupt key, once; whether this was the first time. */
    boolean request(long now) {
        if (stage > 0) {
            return false;
        }
        stage = 1;
        next = now + STEP;
        if (terminal.isPresent() && terminal.get().mode().signals()) {
            terminal.get().pressInterrupt();
        } else {
            sessions.signal(leader, SystemCalls.SIGINT);
        }
        return true;
    }

    /** For how many milliseconds {@link #step} has nothing to do, at most {@code limit}. */
    long idleMillis(long now, long limit) {
        return stage == 0 ? limit : Math.clamp(TimeUnit.NANOSECONDS.toMillis(next - now) + 1, 0, limit);
    }

    /** Goes further when it is time; false when there is nothing more that could be done. */
    boolean step(long now) {
        if (stage == 0 || now - next < 0) {
            return true;
        }
        next = now + STEP;
        switch (++stage) {
            case 2 -> sessions.signal(leader, SystemCalls.SIGTERM);
            case 3 -> sessions.signal(leader, SystemCalls.SIGKILL);
            default -> {
                return false;
            }
        }
        return true;
    }
}
