package org.jolab.gpu.cpu;

import java.lang.foreign.MemorySegment;

/** Copies memory by several threads where it is much: one alone is slower than a bus, and new pages cost most of it. */
public final class HostCopy {

    private static final long CHUNK = 1 << 20;

    private HostCopy() {
    }

    /** Copies all of {@code source} to the beginning of {@code target}; an interrupt ends it in between. */
    public static void copy(MemorySegment source, MemorySegment target) {
        var bytes = source.byteSize();
        if (bytes < 2 * CHUNK) {
            MemorySegment.copy(source, 0, target, 0, bytes);
            return;
        }
        Parallel.run(bytes, CHUNK, (from, to) -> MemorySegment.copy(source, from, target, from, to - from));
    }
}
