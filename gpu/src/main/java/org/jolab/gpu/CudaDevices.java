package org.jolab.gpu;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jolab.gpu.cuda.Cuda;

/** The CUDA devices of this machine, looked for when first asked for. */
final class CudaDevices {

    private CudaDevices() {
    }

    /** Holds what has been found when it is needed first. */
    private static final class Here {
        static final Map<Integer, Device> DEVICES = find();
        static final Device BEST = DEVICES.values().stream().findFirst().orElse(Device.CPU);
    }

    private static Map<Integer, Device> find() {
        var devices = new TreeMap<Integer, Device>();
        for (var index : Cuda.usable()) {
            devices.put(index, new Device("cuda:" + index, new CudaBackend(Cuda.device(index)),
                () -> Cuda.describe(index)));
        }
        return devices;
    }

    static List<Device> all() {
        return List.copyOf(Here.DEVICES.values());
    }

    static Device get(int index) {
        var device = Here.DEVICES.get(index);
        if (device == null) {
            throw new DeviceUnavailable("there is no cuda:%d: %s".formatted(index, Cuda.problem(index)));
        }
        return device;
    }

    static Device best() {
        return Here.BEST;
    }

    /** What keeps the processor the best device. */
    static String whyNotBest() {
        return Here.BEST == Device.CPU ? Cuda.problem(0) : "cuda:0 is faster: " + Here.BEST.reason();
    }
}
