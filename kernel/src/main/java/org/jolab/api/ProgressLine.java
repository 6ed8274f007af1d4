package org.jolab.api;

import java.util.List;
import java.util.ServiceLoader;
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
    private static final List<ProgressPainter> PAINTERS = ServiceLoader.load(ProgressPainter.class,
        ProgressLine.class.getClassLoader()).stream().map(ServiceLoader.Provider::get).toList();

    private volatile long drawn = System.nanoTime();
    private volatile boolean isPending;
    private Progress bar;
    private Display display;
    /** Null where a bar is displayed anew each time. */
    private ProgressPainter.Drawing drawing;

    /** Draws {@code next} from now on. */
    synchronized void begin(Progress next) {
        bar = next;
        if (display == null) {
            drawn = System.nanoTime();
            drawing = PAINTERS.stream().flatMap(painter -> painter.begin(bar.look().state()).stream()).findFirst()
                .orElse(null);
            display = Notebook.display(drawing == null ? bar.look().toMimeBundle() : drawing.value());
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
        if (drawing == null) {
            display.update(bar.look().toMimeBundle());
        } else {
            drawing.draw(bar.look().state());
        }
    }

    /** Draws for the last time, in a form that needs nobody to be seen again. */
    synchronized void finish() {
        if (drawing == null) {
            settle();
            return;
        }
        display.update(bar.look().toMimeBundle());
        drawing.end();
        drawing = null;
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
