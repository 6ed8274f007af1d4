package org.jolab.gpu.cuda.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jolab.gpu.cuda.library.Finding.Found;
import org.jolab.gpu.cuda.library.Finding.Missing;

/**
 * Finds CUDA's libraries: in the folders that {@code -Dorg.jolab.gpu.cuda.libs} names, in toolkits
 * ({@code CUDA_HOME}, {@code CUDA_PATH}, {@code /usr/local/cuda*}), among the packages of Python and Conda, where the
 * system's loader looks, and in the user's cache.
 */
public final class CudaLibraries {

    private static final Pattern VERSION = Pattern.compile("\\.so\\.([\\d.]+)$");

    private final Machine machine;
    private final List<Path> folders;

    /** Looks on {@code machine} at once. */
    public CudaLibraries(Machine machine) {
        this.machine = machine;
        this.folders = Folders.of(machine);
    }

    /** Where is looked, in order. */
    public List<Path> folders() {
        return folders;
    }

    /** The best library for a driver that supports CUDA {@code newest}; its major version. */
    public Finding find(CudaLibrary library, int newest) {
        var all = all(library, newest);
        return all.isEmpty() ? missing(library, newest) : all.getFirst();
    }

    /** All that can be used with a driver that supports CUDA {@code newest}, best first. */
    public List<Found> all(CudaLibrary library, int newest) {
        var found = new ArrayList<Found>();
        for (var major : CudaLibrary.MAJORS) {
            if (major > newest) {
                continue;
            }
            for (var folder : folders) {
                for (var name : library.files(major, machine.isWindows())) {
                    var file = folder.resolve(name);
                    if (Files.exists(file)) {
                        found.add(new Found(library, file, major, version(library, file, major)));
                    }
                }
            }
        }
        return found;
    }

    private Missing missing(CudaLibrary library, int newest) {
        var major = CudaLibrary.MAJORS.stream().filter(each -> each <= newest).findFirst()
            .orElse(CudaLibrary.MAJORS.getLast());
        // The newest that is on the package index, as far as is known here.
        var usual = Math.min(major, 13);
        var newer = all(library, Integer.MAX_VALUE);
        var reason = newer.isEmpty()
            ? "no " + library.files(usual, machine.isWindows()).getFirst() + " in " + folders.size() + " folders"
            : "%s is for a newer driver than this one of CUDA %d".formatted(newer.getFirst().file(), newest);
        return new Missing(library, reason, library.command(usual));
    }

    /** Files that have to be loaded before {@code found}, which asks for them by a bare name. */
    public static List<Path> before(Found found) {
        var folder = found.file().getParent();
        if (folder == null) {
            return List.of();
        }
        return switch (found.library()) {
            case DRIVER -> List.of();
            case NVRTC -> Stream.concat(
                Machine.children(folder, "libnvrtc-builtins.so." + found.major() + "*").stream(),
                Machine.children(folder, "nvrtc-builtins64_" + found.major() + "*.dll").stream()).limit(1).toList();
            case CUBLASLT -> Stream.of(folder, folder.resolve("../../cuda_runtime/lib"))
                .map(each -> each.resolve("libcudart.so." + found.major()).normalize()).filter(Files::exists).limit(1)
                .toList();
        };
    }

    /** Folders of headers such as {@code cuda_fp16.h} that go with {@code found}, for a compiler's {@code -I}. */
    public List<Path> headers(Found found) {
        var folder = found.file().getParent();
        var near = folder == null ? Stream.<Path>empty() : Stream.of(folder.resolve("../include"),
            folder.resolve("../../include"), folder.resolve("../../../include"),
            folder.resolve("../../cuda_runtime/include"));
        var far = folders.stream().flatMap(each -> Stream.of(each.resolve("../include"),
            each.resolve("../../../include")));
        return Stream.concat(near, far).map(Path::normalize).distinct()
            .filter(each -> Files.exists(each.resolve("cuda_fp16.h"))).limit(1).toList();
    }

    private String version(CudaLibrary library, Path file, int major) {
        try {
            var named = VERSION.matcher(file.toRealPath().getFileName().toString());
            if (named.find() && named.group(1).contains(".")) {
                return named.group(1);
            }
        } catch (IOException e) {
            return String.valueOf(major);
        }
        var distribution = library == CudaLibrary.NVRTC ? "nvidia_cuda_nvrtc" : "nvidia_cublas";
        for (var packages : Folders.packages(machine)) {
            if (file.startsWith(packages)) {
                for (var each : Machine.children(packages, distribution + "*.dist-info")) {
                    var name = each.getFileName().toString().replace(".dist-info", "");
                    var version = name.substring(name.lastIndexOf('-') + 1);
                    if (version.startsWith(major + ".")) {
                        return version;
                    }
                }
            }
        }
        return String.valueOf(major);
    }
}
