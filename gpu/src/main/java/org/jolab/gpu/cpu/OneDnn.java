package org.jolab.gpu.cpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jolab.gpu.DType;

/**
 * The C interface of oneDNN, where it is found: the file that {@code -Dorg.jolab.gpu.onednn=FILE} names ("none" for
 * nothing), the distribution's jar, one on the class path, or the system's. Used by any thread.
 *
 * @see <a href="https://uxlfoundation.github.io/oneDNN/">oneDNN's documentation</a>
 */
public final class OneDnn {

    /** Of dnnl_types.h. */
    static final int SOURCE = 1;
    static final int TARGET = 17;
    static final int WEIGHTS = 33;
    static final int BIAS = 41;

    private static final int UNIMPLEMENTED = 3;
    /** Of dnnl_cpu_isa_t. */
    private static final int BF16 = 0xe7;
    private static final int FP16 = 0x1ef;
    private static final int CPU = 1;
    private static final int IN_ORDER = 1;

    private static final NativeLibrary.Wanted WANTED = new NativeLibrary.Wanted("oneDNN",
        new NativeLibrary.Jar("dnnl", "3.13-1.5.14", "org.jolab.gpu.onednn"),
        NativeLibrary.kind(List.of("libgomp.so.1", "libdnnl.so.3"), List.of("libomp.dylib", "libdnnl.3.dylib"),
            List.of("dnnl.dll")),
        List.of("libdnnl.so.3", "libdnnl.3.dylib"));

    private final NativeLibrary library;
    private final MemorySegment engine;
    private final int instructions;
    private final Map<String, MethodHandle> functions = new ConcurrentHashMap<>();

    private OneDnn(NativeLibrary library) {
        this.library = library;
        engine = make("dnnl_engine_create", CPU, 0L);
        try {
            instructions = (int) library.function("dnnl_get_effective_cpu_isa", FunctionDescriptor.of(JAVA_INT))
                .invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Holds what has been found when it is needed first. */
    private static final class Found {
        static final NativeLibrary.Search SEARCH = search();
        static final Optional<OneDnn> LIBRARY = SEARCH.library()
            .filter(each -> each.symbols().find("dnnl_matmul_primitive_desc_create").isPresent()).map(OneDnn::new);

        private static NativeLibrary.Search search() {
            try (var _ = OpenMp.settings()) {
                return NativeLibrary.find(WANTED);
            }
        }
    }

    /** The library; empty if it is not there. */
    static Optional<OneDnn> get() {
        return Found.LIBRARY;
    }

    /** Whether oneDNN is in use, and where it is or why it is not; looks for it if nobody has yet. */
    public static LibraryReport report() {
        if (Found.LIBRARY.isEmpty()) {
            return LibraryReport.missing(WANTED, Found.SEARCH);
        }
        var found = Found.LIBRARY.get();
        return new LibraryReport(WANTED.name(), true, found.version(), found.library.place());
    }

    private String version() {
        try {
            var function = library.function("dnnl_version", FunctionDescriptor.of(ADDRESS));
            var numbers = ((MemorySegment) function.invokeExact()).reinterpret(12);
            return numbers.getAtIndex(JAVA_INT, 0) + "." + numbers.getAtIndex(JAVA_INT, 1) + "."
                + numbers.getAtIndex(JAVA_INT, 2);
        } catch (Throwable _) {
            return "of unknown version";
        }
    }

    MemorySegment engine() {
        return engine;
    }

    /** An in-order stream; to be destroyed. */
    MemorySegment stream() {
        return make("dnnl_stream_create", engine, IN_ORDER);
    }

    /** oneDNN's name of an element type; 0 if it has none on the CPU. */
    static int type(DType dtype) {
        return switch (dtype) {
            case F16 -> 1;
            case BF16 -> 2;
            case F32 -> 3;
            default -> 0;
        };
    }

    /** Whether the processor has instructions for a type; oneDNN can do without, but slower than in F32. */
    static boolean isFast(DType dtype) {
        return switch (dtype) {
            case F16 -> Found.LIBRARY.isPresent() && (Found.LIBRARY.get().instructions & FP16) == FP16;
            case BF16 -> Found.LIBRARY.isPresent() && (Found.LIBRARY.get().instructions & BF16) == BF16;
            default -> true;
        };
    }

    /** What a function whose first parameter is a pointer to its result makes. */
    MemorySegment make(String function, Object... arguments) {
        try (var arena = Arena.ofConfined()) {
            var result = arena.allocate(ADDRESS);
            var all = new Object[arguments.length + 1];
            all[0] = result;
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            call(function, all);
            return result.get(ADDRESS, 0);
        }
    }

    /**
     * Calls a function that returns a status.
     *
     * @throws Unimplemented if oneDNN cannot do this on this processor
     */
    void call(String function, Object... arguments) {
        var handle = functions.computeIfAbsent(function, name -> library.function(name, type(arguments))
            .asSpreader(Object[].class, arguments.length));
        int status;
        try {
            status = (int) handle.invokeExact(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        if (status == UNIMPLEMENTED) {
            throw new Unimplemented(function);
        }
        if (status != 0) {
            throw new IllegalStateException("oneDNN: " + function + " failed with status " + status);
        }
    }

    private static FunctionDescriptor type(Object[] arguments) {
        var layouts = new MemoryLayout[arguments.length];
        for (var i = 0; i < layouts.length; i++) {
            layouts[i] = switch (arguments[i]) {
                case Integer _ -> JAVA_INT;
                case Long _ -> JAVA_LONG;
                case Float _ -> JAVA_FLOAT;
                default -> ADDRESS;
            };
        }
        return FunctionDescriptor.of(JAVA_INT, layouts);
    }

    /** A handle for a function that is called often. */
    MethodHandle handle(String function, ValueLayout... parameters) {
        return library.function(function, FunctionDescriptor.of(JAVA_INT, parameters), new Linker.Option[0]);
    }

    /** There is no implementation of what was asked for. */
    static final class Unimplemented extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unimplemented(String function) {
            super(function, null, false, false);
        }
    }
}
