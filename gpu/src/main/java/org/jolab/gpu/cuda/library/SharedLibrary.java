package org.jolab.gpu.cuda.library;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.List;

/** A loaded library of C functions whose results are status codes, 0 for success. It stays loaded. */
public final class SharedLibrary {

    private final SymbolLookup symbols;
    private final String place;
    private final Errors errors;

    private SharedLibrary(SymbolLookup symbols, String place, Errors errors) {
        this.symbols = symbols;
        this.place = place;
        this.errors = errors;
    }

    /** Makes exceptions of a library's codes. */
    @FunctionalInterface
    public interface Errors {
        /** What to throw when {@code function} has returned {@code status}. */
        RuntimeException of(int status, String function);
    }

    /**
     * Loads {@code file}, or what the system's loader finds by that name if it has no folder.
     *
     * @param before files to load first, if that is possible
     * @throws IllegalArgumentException if it cannot be loaded
     */
    public static SharedLibrary open(Path file, List<Path> before, Errors errors) {
        for (var each : before) {
            try {
                SymbolLookup.libraryLookup(each, Arena.global());
            } catch (IllegalArgumentException e) {
                System.getLogger("org.jolab.gpu").log(System.Logger.Level.WARNING, "cannot load " + each, e);
            }
        }
        var symbols = file.getParent() == null ? SymbolLookup.libraryLookup(file.toString(), Arena.global())
            : SymbolLookup.libraryLookup(file, Arena.global());
        return new SharedLibrary(symbols, file.toString(), errors);
    }

    /** Its file, or its name if the system's loader found it. */
    public String place() {
        return place;
    }

    /** Whether it has a function called {@code name}. */
    public boolean has(String name) {
        return symbols.find(name).isPresent();
    }

    /**
     * A function that returns a status.
     *
     * @param types a letter for each parameter: i int, l long or a handle or an address, p memory of this program
     */
    public Function function(String name, String types) {
        return new Function(name, types);
    }

    /**
     * A handle to a function that returns an int, for calls that shall cost nothing.
     *
     * @throws UnsupportedOperationException if the library has no such function
     */
    public MethodHandle handle(String name, String types) {
        var layouts = types.chars().mapToObj(SharedLibrary::layout).toArray(MemoryLayout[]::new);
        return Linker.nativeLinker().downcallHandle(symbols.find(name).orElseThrow(() ->
            new UnsupportedOperationException(place + " has no " + name + "; it is too old")),
            FunctionDescriptor.of(JAVA_INT, layouts));
    }

    private static MemoryLayout layout(int letter) {
        return switch (letter) {
            case 'i' -> JAVA_INT;
            case 'l' -> JAVA_LONG;
            case 'p' -> ADDRESS;
            default -> throw new IllegalArgumentException("no type is called " + (char) letter);
        };
    }

    /** The C string at {@code address}; empty if that is null. */
    public static String text(long address) {
        return address == 0 ? "" : MemorySegment.ofAddress(address).reinterpret(1 << 16).getString(0);
    }

    /** A function of this library, bound when it is called first; may be called by any thread. */
    public final class Function {

        private final String name;
        private final String types;
        private volatile MethodHandle spread;

        private Function(String name, String types) {
            this.name = name;
            this.types = types;
        }

        /** Its name. */
        public String name() {
            return name;
        }

        /** Calls it and returns its status, whatever it is. */
        public int status(Object... arguments) {
            var handle = spread;
            if (handle == null) {
                handle = handle(name, types).asType(MethodType.genericMethodType(types.length())
                    .changeReturnType(int.class)).asSpreader(Object[].class, types.length());
                spread = handle;
            }
            try {
                return (int) handle.invokeExact(arguments);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        /** Calls it, and throws what the library's errors make of a status that is not 0. */
        public void call(Object... arguments) {
            var status = status(arguments);
            if (status != 0) {
                throw errors.of(status, name);
            }
        }

        /** Calls it with memory for a result as its first argument, and returns that result. */
        public long make(Object... arguments) {
            try (var arena = Arena.ofConfined()) {
                var result = arena.allocate(JAVA_LONG);
                var all = new Object[arguments.length + 1];
                all[0] = result;
                System.arraycopy(arguments, 0, all, 1, arguments.length);
                call(all);
                return result.get(JAVA_LONG, 0);
            }
        }
    }
}
