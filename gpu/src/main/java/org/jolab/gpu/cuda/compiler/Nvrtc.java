package org.jolab.gpu.cuda.compiler;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jolab.gpu.cuda.driver.CudaException;
import org.jolab.gpu.cuda.library.CudaLibraries;
import org.jolab.gpu.cuda.library.Finding.Found;
import org.jolab.gpu.cuda.library.SharedLibrary;
import org.jolab.gpu.cuda.library.SharedLibrary.Function;

/** NVIDIA's compiler of CUDA C++ as a library; may be used by any thread. Needs no GPU. */
public final class Nvrtc {

    private static final int COMPILATION = 6;
    private static final System.Logger LOG = System.getLogger("org.jolab.gpu");

    private final SharedLibrary library;
    private final List<Path> headers;
    private final String version;
    private final List<Integer> architectures;
    private final Function create;
    private final Function destroy;
    private final Function compile;
    private final Function addName;
    private final Function loweredName;

    private Nvrtc(SharedLibrary library, List<Path> headers) {
        this.library = library;
        this.headers = headers;
        this.create = library.function("nvrtcCreateProgram", "pppipp");
        this.destroy = library.function("nvrtcDestroyProgram", "p");
        this.compile = library.function("nvrtcCompileProgram", "lip");
        this.addName = library.function("nvrtcAddNameExpression", "lp");
        this.loweredName = library.function("nvrtcGetLoweredName", "lpp");
        this.version = askVersion();
        this.architectures = askArchitectures();
    }

    /**
     * Loads it, and before it the file of built-in functions that it asks for by a bare name.
     *
     * @param headers folders in which {@code #include} looks; if none, those that the library may bring are used
     * @throws IllegalArgumentException if the file cannot be loaded
     */
    public static Nvrtc load(Found found, List<Path> headers) {
        return new Nvrtc(SharedLibrary.open(found.file(), CudaLibraries.before(found), Nvrtc::error), headers);
    }

    private static RuntimeException error(int status, String function) {
        return new CudaException(status, "%s: %s".formatted(function, switch (status) {
            case 1 -> "out of memory";
            case 4 -> "invalid program";
            case 5 -> "invalid option";
            case 7 -> "its file of built-in functions (libnvrtc-builtins) was not found";
            case 8 -> "no such name";
            default -> "NVRTC's error " + status;
        }));
    }

    /** Its version, such as 12.9. */
    public String version() {
        return version;
    }

    /** Its file. */
    public String place() {
        return library.place();
    }

    /** The compute capabilities that it compiles for, times 10, ascending. */
    public List<Integer> architectures() {
        return architectures;
    }

    private String askVersion() {
        try (var arena = Arena.ofConfined()) {
            var major = arena.allocate(JAVA_INT);
            var minor = arena.allocate(JAVA_INT);
            library.function("nvrtcVersion", "pp").call(major, minor);
            return major.get(JAVA_INT, 0) + "." + minor.get(JAVA_INT, 0);
        }
    }

    private List<Integer> askArchitectures() {
        try (var arena = Arena.ofConfined()) {
            var count = arena.allocate(JAVA_INT);
            library.function("nvrtcGetNumSupportedArchs", "p").call(count);
            var all = arena.allocate(JAVA_INT, Math.max(1, count.get(JAVA_INT, 0)));
            library.function("nvrtcGetSupportedArchs", "p").call(all);
            var found = new ArrayList<Integer>();
            for (var i = 0; i < count.get(JAVA_INT, 0); i++) {
                found.add(all.getAtIndex(JAVA_INT, i));
            }
            found.sort(null);
            return List.copyOf(found);
        }
    }

