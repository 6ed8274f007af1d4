package org.jolab.gpu.cpu;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /**
     * What is looked for: the file that the system property names ("none" for nothing), a jar on the class path, one in
     * the distribution's {@code lib/native} or in the folder {@code -Dorg.jolab.gpu.natives=FOLDER}, the system's.
     *
     * @param name as people call it
     * @param jar which brings it
     * @param files in the jar; the last is the library, the others are what it needs
     * @param system what the library is called where the system has it
     */
    record Wanted(String name, Jar jar, List<String> files, List<String> system) {
    }

    /**
     * A jar of the group org.bytedeco, whose classifier is the {@linkplain #platform() platform}.
     *
     * @param version the one that has been tried
     * @param property the system property that names a file instead
     */
    record Jar(String artifact, String version, String property) {

        String folder() {
            return "org/bytedeco/" + artifact + "/" + platform() + "/";
        }
    }

    /**
     * What was found, or why nothing was.
     *
     * @param library empty if there is none
     * @param reason of each place where it was not
     */
    record Search(Optional<NativeLibrary> library, List<String> reason) {
    }

    /** Looks in every place, the first that works wins. */
    static Search find(Wanted wanted) {
        var given = System.getProperty(wanted.jar.property, "");
        List<String> reasons = new ArrayList<>();
        if (given.equals("none")) {
            return new Search(Optional.empty(), List.of("-D" + wanted.jar.property + "=none"));
        }
        if (!given.isBlank()) {
            return new Search(open(Path.of(given), reasons), reasons);
        }
        if (!NativeLibrary.class.getModule().isNativeAccessEnabled()) {
            return new Search(Optional.empty(), List.of("Java was started without --enable-native-access=ALL-UNNAMED"));
        }
        var found = resource(wanted, reasons).flatMap(resource -> unpacked(wanted, resource, reasons))
            .or(() -> system(wanted, reasons));
        return new Search(found, reasons);
    }

    /** Where the jar's library is; libraries that a notebook adds are seen by the thread's loader only. */
    private static Optional<URL> resource(Wanted wanted, List<String> reasons) {
        var last = wanted.jar.folder() + wanted.files.getLast();
        for (var loader : new ClassLoader[] {NativeLibrary.class.getClassLoader(),
            Thread.currentThread().getContextClassLoader()}) {
            var found = loader == null ? null : loader.getResource(last);
            if (found != null) {
                return Optional.of(found);
            }
        }
        var folder = folder();
        var ending = "-" + platform() + ".jar";
        if (folder.isPresent() && Files.isDirectory(folder.get())) {
            try (var jars = Files.list(folder.get())) {
                var jar = jars.filter(each -> each.getFileName().toString().startsWith(wanted.jar.artifact + "-")
                    && each.getFileName().toString().endsWith(ending)).findFirst();
                if (jar.isPresent()) {
                    return Optional.of(URI.create("jar:" + jar.get().toUri() + "!/" + last).toURL());
                }
            } catch (IOException e) {
                reasons.add("cannot read " + folder.get() + ": " + e.getMessage());
            }
        }
        reasons.add("no org.bytedeco:" + wanted.jar.artifact + " for " + platform() + " on the class path"
            + folder.map(each -> " or in " + each).orElse(""));
        return Optional.empty();
    }

    /** The distribution's, beside the folder in which this class's jar lies. */
    private static Optional<Path> folder() {
        var given = System.getProperty("org.jolab.gpu.natives");
        if (given != null) {
            return Optional.of(Path.of(given));
        }
        try {
            var source = NativeLibrary.class.getProtectionDomain().getCodeSource();
            var jar = source == null ? null : Path.of(source.getLocation().toURI());
            return jar == null || !Files.isRegularFile(jar) ? Optional.empty()
                : Optional.of(jar.getParent().resolveSibling("native"));
        } catch (java.net.URISyntaxException | RuntimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<NativeLibrary> unpacked(Wanted wanted, URL resource, List<String> reasons) {
        try {
            var cache = UserCache.ofUser();
            var base = resource.toString().substring(0, resource.toString().lastIndexOf('/') + 1);
            var group = wanted.jar.artifact + "-" + Integer.toHexString(base.hashCode());
            List<Path> unpacked = new ArrayList<>();
            for (var file : wanted.files) {
                var url = url(base + file);
                if (file.equals(wanted.files.getLast()) || exists(url)) {
                    unpacked.add(cache.unpack(url, group));
                }
            }
            // Alone first: the system's own libgcc is newer than the jar's, or not, and others may need it.
            var quiet = new ArrayList<String>();
            var found = open(unpacked.getLast(), quiet);
            if (found.isEmpty()) {
                unpacked.subList(0, unpacked.size() - 1).forEach(each -> open(each, quiet));
                found = open(unpacked.getLast(), reasons);
            }
            return found;
        } catch (IOException | RuntimeException e) {
            reasons.add("cannot unpack " + resource + " to " + UserCache.ofUser().folder() + ": " + e);
            return Optional.empty();
        }
    }

    private static URL url(String text) throws MalformedURLException {
        return URI.create(text).toURL();
    }

    private static boolean exists(URL url) {
        try {
            var connection = url.openConnection();
            connection.setUseCaches(false);
            connection.getInputStream().close();
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static Optional<NativeLibrary> system(Wanted wanted, List<String> reasons) {
        for (var name : wanted.system) {
            for (var folder : List.of("/opt/homebrew/opt/openblas/lib", "/usr/local/opt/openblas/lib")) {
                if (Files.exists(Path.of(folder, name))) {
                    return open(Path.of(folder, name), reasons);
                }
            }
            try {
                return Optional.of(new NativeLibrary(SymbolLookup.libraryLookup(name, Arena.global()), name));
            } catch (IllegalArgumentException _) {
                // Not there; the next may be.
            }
        }
        reasons.add("the system has no " + String.join(" or ", wanted.system));
        return Optional.empty();
    }

    private static Optional<NativeLibrary> open(Path file, List<String> reasons) {
        try {
            return Optional.of(new NativeLibrary(SymbolLookup.libraryLookup(file, Arena.global()), file.toString()));
        } catch (IllegalArgumentException e) {
            reasons.add(e.getMessage());
            return Optional.empty();
        }
    }

    /** This platform as JavaCPP calls it, such as {@code linux-x86_64}. */
    static String platform() {
        var processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return kind("linux", "macosx", "windows") + "-"
            + (processor.equals("aarch64") ? "arm64" : processor.equals("amd64") ? "x86_64" : processor);
    }

    /** What applies to this system. */
    static <T> T kind(T linux, T mac, T windows) {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return system.startsWith("linux") ? linux : system.startsWith("mac") ? mac : windows;
    }

    /**
     * A function of the library.
     *
     * @throws IllegalStateException if it has none of that name
     */
    MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
        return symbols.find(name).map(address -> Linker.nativeLinker().downcallHandle(address, type, options))
            .orElseThrow(() -> new IllegalStateException(place + " has no " + name));
    }
}
