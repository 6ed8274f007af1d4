package org.jolab.gpu.cuda.driver;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jolab.gpu.DeviceUnavailable;
import org.jolab.gpu.cuda.library.SharedLibrary.Function;

/**
 * A device's primary context, which everybody in the process shares, JCuda's calls included; used by any thread.
 *
 * <p>When the context is lost, the first call that meets that says which kernels were launched last, and every later
 * call says the same.
 */
public final class Context {

    private static final int REMEMBERED = 8;
    private static final int COMPUTE_MAJOR = 75;
    private static final int COMPUTE_MINOR = 76;
    private static final int MULTIPROCESSORS = 16;

    private final Driver driver;
    private final int index;
    private final int device;
    private final boolean checksEach = Boolean.getBoolean("org.jolab.gpu.sync");
    private final String[] launched = new String[REMEMBERED];
    private int launches;
    private final AtomicInteger captures = new AtomicInteger();
    private volatile long handle;
    private volatile CudaContextLost lost;

    /** The context of the device that the driver counts as {@code index}; it is made when it is needed first. */
    public Context(Driver driver, int index) {
        this.driver = driver;
        this.index = index;
        this.device = (int) driver.calls().deviceGet.make(index);
    }

    /** The driver that owns it. */
    public Driver driver() {
        return driver;
    }

    /** The driver's functions. */
    public Calls calls() {
        return driver.calls();
    }

    /** The device's number. */
    public int index() {
        return index;
    }

    /** The driver's handle of the device. */
    public int device() {
        return device;
    }

    /** What the device is called, such as "NVIDIA H100 80GB HBM3". */
    public String name() {
        try (var arena = Arena.ofConfined()) {
            var text = arena.allocate(256);
            calls().deviceName.call(text, 256, device);
            return text.getString(0);
        }
    }

    /** Its compute capability as 10 times major plus minor: 90 is 9.0. */
    public int capability() {
        return driver.attribute(COMPUTE_MAJOR, device) * 10 + driver.attribute(COMPUTE_MINOR, device);
    }

    /** Number of streaming multiprocessors. */
    public int multiprocessors() {
        return driver.attribute(MULTIPROCESSORS, device);
    }

    /** Size of the device's memory in bytes. */
    public long memory() {
        return calls().deviceMemory.make(device);
    }

    /**
     * The context itself, for other bindings of the driver.
     *
     * @throws DeviceUnavailable if it cannot be made, for instance because other programs hold the device
     */
    public long handle() {
        var known = handle;
        if (known == 0) {
            synchronized (this) {
                if (handle == 0) {
                    handle = start();
                }
                known = handle;
            }
        }
        return known;
    }

    private long start() {
        try (var arena = Arena.ofConfined()) {
            var result = arena.allocate(8, 8);
            var status = calls().contextRetain.status(result, device);
            if (status != 0) {
                throw new DeviceUnavailable("cuda:%d (%s) %s".formatted(index, name(), switch (status) {
                    case Status.OUT_OF_MEMORY -> "has no memory left; nvidia-smi shows which programs hold it";
                    case Status.DEVICE_UNAVAILABLE -> "is held by another program for itself; nvidia-smi shows which";
                    default -> "does not start: " + driver.name(status);
                }));
            }
            return result.get(java.lang.foreign.ValueLayout.JAVA_LONG, 0);
        }
    }

    /**
     * Makes this the thread's context. Asked of the driver each time, because other bindings may have changed it, and a
     * virtual thread may be on another thread of the system.
     *
     * @throws CudaContextLost if the context is lost
     */
    public Slab enter() {
        if (lost != null) {
            throw new CudaContextLost(lost.code(), lost.getMessage());
        }
        var slab = Slab.own();
        if (!slab.isCurrent(handle())) {
            var status = calls().contextSet.status(handle());
            if (status != 0) {
                throw failure(status, "cuCtxSetCurrent");
            }
        }
        return slab;
    }

    /** Calls a function of the driver in this context. */
    public void call(Function function, Object... arguments) {
        var status = status(function, arguments);
        if (status != 0) {
            throw failure(status, function.name());
        }
    }

    /** Calls a function of the driver in this context; its status, but a lost context is thrown. */
    public int status(Function function, Object... arguments) {
        enter();
        var status = function.status(arguments);
        if (Status.isFatal(status)) {
            throw failure(status, function.name());
        }
        return status;
    }

    /** Calls a function of the driver that puts its result where its first argument points to. */
    public long make(Function function, Object... arguments) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(8, 8);
            var all = new Object[arguments.length + 1];
            all[0] = result;
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            call(function, all);
            return result.get(java.lang.foreign.ValueLayout.JAVA_LONG, 0);
        }
    }

    /** One number about a function; the attribute's number is that of cuda.h. */
    public int attribute(int attribute, long function) {
        return (int) make(calls().functionAttribute, attribute, function);
    }

    /** Geometry of a launch. */
    public record Geometry(Hot.Size grid, Hot.Size block, int shared) {

        /** Blocks and threads in one dimension. */
        public static Geometry of(int blocks, int threads) {
            return new Geometry(Hot.Size.of(blocks), Hot.Size.of(threads), 0);
        }

        @Override
        public String toString() {
            return "%s blocks of %s threads%s".formatted(grid, block, shared == 0 ? "" : ", " + shared
                + " bytes of shared memory");
        }
    }

    /**
     * Launches a kernel on {@code stream}.
     *
     * @param name what it is called in messages
     */
    public void launch(String name, long function, Geometry geometry, long stream, long[] parameters, int count) {
        var slab = enter();
        remember(name);
        var status = Hot.launch(function, geometry.grid, geometry.block, geometry.shared, stream,
            slab.fill(parameters, count));
        if (status != 0) {
            throw failure(status, "launch of %s, %s".formatted(name, geometry));
        }
        // While a graph is captured on any stream, the driver refuses to synchronize, and the graph would be spoilt.
        if (checksEach && captures.get() == 0) {
            status = calls().contextSynchronize.status();
            if (status != 0) {
                throw failure(status, name);
            }
        }
    }

    /** Says that one more graph, or one less, is being captured. */
    public void capturing(boolean begins) {
        captures.addAndGet(begins ? 1 : -1);
    }

    /** Kernels come and go in many threads; that one of them is forgotten now and then does no harm. */
    public void remember(String name) {
        launched[launches++ & REMEMBERED - 1] = name;
    }

    /** The names of the kernels that were launched last, the last one first. */
    public List<String> lastLaunches() {
        var names = new ArrayList<String>();
        for (var i = 1; i <= REMEMBERED; i++) {
            var name = launched[launches - i & REMEMBERED - 1];
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    /** What to throw when a function has returned {@code status}; remembers it if the context is lost. */
    public RuntimeException failure(int status, String function) {
        var failure = driver.failure(status, function);
        if (failure instanceof CudaContextLost loss) {
            var names = lastLaunches();
            lost = new CudaContextLost(status, "cuda:%d: %s. %s Everything on the device is gone; restart the kernel%s."
                .formatted(index, loss.getMessage(), suspects(), checksEach ? ""
                    : ", with -Dorg.jolab.gpu.sync=true to see which launch it was"));
            return lost;
        }
        return failure;
    }

    private String suspects() {
        var names = lastLaunches();
        return names.isEmpty() ? "No kernel had been launched." : checksEach ? "It was " + names.getFirst() + "."
            : "Launched last, the latest first: " + String.join(", ", names) + ".";
    }

    /** Whether the context is lost. */
    public boolean isLost() {
        return lost != null;
    }
}
