package org.jolab.api;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bar that shows how far something has come; moved by any thread, closed by the one that opened it.
 *
 * <p>It is drawn at most ten times a second, and what it came to is drawn in any case. Bars within each other have a
 * line each, and a bar that is opened anew in each round of an outer one takes its line again. A bar that nobody closes
 * ends with its cell, or with the next round of the bar around it.
 *
 * @see Notebook#progress(String, long)
 */
public final class Progress implements AutoCloseable {

    /** The total of something of which nobody knows how long it is. */
    public static final long UNKNOWN = -1;

    private static final ThreadLocal<Progress> INNERMOST = new ThreadLocal<>();

    private final long total;
    private final long start = System.nanoTime();
    private final AtomicLong done = new AtomicLong();
    private final Thread owner = Thread.currentThread();
    private final Progress outer;
    private final ProgressLine line;
    private final List<ProgressLine> innerLines = new ArrayList<>();
    private int nextLine;
    private volatile String title;
    private volatile boolean isOfBytes;
    private volatile long end;
    private volatile boolean isCellOver;

    Progress(String title, long total) {
        this.title = title;
        this.total = total < 0 ? UNKNOWN : total;
        var around = INNERMOST.get();
        outer = around == null || around.end != 0 || around.top().isCellOver ? null : around;
        line = outer == null ? new ProgressLine() : outer.innerLine();
        INNERMOST.set(this);
        line.begin(this);
        if (outer == null) {
            Notebook.frontend().atEndOfCell(this::cellEnds);
        }
    }

    /** Says that one more is done. */
    public void step() {
        step(1);
    }

    /** Says that {@code count} more are done. */
    public void step(long count) {
        done.addAndGet(count);
        line.changed();
    }

    /** Says that {@code count} are done in all. */
    public void at(long count) {
        done.set(count);
        line.changed();
    }

    /** Changes what stands before the bar. */
    public void title(String text) {
        title = text;
        line.changed();
    }

    /** Says that bytes are counted, so that it shows {@code 12 MB of 3.4 GB}. Returns itself. */
    public Progress ofBytes() {
        isOfBytes = true;
        line.changed();
        return this;
    }

    /** How many are done. */
    public long done() {
        return done.get();
    }

    /** Stops the clock and draws the last state; nothing happens when it is closed already. */
    @Override
    public void close() {
        if (end != 0) {
            return;
        }
        end = System.nanoTime();
        if (isAround(INNERMOST.get())) {
            INNERMOST.set(outer);
        }
        if (outer == null) {
            innerLines.forEach(ProgressLine::finish);
            line.finish();
        } else {
            line.changed();
        }
    }

    /** Begins another round: bars that the last one opened and did not close were left by {@code break}. */
    void nextRound() {
        for (var inner = INNERMOST.get(); inner != null && inner != this && isAround(inner);) {
            var next = inner.outer;
            inner.close();
            inner = next;
        }
        nextLine = 0;
    }

    /** A loop of the cell itself is over, one in a thread of its own goes on; both show how far they have come. */
    private void cellEnds() {
        isCellOver = true;
        if (owner == Thread.currentThread()) {
            nextRound();
            close();
        } else if (end == 0) {
            line.settle();
        }
    }

    private Progress top() {
        return outer == null ? this : outer.top();
    }

    private boolean isAround(Progress inner) {
        for (var at = inner; at != null; at = at.outer) {
            if (at == this) {
                return true;
            }
        }
        return false;
    }

    private ProgressLine innerLine() {
        if (nextLine == innerLines.size()) {
            innerLines.add(new ProgressLine());
        }
        return innerLines.get(nextLine++);
    }

    /** How this bar looks now. */
    ProgressLook look() {
        var nanos = (end == 0 ? System.nanoTime() : end) - start;
        return new ProgressLook(title, done.get(), total, nanos / 1e9, isOfBytes);
    }
}
