package org.jolab.gpu.cuda;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.util.List;
import org.jolab.gpu.cuda.code.Kernel;
import org.jolab.gpu.cuda.compiler.Compiler;
import org.jolab.gpu.cuda.compiler.Source;
import org.jolab.gpu.cuda.driver.Context;

/** Loads code into a device's context; it stays there. Used by any thread. */
final class Modules {

    private final CudaDevice device;
    private final Context context;
    private final Compiler compiler;

    Modules(CudaDevice device) {
        this.device = device;
        context = device.context();
        compiler = device.compiler();
    }

    /** What a kernel of the tensors has become. */
    private record Loaded(long function) {
    }

    /** The driver's handle of {@code kernel}, which is compiled if this is the first time. */
    long function(Kernel kernel) {
        if (kernel.loaded() instanceof Loaded loaded) {
            return loaded.function;
        }
        synchronized (kernel) {
            if (kernel.loaded() instanceof Loaded loaded) {
                return loaded.function;
            }
            var compiled = compiler.compile(new Source(kernel.name(), kernel.source(), Kernel.OPTIONS, List.of()));
            var function = function(load(compiled.image()), kernel.name());
            kernel.loaded(new Loaded(function));
            return function;
        }
    }

    /**
     * The driver's handle of the module that {@code image} becomes. Loading may have to wait for what runs, and the
     * driver's waiting hears no interrupt, so it is waited for here before.
     */
    long load(byte[] image) {
        device.synchronizeAll();
        try (var arena = Arena.ofConfined()) {
            // PTX is text, which ends with a zero.
            var memory = arena.allocate(image.length + 1L, 16);
            memory.asSlice(0, image.length).copyFrom(java.lang.foreign.MemorySegment.ofArray(image));
            memory.set(JAVA_BYTE, image.length, (byte) 0);
            return context.make(context.calls().moduleLoad, memory);
        }
    }

    /** The driver's handle of the function called {@code symbol} in {@code module}. */
    long function(long module, String symbol) {
        try (var arena = Arena.ofConfined()) {
            return context.make(context.calls().moduleFunction, module, arena.allocateFrom(symbol));
        }
    }
}