    /**
     * What to compile for on a device of compute capability {@code capability}: {@code sm_90}, machine code for it or
     * for the nearest before it of its family; {@code compute_90}, code that the driver translates, if the device is
     * newer than all that is known here; null if the device is too old.
     */
    public String target(int capability) {
        var family = architectures.stream().filter(each -> each / 10 == capability / 10 && each <= capability)
            .reduce((_, later) -> later);
        if (family.isPresent()) {
            return "sm_" + family.get();
        }
        return architectures.stream().filter(each -> each < capability).reduce((_, later) -> later)
            .map(each -> "compute_" + each).orElse(null);
    }

    /**
     * Compiles.
     *
     * @param target such as {@code sm_90}; see {@link #target}
     * @throws CompileException if the text is wrong
     */
    public Compiled compile(Source source, String target) {
        try (var arena = Arena.ofConfined()) {
            var program = arena.allocate(ADDRESS);
            create.call(program, arena.allocateFrom(source.text()), arena.allocateFrom(source.name()), 0,
                MemorySegment.NULL, MemorySegment.NULL);
            try {
                return compile(source, target, program.get(JAVA_LONG, 0), arena);
            } finally {
                destroy.call(program);
            }
        }
    }

    private Compiled compile(Source source, String target, long program, Arena arena) {
        for (var expression : source.expressions()) {
            addName.call(program, arena.allocateFrom(expression));
        }
        var options = new ArrayList<String>();
        options.add("--gpu-architecture=" + target);
        options.addAll(source.options());
        if (source.text().contains("#include")) {
            headers().forEach(folder -> options.add("--include-path=" + folder));
        }
        var pointers = arena.allocate(ADDRESS, options.size());
        for (var i = 0; i < options.size(); i++) {
            pointers.setAtIndex(ADDRESS, i, arena.allocateFrom(options.get(i)));
        }
        var status = compile.status(program, options.size(), pointers);
        var log = new String(bytes("nvrtcGetProgramLog", program, arena), StandardCharsets.UTF_8).replace("\0", "");
        if (status == COMPILATION || status == 5) {
            throw CompileException.of("NVRTC refuses " + (status == 5 ? "an option" : source.name()), log);
        }
        if (status != 0) {
            throw error(status, "nvrtcCompileProgram");
        }
        var symbols = new HashMap<String, String>();
        for (var expression : source.expressions()) {
            var name = arena.allocate(ADDRESS);
            loweredName.call(program, arena.allocateFrom(expression), name);
            symbols.put(expression, SharedLibrary.text(name.get(JAVA_LONG, 0)));
        }
        return new Compiled(bytes(target.startsWith("sm_") ? "nvrtcGetCUBIN" : "nvrtcGetPTX", program, arena), symbols,
            log);
    }

    /** The machine's folders of headers, or else those that newer versions of the library carry with them. */
    private List<Path> headers() {
        if (!headers.isEmpty() || !library.has("nvrtcInstallBundledHeaders")) {
            return headers;
        }
        var folder = CubinCache.user("cuda-headers-" + version);
        if (folder == null) {
            return headers;
        }
        try (var arena = Arena.ofConfined()) {
            Files.createDirectories(folder.getParent());
            var problem = arena.allocate(ADDRESS);
            var status = library.function("nvrtcInstallBundledHeaders", "pip").status(
                arena.allocateFrom(folder.toString()), 0, problem);
            if (status != 0) {
                LOG.log(System.Logger.Level.WARNING, "CUDA's headers cannot be put into " + folder + ": "
                    + SharedLibrary.text(problem.get(JAVA_LONG, 0)));
                return headers;
            }
            return List.of(folder, folder.resolve("cccl"));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "CUDA's headers cannot be put into " + folder + ": " + e);
            return headers;
        }
    }

    private byte[] bytes(String function, long program, Arena arena) {
        var size = arena.allocate(JAVA_LONG);
        library.function(function + "Size", "lp").call(program, size);
        var bytes = arena.allocate(Math.max(1, size.get(JAVA_LONG, 0)));
        library.function(function, "lp").call(program, bytes);
        return bytes.asSlice(0, size.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
    }
}
