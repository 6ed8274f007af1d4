package org.jolab.gpu.cpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jolab.gpu.CopiesInFlight;

/**
 * A piece of native memory, aligned for vector instructions, its contents undefined.
 *
 * @param free gives it back
 * @param copies by which devices read and write it; null if they cannot
 */
public record Block(MemorySegment memory, Runnable free, CopiesInFlight copies) {

    private static final int ALIGNMENT = 64;

    private Block(MemorySegment memory, Runnable free) {
        this(memory, free, null);
    }

    /** Whether it may be used anew. */
    boolean isIdle() {
        return copies == null || copies.isIdle();
    }

    /** A block of {@code size} bytes; OutOfMemoryError if the system has none. */
    static Block of(long size) {
        if (size >= Pages.HUGE * 2 && Holder.PAGES.isPresent()) {
            return Holder.PAGES.get().block(size);
        }
        var arena = Arena.ofShared();
        try {
            return new Block(arena.allocate(size, ALIGNMENT), arena::close);
        } catch (OutOfMemoryError e) {
            arena.close();
            throw e;
        }
    }

    /** Finds out at the first large block whether there are large pages. */
    private static final class Holder {
        static final Optional<Pages> PAGES = Pages.find();
    }

    /**
     * Large blocks of Linux: in pages of 2 MB, of which 512 times fewer have to be brought in when a block is first
     * written, and not filled with zeros by Java before. On a virtual machine that is half of the time of a sum.
     */
    private record Pages(MethodHandle allocate, MethodHandle free, MethodHandle advise) {

        static final long HUGE = 2 << 20;
        /** MADV_HUGEPAGE of sys/mman.h. */
        private static final int USE_HUGE = 14;

        /** Empty elsewhere, and where native access would cost the program a warning. */
        static Optional<Pages> find() {
            if (!System.getProperty("os.name").equals("Linux") || !Block.class.getModule().isNativeAccessEnabled()) {
                return Optional.empty();
            }
            var linker = Linker.nativeLinker();
            var libc = linker.defaultLookup();
            return libc.find("aligned_alloc").flatMap(allocate -> libc.find("madvise").flatMap(advise ->
                libc.find("free").map(free -> new Pages(
                    linker.downcallHandle(allocate, FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_LONG)),
                    linker.downcallHandle(free, FunctionDescriptor.ofVoid(ADDRESS)),
                    linker.downcallHandle(advise, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT))))));
        }

        Block block(long size) {
            try {
                var address = (MemorySegment) allocate.invokeExact(HUGE, (size + HUGE - 1) / HUGE * HUGE);
                if (address.address() == 0) {
                    throw new OutOfMemoryError(size + " bytes of native memory");
                }
                // A mere wish: an old kernel's refusal leaves small pages.
                var _ = (int) advise.invokeExact(address, size, USE_HUGE);
                return new Block(address.reinterpret(size), () -> release(address));
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        private void release(MemorySegment address) {
            try {
                free.invokeExact(address);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
