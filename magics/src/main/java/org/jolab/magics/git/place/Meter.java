package org.jolab.magics.git.place;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.jolab.api.Display;
import org.jolab.api.MimeBundle;
import org.jolab.api.Notebook;

/**
 * How far a command is: what it does, how many of how many, how many bytes have come. Moved by the threads that work;
 * drawn by the cell's thread. Nothing is shown of what is over soon.
 */
public final class Meter implements ProgressMonitor {

    private static final long PATIENCE = 400_000_000;
    private static final long INTERVAL = 100_000_000;

    private final long start = System.nanoTime();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile String title = "";
    private volatile int total;
    private volatile long taskStart = start;
    private volatile boolean isCancelled;
    private Display display;
    private String shown = "";
    private long drawn;

    @Override
    public void start(int totalTasks) {}

    @Override
    public void beginTask(String name, int totalWork) {
        done.set(0);
        taskStart = System.nanoTime();
        total = totalWork;
        title = name;
    }

    @Override
    public void update(int completed) {
        done.addAndGet(completed);
    }

    @Override
    public void endTask() {}

    @Override
    public boolean isCancelled() {
        return isCancelled;
    }

    @Override
    public void showDuration(boolean enabled) {}

    /** Counts bytes that came or went. */
    public void bytes(long count) {
        bytes.addAndGet(count);
    }

    /** Bids the work to end. */
    void cancel() {
        isCancelled = true;
    }

    /** Draws what has changed, if it is time to. */
    void draw() {
        var now = System.nanoTime();
        if (!title.isEmpty() && now - start > PATIENCE && now - drawn > INTERVAL) {
            drawn = now;
            show(text());
        }
    }

    /** Draws the last state, if there was one before. */
    void settle() {
        if (display != null) {
            show(text());
        }
    }

    private void show(String text) {
        if (text.equals(shown)) {
            return;
        }
        shown = text;
        if (display == null) {
            display = Notebook.display(MimeBundle.text(text));
        } else {
            display.update(MimeBundle.text(text));
        }
    }

    private String text() {
        var count = done.get();
        var of = total;
        var seconds = Math.max(0.001, (System.nanoTime() - taskStart) / 1e9);
        var all = Math.max(0.001, (System.nanoTime() - start) / 1e9);
        var text = new StringBuilder(title.isEmpty() ? "Working" : title);
        if (of > 0) {
            text.append(String.format(Locale.ROOT, ": %d%% (%,d/%,d)", Math.min(100, count * 100 / of), count, of));
        } else if (count > 0) {
            text.append(String.format(Locale.ROOT, ": %,d", count));
        }
        if (bytes.get() > 0) {
            text.append(", ").append(size(bytes.get())).append(", ").append(size((long) (bytes.get() / all)))
                .append("/s");
        } else if (count > 0 && of > 0) {
            text.append(String.format(Locale.ROOT, ", %,.0f/s", count / seconds));
        }
        return text + String.format(Locale.ROOT, ", %.1f s", all);
    }

    private static String size(long count) {
        return count < 1024 ? count + " B" : count < 1024 * 1024
            ? String.format(Locale.ROOT, "%.1f KiB", count / 1024.0)
            : String.format(Locale.ROOT, "%.1f MiB", count / 1024.0 / 1024);
    }
}
