package org.jolab.magics.timing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jolab.api.Timing;

/** Adds up time, processor time and allocations between starts and stops; used by one thread. */
final class Meter {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ProcessTimes processor = new ProcessTimes(0, 0, 0);
    private long nanos;
    private long bytes;
    private ProcessTimes processorAtStart;
    private long nanosAtStart;
    private long bytesAtStart;

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
