package org.jolab.gpu.cuda.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where CUDA's libraries may be, in the order in which they are looked for. */
final class Folders {

    /** Below a toolkit's folder. */
    private static final List<String> TOOLKIT = List.of("lib64", "lib", "targets/x86_64-linux/lib",
        "targets/sbsa-linux/lib", "targets/aarch64-linux/lib", "bin", "bin/x64");

    /** Below {@code nvidia/PACKAGE} of Python's packages. */
    private static final List<String> WHEEL = List.of("lib", "bin", "bin/x86_64");

    private final Machine machine;
    private final Set<Path> folders = new LinkedHashSet<>();

    private Folders(Machine machine) {
        this.machine = machine;
    }

    /** All that exist. */
    static List<Path> of(Machine machine) {
        var all = new Folders(machine);
        all.collect();
        return List.copyOf(all.folders);
    }

    /** Those of Python's packages, {@code site-packages} and the like, that exist. */
    static List<Path> packages(Machine machine) {
        return new Folders(machine).python();
    }

    private void collect() {
        machine.list(machine.given()).forEach(this::add);
        for (var variable : List.of("CUDA_HOME", "CUDA_PATH")) {
            if (!machine.variable(variable).isBlank()) {
                toolkit(Path.of(machine.variable(variable)));
            }
        }
        toolkit(machine.at("/usr/local/cuda"));
        Machine.children(machine.at("/usr/local"), "cuda-*").forEach(this::toolkit);
        Machine.children(machine.at("/opt"), "cuda*").forEach(this::toolkit);
        machine.list(machine.variable(machine.isWindows() ? "PATH" : "LD_LIBRARY_PATH")).forEach(this::add);
        if (!machine.variable("CONDA_PREFIX").isBlank()) {
            toolkit(Path.of(machine.variable("CONDA_PREFIX")));
        }
        for (var packages : python()) {
            for (var each : Machine.children(packages.resolve("nvidia"), "*")) {
                WHEEL.forEach(name -> add(each.resolve(name)));
            }
        }
        for (var known : List.of("/usr/lib64-nvidia", "/usr/lib/wsl/lib", "/usr/local/nvidia/lib64",
            "/usr/local/nvidia/lib", "/run/opengl-driver/lib")) {
            add(machine.at(known));
        }
        loader();
        add(machine.cache());
    }

    private void toolkit(Path folder) {
        TOOLKIT.forEach(name -> add(folder.resolve(name)));
    }

    private void add(Path folder) {
        if (Files.isDirectory(folder)) {
            folders.add(folder.toAbsolutePath());
        }
    }

    /** The folders of what the system's loader would find by name. */
    private void loader() {
        if (machine.isWindows() || !machine.root().equals(Path.of("/"))) {
            return;
        }
        var program = Files.isExecutable(Path.of("/sbin/ldconfig")) ? "/sbin/ldconfig" : "ldconfig";
        Machine.output(program, "-p").stream().filter(line -> line.contains("libcuda.so")
            || line.contains("libnvrtc.so") || line.contains("libcublasLt.so")).forEach(line ->
                add(Path.of(line.substring(line.indexOf("=>") + 2).strip()).getParent()));
    }

    private List<Path> python() {
        var prefixes = new LinkedHashSet<Path>();
        for (var variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
            if (!machine.variable(variable).isBlank()) {
                prefixes.add(Path.of(machine.variable(variable)));
            }
        }
        var interpreter = interpreter();
        if (interpreter != null) {
            prefixes.add(interpreter);
        }
        prefixes.add(machine.isWindows() ? machine.home() : machine.home().resolve(".local"));
        prefixes.add(machine.at("/usr/local"));
        prefixes.add(machine.at("/usr"));
        var found = new ArrayList<Path>();
        for (var prefix : prefixes) {
            Stream.of(prefix.resolve("Lib")).forEach(each -> sites(each, found));
            for (var lib : List.of("lib", "lib64")) {
                Machine.children(prefix.resolve(lib), "python3*").forEach(each -> sites(each, found));
            }
        }
        return found;
    }

    private static void sites(Path folder, List<Path> found) {
        for (var name : List.of("site-packages", "dist-packages")) {
            if (Files.isDirectory(folder.resolve(name).resolve("nvidia"))) {
                found.add(folder.resolve(name));
            }
        }
    }

    /** The folder in which the Python on the path is installed; null if there is none. */
    private Path interpreter() {
        for (var folder : machine.list(machine.variable("PATH"))) {
            var python = folder.resolve(machine.isWindows() ? "python.exe" : "python3");
            if (Files.isExecutable(python)) {
                // A script that stands for an interpreter, such as pyenv's, has to be asked.
                return isScript(python) ? Machine.output(python.toString(), "-c", "import sys; print(sys.prefix)")
                    .stream().findFirst().map(Path::of).orElse(null)
                    : machine.isWindows() ? folder : folder.getParent();
            }
        }
        return null;
    }

    private static boolean isScript(Path file) {
        try (var in = Files.newInputStream(file)) {
            return in.read() == '#' && in.read() == '!';
        } catch (IOException e) {
            return false;
        }
    }
}
