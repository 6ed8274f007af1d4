package org.jolab.gpu.cuda.driver;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jolab.gpu.OutOfDeviceMemory;
import org.jolab.gpu.cuda.library.CudaLibrary;
import org.jolab.gpu.cuda.library.Finding;
import org.jolab.gpu.cuda.library.Finding.Found;
import org.jolab.gpu.cuda.library.Finding.Missing;
import org.jolab.gpu.cuda.library.Machine;
import org.jolab.gpu.cuda.library.SharedLibrary;
import org.jolab.gpu.cuda.library.SharedLibrary.Function;

/** The driver of this machine, looked for and started when first asked for; may be used by any thread. */
public final class Driver {

    /** The oldest version of CUDA that a driver may support: 12.0, as drivers from 525 on do. */
    private static final int OLDEST = 12000;
    private static final Pattern RELEASE = Pattern.compile("\\s(\\d{3,}\\.\\d+(\\.\\d+)?)\\s");

    private final SharedLibrary library;
    private final int version;
    private final Calls calls;

    private Driver(SharedLibrary library) {
        this.library = library;
        this.calls = new Calls(library);
        this.version = (int) calls.driverVersion.make();
    }

    /** Holds what has been found when it is needed first. */
    private static final class Here {
        static final Search SEARCH = search();
    }

    /** The driver, or why there is none. */
    private record Search(Driver driver, Finding finding) {
    }

    /** The driver, if it works and has a device. */
    public static Optional<Driver> find() {
        return Optional.ofNullable(Here.SEARCH.driver);
    }

    /** Where the driver is and which; or why there is none that works. */
    public static Finding finding() {
        return Here.SEARCH.finding;
    }

    private static Search search() {
        var machine = Machine.current();
        var name = CudaLibrary.DRIVER.files(0, machine.isWindows()).getFirst();
        SharedLibrary library = null;
        for (var folder : DriverFolders.of(machine)) {
            var file = folder.resolve(name);
            if (Files.exists(file)) {
                library = open(file);
                break;
            }
        }
        library = library == null ? open(Path.of(name)) : library;
        if (library == null) {
            return missing("no " + name + ": no NVIDIA driver is installed, or this container does not see it");
        }
        try {
            return started(library);
        } catch (CudaException | UnsupportedOperationException e) {
            return missing(library.place() + " does not work: " + e.getMessage());
        }
    }

    private static SharedLibrary open(Path file) {
        try {
            return SharedLibrary.open(file, java.util.List.of(), Driver::error);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Search started(SharedLibrary library) {
        var driver = new Driver(library);
        var found = new Found(CudaLibrary.DRIVER, Path.of(library.place()), 0,
            "%s (CUDA %d.%d)".formatted(release(), driver.version / 1000, driver.version % 1000 / 10));
        if (driver.version < OLDEST) {
            return missing("driver %s is too old: CUDA 12 needs 525 or newer".formatted(found.version()));
        }
        var status = driver.calls.init.status(0);
        if (status != Status.SUCCESS) {
            return missing(switch (status) {
                case Status.NO_DEVICE -> "driver %s is installed, but there is no NVIDIA GPU, or none is visible%s"
                    .formatted(found.version(), visible());
                case Status.STUB_LIBRARY -> library.place() + " is the toolkit's stub and no driver";
                case Status.SYSTEM_DRIVER_MISMATCH -> "the driver's library and its kernel module are of different "
                    + "versions; restart the machine";
                case Status.COMPAT_NOT_SUPPORTED -> library.place() + " is the compatibility library of a newer CUDA, "
                    + "which this GPU does not support";
                default -> "driver %s does not start: %s".formatted(found.version(), driver.name(status));
            });
        }
        return new Search(driver, found);
    }

    private static Search missing(String reason) {
        return new Search(null, new Missing(CudaLibrary.DRIVER, reason, CudaLibrary.DRIVER.command(0)));
    }

    private static String visible() {
        var visible = System.getenv("CUDA_VISIBLE_DEVICES");
        return visible == null ? "" : " (CUDA_VISIBLE_DEVICES is \"" + visible + "\")";
    }

    /** The driver's own version, such as 550.54.15, from where the kernel module tells it. */
    private static String release() {
        try {
            var text = Files.readString(Path.of("/proc/driver/nvidia/version"));
            var found = RELEASE.matcher(text);
            return found.find() ? found.group(1) : "of unknown version";
        } catch (IOException e) {
            return "of unknown version";
        }
    }

    private static RuntimeException error(int status, String function) {
        return Here.SEARCH != null && Here.SEARCH.driver != null ? Here.SEARCH.driver.failure(status, function)
            : new CudaException(status, function + " returned " + status);
    }

    /** What to throw when {@code function} has returned {@code status}. */
    public RuntimeException failure(int status, String function) {
        var message = "%s: %s".formatted(function, name(status));
        if (status == Status.OUT_OF_MEMORY) {
            return new OutOfDeviceMemory(message);
        }
        return Status.isFatal(status) ? new CudaContextLost(status, "the device's context is lost: "
            + Status.meaning(status) + " (" + message + ")") : new CudaException(status, message);
    }

    /** The driver's name and description of a status. */
    public String name(int status) {
        try (var arena = Arena.ofConfined()) {
            var text = arena.allocate(JAVA_LONG);
            if (calls.errorName.status(status, text) != 0) {
                return "error " + status;
            }
            var name = SharedLibrary.text(text.get(JAVA_LONG, 0));
            return calls.errorString.status(status, text) != 0 ? name
                : name + " (" + SharedLibrary.text(text.get(JAVA_LONG, 0)) + ")";
        }
    }

    /** The newest version of CUDA that it supports: 12040 is 12.4. */
    public int version() {
        return version;
    }

    /** Its functions. */
    public Calls calls() {
        return calls;
    }

    /** Its file. */
    public SharedLibrary library() {
        return library;
    }

    /** How many devices there are. */
    public int count() {
        return (int) calls.deviceCount.make();
    }

    /** One number about a device; the attribute's number is that of cuda.h. */
    public int attribute(int attribute, int device) {
        try (var arena = Arena.ofConfined()) {
            var value = arena.allocate(JAVA_INT);
            calls.deviceAttribute.call(value, attribute, device);
            return value.get(JAVA_INT, 0);
        }
    }

    /** A function beyond those of {@link #calls()}. */
    public Function function(String name, String types) {
        return library.function(name, types);
    }
}
