package org.jolab.gpu.cpu;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A library of C functions, with where it was found.
 *
 * @param symbols its functions
 * @param place its file, or its name if the system's loader found it
 */
record NativeLibrary(SymbolLookup symbols, String place) {

    /** The first of {@code names} that the system's loader or one of {@code folders} has. */
    static Optional<NativeLibrary> ofSystem(List<String> names, List<Path> folders) {
        for (var name : names) {
            for (var folder : folders) {
                var found = Files.exists(folder.resolve(name)) ? open(folder.resolve(name)) : null;
                if (found != null) {
                    return Optional.of(found);
                }
            }
            try {
                return Optional.of(new NativeLibrary(SymbolLookup.libraryLookup(name, Arena.global()), name));
            } catch (IllegalArgumentException e) {
                // Not there; the next may be.
            }
        }
        return Optional.empty();
    }

    /** The library in {@code file}; null if it cannot be loaded. */
    static NativeLibrary open(Path file) {
        try {
            return new NativeLibrary(SymbolLookup.libraryLookup(file, Arena.global()), file.toString());
        } catch (IllegalArgumentException e) {
            System.getLogger("org.jolab.gpu").log(System.Logger.Level.WARNING, "cannot load " + file, e);
            return null;
        }
    }

    /**
     * The last of {@code files} from a folder of the class path, such as those of the jars of JavaCPP's presets, copied
     * to the user's cache. The others are what it needs, and are loaded before if they are there.
     */
    static Optional<NativeLibrary> ofClassPath(String folder, List<String> files) {
        NativeLibrary last = null;
        for (var file : files) {
            var resource = resource(folder + "/" + file);
            if (resource == null) {
                last = null;
                continue;
            }
            try {
                var connection = resource.openConnection();
                var target = cache().resolve(folder.replace('/', '-')).resolve(
                    connection.getContentLengthLong() + "-" + connection.getLastModified()).resolve(file);
                if (!Files.exists(target)) {
                    Files.createDirectories(target.getParent());
                    var fresh = Files.createTempFile(target.getParent(), file, ".new");
                    try (var in = connection.getInputStream()) {
                        Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
                    }
                    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
                }
                last = open(target);
            } catch (IOException e) {
                System.getLogger("org.jolab.gpu").log(System.Logger.Level.WARNING, "cannot unpack " + resource, e);
                return Optional.empty();
            }
        }
        return Optional.ofNullable(last);
    }

    /** Libraries that a notebook adds are seen by the thread's loader only. */
    private static URL resource(String name) {
        var own = NativeLibrary.class.getClassLoader().getResource(name);
        var context = Thread.currentThread().getContextClassLoader();
        return own != null || context == null ? own : context.getResource(name);
    }

    private static Path cache() {
        var given = System.getenv("XDG_CACHE_HOME");
        return (given != null && !given.isBlank() ? Path.of(given) : Path.of(System.getProperty("user.home"), ".cache"))
            .resolve("jolab").resolve("native");
    }

    /** This platform as JavaCPP calls it, such as {@code linux-x86_64}. */
    static String platform() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return (system.startsWith("linux") ? "linux" : system.startsWith("mac") ? "macosx" : "windows") + "-"
            + (processor.equals("aarch64") ? "arm64" : processor.equals("amd64") ? "x86_64" : processor);
    }

    /** A function of the library; empty if it has none of that name. */
    Optional<MethodHandle> function(String name, FunctionDescriptor type) {
        return symbols.find(name).map(address -> Linker.nativeLinker().downcallHandle(address, type));
    }
}
