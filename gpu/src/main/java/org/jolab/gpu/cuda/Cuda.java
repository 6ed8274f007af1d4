package org.jolab.gpu.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jolab.gpu.Device;
import org.jolab.gpu.DeviceUnavailable;
import org.jolab.gpu.cuda.compiler.Compiler;
import org.jolab.gpu.cuda.driver.Context;
import org.jolab.gpu.cuda.driver.CudaException;
import org.jolab.gpu.cuda.driver.Driver;
import org.jolab.gpu.cuda.library.CudaLibraries;
import org.jolab.gpu.cuda.library.CudaLibrary;
import org.jolab.gpu.cuda.library.Finding;
import org.jolab.gpu.cuda.library.Machine;

/**
 * The GPUs of this machine and what is needed to use them, looked for when first asked for. Nothing here fails where
 * there is none.
 */
public final class Cuda {

    private static final int COMPUTE_MODE = 20;
    private static final int PROHIBITED = 2;

    private final Map<Integer, CudaDevice> devices = new TreeMap<>();
    private final Map<Integer, String> problems = new TreeMap<>();
    private final CudaLibraries libraries = new CudaLibraries(Machine.current());
    private final Driver driver;

    /** Holds what has been found when it is needed first. */
    private static final class Here {
        static final Cuda CUDA = Driver.find().map(Cuda::new).orElse(null);
    }

    private Cuda(Driver driver) {
        this.driver = driver;
        var compilers = new TreeMap<Integer, Compiler>();
        for (var i = 0; i < driver.count(); i++) {
            try {
                var context = new Context(driver, i);
                if (driver.attribute(COMPUTE_MODE, context.device()) == PROHIBITED) {
                    throw new DeviceUnavailable(context.name() + " is in a mode that forbids computing; see nvidia-smi "
                        + "--compute-mode");
                }
                var compiler = compilers.computeIfAbsent(context.capability(), each ->
                    Compiler.find(libraries, driver.version() / 1000, each));
                devices.put(i, new CudaDevice(context, compiler));
            } catch (DeviceUnavailable | CudaException e) {
                problems.put(i, e.getMessage());
            }
        }
    }

    /** The numbers of the devices that can be used, ascending. */
    public static List<Integer> usable() {
        return Here.CUDA == null ? List.of() : List.copyOf(Here.CUDA.devices.keySet());
    }

    /** How many devices the driver shows, whether they can be used or not. */
    public static int count() {
        return Here.CUDA == null ? 0 : Here.CUDA.devices.size() + Here.CUDA.problems.size();
    }

    /**
     * The device that the driver counts as {@code index}.
     *
     * @throws DeviceUnavailable if it is not there or cannot be used; the message says why
     */
    public static CudaDevice device(int index) {
        var found = Here.CUDA == null ? null : Here.CUDA.devices.get(index);
        if (found == null) {
            throw new DeviceUnavailable("there is no cuda:%d: %s".formatted(index, problem(index)));
        }
        return found;
    }

    /** Why the device {@code index} cannot be used; null if it can. */
    public static String problem(int index) {
        if (Here.CUDA == null) {
            return Driver.finding() instanceof Finding.Missing missing ? missing.reason() : "no device";
        }
        if (Here.CUDA.devices.containsKey(index)) {
            return null;
        }
        return Here.CUDA.problems.getOrDefault(index, "there %s".formatted(count() == 1 ? "is only cuda:0"
            : "are " + count() + " devices, counted from 0"));
    }

    /**
     * Compiles CUDA C++ for the current device, or for the first CUDA device if the current one is none.
     *
     * @throws org.jolab.gpu.cuda.compiler.CompileException if it is wrong; the message has lines
     * @throws DeviceUnavailable if there is no GPU; the message says why
     */
    public static CudaProgram compile(String source, String... options) {
        var current = Device.current();
        return CudaProgram.of(source, current.name().startsWith("cuda:") ? current : Device.cuda(usable().isEmpty() ? 0
            : usable().getFirst()), options);
    }

    /** What a device is and what serves it, in a sentence. */
    public static String describe(int index) {
        var context = device(index).context();
        var nvrtc = device(index).compiler().nvrtc();
        return "%s, compute capability %d.%d, %s; driver %s; NVRTC %s (%s) for %s; %s".formatted(context.name(),
            context.capability() / 10, context.capability() % 10, DevicePool.size(context.memory()),
            Driver.finding() instanceof Finding.Found found ? found.version() : "?", nvrtc.version(), nvrtc.place(),
            device(index).compiler().target(), find(CudaLibrary.CUBLASLT));
    }

    /** Each library that is used here: found, or missing with what brings it. */
    public static List<Finding> libraries() {
        var all = new ArrayList<Finding>();
        for (var library : CudaLibrary.values()) {
            all.add(library == CudaLibrary.DRIVER ? Driver.finding() : find(library));
        }
        return all;
    }

    /** All files of a library that the driver allows. */
    static List<Finding.Found> all(CudaLibrary library) {
        return Here.CUDA == null ? List.of() : Here.CUDA.libraries.all(library, Here.CUDA.driver.version() / 1000);
    }

    static Finding find(CudaLibrary library) {
        return Here.CUDA == null
            ? new CudaLibraries(Machine.current()).find(library, CudaLibrary.MAJORS.getFirst())
            : Here.CUDA.libraries.find(library, Here.CUDA.driver.version() / 1000);
    }
}
