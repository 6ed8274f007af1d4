package org.jolab.gpu;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A place where tensors live and are computed. There is one object for each device, so {@code ==} compares them.
 *
 * <p>New tensors are made on {@link #current()}: the device of the innermost {@link #on}, else the one that
 * {@link #use} has set for the whole program, else {@link #best()}.
 */
public final class Device {

    /** The processor that runs this program. */
    public static final Device CPU = new Device("cpu", CpuBackend.INSTANCE, CudaDevices::whyNotBest);

    private static final ScopedValue<Device> SCOPED = ScopedValue.newInstance();
    private static final AtomicReference<Device> USED = new AtomicReference<>();

    private final String name;
    private final Backend backend;
    private final Supplier<String> reason;

    /** A device whose {@code reason} says why it would be the best one, or why it is no better. */
    Device(String name, Backend backend, Supplier<String> reason) {
        this.name = name;
        this.backend = backend;
        this.reason = reason;
    }

    /** The fastest device that works here: the first CUDA device if all that it needs is there, else the processor. */
    public static Device best() {
        return CudaDevices.best();
    }

    /** Where this thread makes new tensors. */
    public static Device current() {
        if (SCOPED.isBound()) {
            return SCOPED.get();
        }
        var used = USED.get();
        return used != null ? used : best();
    }

    /** Makes {@code device} the one for new tensors from now on, in all threads; null is {@link #best()} again. */
    public static void use(Device device) {
        USED.set(device);
    }

    /** Runs {@code action} with new tensors on {@code device}. */
    public static void on(Device device, Runnable action) {
        ScopedValue.where(SCOPED, device).run(action);
    }

    /** What {@code action} returns with new tensors on {@code device}. */
    public static <T, X extends Throwable> T on(Device device, ScopedValue.CallableOp<? extends T, X> action)
            throws X {
        return ScopedValue.where(SCOPED, device).call(action);
    }

    /**
     * The CUDA device {@code index}, counted as the driver does.
     *
     * @throws DeviceUnavailable if it is not there or lacks something; the message says what
     */
    public static Device cuda(int index) {
        return CudaDevices.get(index);
    }

    /** The CUDA devices that can be used; none is no error. */
    public static List<Device> cudas() {
        return CudaDevices.all();
    }

    /**
     * ND4J on the processor, one operation at a time: a second implementation to compare with, slower than
     * {@link #CPU}. F16, BF16, BOOL and small integers, indexing, random numbers, {@code where}, and the functions that
     * ND4J lacks or has otherwise are the processor's here, too.
     *
     * @throws DeviceUnavailable if {@code org.nd4j:nd4j-native} is not on the class path
     */
    public static Device nd4j() {
        return Nd4j.device();
    }

    /**
     * The device called {@code name}: {@code cpu}, {@code cuda}, {@code cuda:1}, {@code nd4j}, {@code best}.
     *
     * @throws DeviceUnavailable if there is no such device here
     */
    public static Device of(String name) {
        var wanted = name.strip().toLowerCase(Locale.ROOT);
        if (wanted.matches("(cuda|gpu)(:\\d{1,4})?")) {
            var colon = wanted.indexOf(':');
            return cuda(colon < 0 ? 0 : Integer.parseInt(wanted.substring(colon + 1)));
        }
        return switch (wanted) {
            case "cpu" -> CPU;
            case "nd4j" -> nd4j();
            case "best", "auto" -> best();
            default -> throw new DeviceUnavailable("there is no device \"" + name
                + "\"; devices are called cpu, cuda, cuda:1 and so on, nd4j");
        };
    }

    /** Such as {@code cpu} or {@code cuda:0}. */
    public String name() {
        return name;
    }

    /** Why {@link #best()} is this one; or, of another one, what speaks against it. */
    public String reason() {
        return reason.get();
    }

    /** What tensors hold of its memory. */
    public MemoryUse memory() {
        return backend.memory(this);
    }

    Backend backend() {
        return Profile.observed(this, backend);
    }

    @Override
    public String toString() {
        return name;
    }
}
