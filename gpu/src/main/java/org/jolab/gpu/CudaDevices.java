package org.jolab.gpu;

import java.util.List;

/** The CUDA devices of this machine, looked for when first asked for. */
final class CudaDevices {

    private CudaDevices() {
    }

    static List<Device> all() {
        return List.of();
    }

    static Device get(int index) {
        throw new DeviceUnavailable("there is no cuda:%d: %s".formatted(index, whyNotBest()));
    }

    static Device best() {
        return Device.CPU;
    }

    /** What keeps the processor the best device. */
    static String whyNotBest() {
        return "there is no CUDA backend in this version";
    }
}
