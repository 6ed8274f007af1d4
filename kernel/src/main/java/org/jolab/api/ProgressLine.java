package org.jolab.api;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One line on which a bar is drawn, and after it others; guarded by its lock, as bars are moved by any thread.
 *
 * <p>A change is drawn at once if the last drawing was long enough ago, else as soon as it is.
 */
final class ProgressLine {

    private static final long INTERVAL = 100_000_000;
    private static final ScheduledThreadPoolExecutor LATER = later();

    private volatile long drawn = System.nanoTime();
    private volatile boolean isPending;
    private Progress bar;
    private Display display;

    /** Draws {@code next} from now on. */
    synchronized void begin(Progress next) {
        bar = next;
        if (display == null) {
            drawn = System.nanoTime();
            display = Notebook.display(bar.look());
        } else {
            changed();
        }
    }

    /** Draws soon. Steps of a fast loop get no further than two reads of volatile fields. */
    void changed() {
        if (!isPending || untilNext() <= 0) {
            drawOrWait();
        }
    }

    private synchronized void drawOrWait() {
        var wait = untilNext();
        if (wait <= 0) {
            settle();
        } else if (!isPending) {
            isPending = true;
            LATER.schedule(this::settlePending, wait, TimeUnit.NANOSECONDS);
        }
    }

    private long untilNext() {
        return INTERVAL - (System.nanoTime() - drawn);
    }

    /** Draws now. */
    synchronized void settle() {
        drawn = System.nanoTime();
        isPending = false;
        display.update(bar.look());
    }

    /** If a step was faster, this is the date of a drawing that has been made; the next one has a date of its own. */
    private synchronized void settlePending() {
        if (isPending && untilNext() <= 0) {
            settle();
        }
    }

    private static ScheduledThreadPoolExecutor later() {
        var executor = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("jolab-progress")
            .inheritInheritableThreadLocals(false).factory());
        executor.setKeepAliveTime(1, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
