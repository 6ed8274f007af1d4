package org.jolab.gpu.cuda.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.TreeMap;
import org.jolab.gpu.Device;
import org.jolab.gpu.Storage;
import org.jolab.gpu.cuda.code.Kernel;
import org.jolab.gpu.cuda.code.Launcher;

/**
 * A CUDA device that is none: kernels come from {@link HostCompiler}, and run where they are launched. As with a real
 * one, the program cannot touch the memory: doing so fails. Guarded by itself.
 */
public final class HostLauncher implements Launcher {

    private static final long ALIGNMENT = 256;

    private final HostCompiler compiler;
    private final MemorySegment everything = untouchable();
    private final Map<String, Integer> launches = new TreeMap<>();

    /** A device for kernels that {@code compiler} compiles. */
    public HostLauncher(HostCompiler compiler) {
        this.compiler = compiler;
    }

    /** All memory, in an arena that is closed: its slices have an address, but whoever reads them is refused. */
    private static MemorySegment untouchable() {
        try (var arena = Arena.ofShared()) {
            return MemorySegment.NULL.reinterpret(Long.MAX_VALUE, arena, null);
        }
    }

    /** Keeps the memory as long as its storage. */
    private record Owner(MemorySegment memory) implements Storage.Lease {
        @Override
        public void release() {
            // What still reads it would be found out.
            memory.fill((byte) 0xd5);
        }

        @Override
        public void describe(String contents) {
        }
    }

    @Override
    public Storage allocate(Device device, long bytes) {
        var memory = Arena.ofAuto().allocate(Math.max(1, bytes), ALIGNMENT);
        memory.fill((byte) 0xd5);
        var storage = new Storage(device, everything.asSlice(memory.address(), bytes));
        storage.lease(new Owner(memory));
        return storage;
    }

    @Override
    public Scratch scratch(long bytes) {
        var arena = Arena.ofShared();
        var memory = arena.allocate(Math.max(1, bytes), ALIGNMENT);
        memory.fill((byte) 0xd5);
        return new Scratch() {
            @Override
            public long address() {
                return memory.address();
            }

            @Override
            public void close() {
                arena.close();
            }
        };
    }

    @Override
    public synchronized void launch(Kernel kernel, Grid grid, long[] arguments, int count) {
        if (kernel.loaded() == null) {
            kernel.loaded(compiler.launcher(kernel));
        }
        launches.merge(kernel.name(), 1, Integer::sum);
        try (var arena = Arena.ofConfined()) {
            var slots = arena.allocate(ValueLayout.JAVA_LONG, count);
            var pointers = arena.allocate(ValueLayout.ADDRESS, count);
            for (var i = 0; i < count; i++) {
                slots.setAtIndex(ValueLayout.JAVA_LONG, i, arguments[i]);
                pointers.setAtIndex(ValueLayout.ADDRESS, i, slots.asSlice(8L * i));
            }
            ((MethodHandle) kernel.loaded()).invokeExact(grid.blocks(), grid.threads(), pointers);
        } catch (Throwable e) {
            throw new AssertionError("launch of " + kernel, e);
        }
    }

    /** How often each kernel has been launched. */
    public synchronized Map<String, Integer> launches() {
        return new TreeMap<>(launches);
    }

    private static MemorySegment real(Storage storage) {
        return MemorySegment.ofAddress(storage.memory().address()).reinterpret(storage.bytes());
    }

    @Override
    public void copyIn(MemorySegment source, Storage target) {
        real(target).copyFrom(source);
    }

    @Override
    public void copyOut(Storage source, long first, MemorySegment target) {
        target.copyFrom(real(source).asSlice(first, target.byteSize()));
    }

    @Override
    public void copy(Storage source, long first, Storage target) {
        copyOut(source, first, real(target));
    }

    @Override
    public int multiprocessors() {
        return 2;
    }
}
