package org.jolab.gpu.cuda.driver;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Memory in which one thread lays out the parameters of its launches, so that a launch allocates nothing. */
public final class Slab {

    /** As many parameters as the 4 KiB that every device takes can hold. */
    public static final int PARAMETERS = 512;

    private static final ThreadLocal<Slab> OWN = ThreadLocal.withInitial(Slab::new);

    private final MemorySegment values = Arena.ofAuto().allocate(PARAMETERS * 8L + 8, 16);
    private final MemorySegment addresses = Arena.ofAuto().allocate(PARAMETERS * 8L, 16);

    private Slab() {
        for (var i = 0; i < PARAMETERS; i++) {
            addresses.setAtIndex(JAVA_LONG, i, values.address() + 8L * i);
        }
    }

    /** This thread's. */
    static Slab own() {
        return OWN.get();
    }

    /** Lays out the first {@code count} of {@code parameters}; the address of the array of their addresses. */
    public long fill(long[] parameters, int count) {
        MemorySegment.copy(parameters, 0, values, JAVA_LONG, 0, count);
        return addresses.address();
    }

    /** Whether {@code context} is the thread's. */
    boolean isCurrent(long context) {
        var place = values.address() + 8L * PARAMETERS;
        return Hot.currentContext(place) == 0 && values.getAtIndex(JAVA_LONG, PARAMETERS) == context;
    }
}
