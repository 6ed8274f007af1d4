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
    }

    /** The first device that starts: others may hold a card for themselves, or all of its memory. */
    private static final class Best {
        static final Map<Integer, String> REFUSALS = new TreeMap<>();
        static final Device DEVICE = choose();

        private static Device choose() {
            for (var each : Here.DEVICES.entrySet()) {
                try {
                    Cuda.device(each.getKey()).context().handle();
                    return each.getValue();
                } catch (DeviceUnavailable e) {
                    REFUSALS.put(each.getKey(), e.getMessage());
                }
            }
            return Device.CPU;
        }
    }

    private static Map<Integer, Device> find() {
        var devices = new TreeMap<Integer, Device>();
        for (var index : Cuda.usable()) {
            devices.put(index, new Device("cuda:" + index, new CudaBackend(Cuda.device(index)),
                () -> reason(index)));
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
        return Best.DEVICE;
    }

    /** What keeps the processor the best device. */
    static String whyNotBest() {
        return Best.DEVICE != Device.CPU ? Best.DEVICE + " is faster: " + Best.DEVICE.reason()
            : Best.REFUSALS.isEmpty() ? Cuda.problem(0)
            : String.join("; ", Best.REFUSALS.values()) + ". Once it is free, Device.use(Device.of(\"cuda\")) takes it";
    }

    private static String reason(int index) {
        return Best.REFUSALS.containsKey(index) ? Best.REFUSALS.get(index) : Cuda.describe(index);
    }
}
