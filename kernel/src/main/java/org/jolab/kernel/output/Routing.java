package org.jolab.kernel.output;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jolab.api.Captured;
import org.jolab.api.UsageError;

/**
 * Knows whose output the calling thread's output is; asked by any thread, told by the one that runs main cells.
 *
 * <p>A thread that a cell started writes to that cell for as long as a front end can show it there. All others (workers
 * of shared pools, native code, child processes, threads of cells that are gone) write to the main cell that runs now
 * or, between cells, ran last.
 */
public final class Routing {

    private volatile Outlet latest;

    /** Says that a main cell begins; it stays the latest one after its end. */
    public void begin(Outlet outlet) {
        latest = outlet;
    }

    /** Where the calling thread's output goes; empty before the first cell. */
    public Optional<Outlet> outlet() {
        var own = Scope.current();
        return own.isPresent() && own.get().isOpen() ? own : latest();
    }

    /** Where output goes that no thread of this process wrote. */
    public Optional<Outlet> latest() {
        return Optional.ofNullable(latest);
    }

    /**
     * Runs {@code work} on the calling thread and keeps its output, and that of the threads it starts, in
     * {@code captured}; if its cell is the main one, also the output that no thread of its own wrote.
     */
    public <T> T capture(Captured captured, Callable<T> work) throws Exception {
        var before = outlet().orElseThrow(() -> new UsageError("No cell is running whose output could be captured."));
        var capturing = new CapturingOutlet(before, captured);
        var isLatest = latest == before;
        if (isLatest) {
            latest = capturing;
        }
        try {
            return Scope.call(capturing, work);
        } finally {
            capturing.end();
            if (isLatest && latest == capturing) {
                latest = before;
            }
        }
    }
}
