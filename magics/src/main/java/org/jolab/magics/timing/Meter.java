package org.jolab.magics.timing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jolab.api.Timing;
import org.jolab.api.Workspace.CompilerWatch;

/** Adds up time, processor time and allocations of code while it is not compiled; used by the thread that runs it. */
final class Meter implements CompilerWatch {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ProcessTimes processor = new ProcessTimes(0, 0, 0);
    private long nanos;
    private long bytes;
    private ProcessTimes processorAtStart;
    private long nanosAtStart;
    private long bytesAtStart;

    private boolean refused;

    @Override
    public void begins() {
        stop();
    }

    @Override
    public void ends(boolean compiled) {
        refused = !compiled;
        start();
    }

    /** Whether the compiler did not accept the code, so that there is nothing to tell. */
    boolean wasRefused() {
        return refused;
    }

    void start() {
        processorAtStart = ProcessTimes.now();
        bytesAtStart = THREADS.getCurrentThreadAllocatedBytes();
        nanosAtStart = System.nanoTime();
    }

    void stop() {
        nanos += System.nanoTime() - nanosAtStart;
        bytes += THREADS.getCurrentThreadAllocatedBytes() - bytesAtStart;
        processor = processor.plus(ProcessTimes.now().since(processorAtStart));
    }

    long bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        var cpu = processor.user() < 0 ? "" : "user " + Timing.duration(processor.user()) + ", sys: "
            + Timing.duration(processor.system()) + ", ";
        return "CPU times: " + cpu + "total: " + Timing.duration(processor.total()) + "\nWall time: "
            + Timing.duration(nanos) + "\nAllocated: " + Timing.bytes(bytes) + " by the cell's thread";
    }
}
