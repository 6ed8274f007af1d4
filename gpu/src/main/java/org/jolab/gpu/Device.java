package org.jolab.gpu;

/**
 * A place where tensors live and are computed.
 */
public final class Device {

    /** The processor that runs this program. */
    public static final Device CPU = new Device("cpu", "there is no CUDA backend in this version");

    private final String name;
    private final String reason;

    private Device(String name, String reason) {
        this.name = name;
        this.reason = reason;
    }

    /** The fastest device that works here. */
    public static Device best() {
        return CPU;
    }

    /** Such as {@code cpu} or {@code cuda:0}. */
    public String name() {
        return name;
    }

    /** Why {@link #best()} chose this one. */
    public String reason() {
        return reason;
    }

    Backend backend() {
        return CpuBackend.INSTANCE;
    }

    @Override
    public String toString() {
        return name;
    }
}
