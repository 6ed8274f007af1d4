package org.jolab.gpu.cuda;

import java.lang.ref.Reference;
import java.util.List;
import java.util.stream.Collectors;
import org.jolab.gpu.cuda.driver.Context.Geometry;
import org.jolab.gpu.cuda.driver.Hot.Size;

/**
 * A kernel of one's own and how it is to be launched; {@link #grid} and the like make a copy with another geometry. May
 * be used by any thread.
 */
public final class CudaKernel {

    private static final int MAX_THREADS = 0;
    private static final int STATIC_SHARED = 1;
    private static final int LOCAL = 3;
    private static final int REGISTERS = 4;
    private static final int MAX_DYNAMIC_SHARED = 8;
    private static final int SHARED_WITHOUT_ASKING = 48 << 10;
    /** Of a block of the device, if it is asked for: an attribute of the device, the others are of functions. */
    private static final int MOST_SHARED = 97;
    private static final int USUAL = 256;

    private final Code code;
    private final Size grid;
    private final Size block;
    private final Options options;

    private CudaKernel(Code code, Size grid, Size block, Options options) {
        this.code = code;
        this.grid = grid;
        this.block = block;
        this.options = options;
    }

    /** What does not change with the geometry. */
    record Code(String name, CudaDevice device, long function, List<Parameter> parameters) {
    }

    /**
     * The rest of the geometry.
     *
     * @param threads how many threads the grid has to cover; 0 if it is given in blocks
     * @param stream null for the thread's own
     */
    private record Options(long threads, int shared, CudaStream stream) {
    }

    static CudaKernel of(Code code) {
        return new CudaKernel(code, null, Size.of(Math.min(USUAL, code.device.context().attribute(MAX_THREADS,
            code.function))), new Options(0, 0, null));
    }

    /** Its name. */
    public String name() {
        return code.name;
    }

    /** Its parameters, in order. */
    public List<Parameter> parameters() {
        return code.parameters;
    }

    /** With so many blocks, in one to three dimensions. */
    public CudaKernel grid(int... blocks) {
        return new CudaKernel(code, size("grid", blocks), block, new Options(0, options.shared, options.stream));
    }

    /** With blocks of so many threads, in one to three dimensions; 256 unless said otherwise. */
    public CudaKernel block(int... threads) {
        var wanted = size("block", threads);
        var most = code.device.context().attribute(MAX_THREADS, code.function);
        if (wanted.count() > most) {
            throw new IllegalArgumentException("%s: a block of %s has %d threads; the kernel can have at most %d"
                .formatted(code.name, wanted, wanted.count(), most));
        }
        return new CudaKernel(code, grid, wanted, options);
    }

    /** With as many blocks as are needed for {@code threads} threads in one dimension. */
    public CudaKernel over(long threads) {
        return new CudaKernel(code, null, block, new Options(threads, options.shared, options.stream));
    }

    /** With so many bytes of dynamic shared memory for each block. */
    public CudaKernel shared(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException(code.name + ": shared takes a number of bytes, not " + bytes);
        }
        return new CudaKernel(code, grid, block, new Options(options.threads, bytes, options.stream));
    }

    /** On {@code stream}; that orders nothing against other streams. */
    public CudaKernel stream(CudaStream stream) {
        if (stream != null && stream.device() != code.device) {
            throw new IllegalArgumentException("%s is on %s, the stream is not".formatted(code.name, code.device));
        }
        return new CudaKernel(code, grid, block, new Options(options.threads, options.shared, stream));
    }

    private Size size(String what, int... sizes) {
        var valid = sizes.length > 0 && sizes.length < 4;
        for (var each : sizes) {
            valid &= each > 0;
        }
        if (!valid) {
            throw new IllegalArgumentException("%s: %s takes one to three sizes above 0".formatted(code.name, what));
        }
        return new Size(sizes[0], sizes.length > 1 ? sizes[1] : 1, sizes.length > 2 ? sizes[2] : 1);
    }

    /**
     * Lets the device run it, after all that this thread has asked for; returns at once. A tensor becomes a pointer to
     * its first element, a number what the parameter's type says, null a null pointer.
     *
     * @throws IllegalArgumentException if number, types or devices of the arguments do not fit; names the argument
     */
    public void launch(Object... arguments) {
        var bits = new KernelArguments(code.name, code.device, code.parameters).of(arguments);
        var context = code.device.context();
        allowShared();
        var stream = options.stream != null ? options.stream : code.device.stream();
        stream.admit();
        context.launch(code.name, code.function, new Geometry(blocks(), block, options.shared), stream.handle(), bits,
            bits.length);
        Reference.reachabilityFence(arguments);
    }

    /** Beyond 48 KiB for a block, its own variables included, a kernel has to be allowed to have so much. */
    private void allowShared() {
        var all = (long) options.shared + sharedBytes();
        if (options.shared == 0 || all <= SHARED_WITHOUT_ASKING) {
            return;
        }
        var context = code.device.context();
        var most = context.driver().attribute(MOST_SHARED, context.device());
        if (all > most) {
            throw new IllegalArgumentException(("%s: %d bytes of shared memory for each block, %d of them the kernel's "
                + "own variables; %s has at most %d").formatted(code.name, all, sharedBytes(), code.device, most));
        }
        context.call(context.calls().functionSet, code.function, MAX_DYNAMIC_SHARED, options.shared);
    }

    private Size blocks() {
        if (grid != null) {
            return grid;
        }
        if (options.threads <= 0) {
            throw new IllegalArgumentException(("%s: say how many threads there shall be: grid(blocks) and "
                + "block(threads), or over(n) for as many blocks as n threads need").formatted(code.name));
        }
        return Size.of(Math.toIntExact(Math.ceilDiv(options.threads, block.count())));
    }

    /** How many registers a thread has. */
    public int registers() {
        return attribute(REGISTERS);
    }

    /** How many bytes of each thread are in slow memory, because registers did not suffice or arrays are indexed. */
    public int spills() {
        return attribute(LOCAL);
    }

    /** How many bytes of shared memory the kernel's own variables take. */
    public int sharedBytes() {
        return attribute(STATIC_SHARED);
    }

    private int attribute(int attribute) {
        return code.device.context().attribute(attribute, code.function);
    }

    @Override
    public String toString() {
        return "%s(%s) on %s: %d registers, %s".formatted(code.name, code.parameters.stream().map(Parameter::toString)
            .collect(Collectors.joining(", ")), code.device, registers(),
            spills() == 0 ? "no spills" : spills() + " bytes spilled");
    }
}
