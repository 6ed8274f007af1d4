package org.jolab.install.machine;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the commands ask of the system that they run on; tests make one up.
 *
 * @param system the kind of system
 * @param userHome the user's home folder
 * @param environment the environment variables
 */
public record Machine(OperatingSystem system, Path userHome, Map<String, String> environment) {

    /** The systems that put things into different folders. */
    public enum OperatingSystem { LINUX, MACOS, WINDOWS }

    /** The machine that this JVM runs on. */
    public static Machine current() {
        var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var system = name.contains("windows") ? OperatingSystem.WINDOWS
            : name.contains("mac") ? OperatingSystem.MACOS : OperatingSystem.LINUX;
        return new Machine(system, Path.of(System.getProperty("user.home")), System.getenv());
    }

    /** An environment variable; empty when it is not set or blank. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** The folder for things that can be made again: caches, fetched JDKs, JupyterLab's private environment. */
    public Path cacheFolder() {
        return folder("XDG_CACHE_HOME").map(cache -> cache.resolve("jolab")).orElseGet(() -> switch (system) {
            case LINUX -> userHome.resolve(".cache/jolab");
            case MACOS -> userHome.resolve("Library/Caches/jolab");
            case WINDOWS -> folder("LOCALAPPDATA").orElse(userHome.resolve("AppData/Local")).resolve("jolab/cache");
        });
    }

    /**
     * The folder of the user's own kernelspecs and other Jupyter data.
     *
     * @see <a href="https://jupyter.readthedocs.io/en/latest/use/jupyter-directories.html">Jupyter's folders</a>
     */
    public Path jupyterDataFolder() {
        var platform = variable("JUPYTER_PLATFORM_DIRS").filter(value -> !List.of("0", "false", "no").contains(value));
        return folder("JUPYTER_DATA_DIR").orElseGet(() -> switch (system) {
            case LINUX -> folder("XDG_DATA_HOME").orElse(userHome.resolve(".local/share")).resolve("jupyter");
            case MACOS -> userHome.resolve(
                platform.isPresent() ? "Library/Application Support/Jupyter" : "Library/Jupyter");
            case WINDOWS -> folder(platform.isPresent() ? "LOCALAPPDATA" : "APPDATA")
                .orElse(userHome.resolve("AppData/Roaming")).resolve("jupyter");
        });
    }

    /** Every folder in which Jupyter looks for data, the first wins; folders of Python environments are not known. */
    public List<Path> jupyterPath() {
        var listed = variable("JUPYTER_PATH").stream()
            .flatMap(paths -> Arrays.stream(paths.split(File.pathSeparator)))
            .filter(path -> !path.isBlank()).map(Path::of);
        var environments = Stream.of("VIRTUAL_ENV", "CONDA_PREFIX").flatMap(name -> folder(name).stream())
            .map(prefix -> prefix.resolve("share/jupyter"));
        var shared = system == OperatingSystem.WINDOWS
            ? folder("PROGRAMDATA").stream().map(data -> data.resolve("jupyter"))
            : Stream.of(Path.of("/usr/local/share/jupyter"), Path.of("/usr/share/jupyter"));
        return Stream.of(listed, Stream.of(jupyterDataFolder()), environments, shared)
            .flatMap(paths -> paths).distinct().toList();
    }

    /** The program that the shell would start for {@code name}. */
    public Optional<Path> program(String name) {
        var names = system == OperatingSystem.WINDOWS
            ? List.of(name + ".exe", name + ".cmd", name + ".bat") : List.of(name);
        return variable("PATH").stream()
            .flatMap(path -> Arrays.stream(path.split(File.pathSeparator)))
            .filter(folder -> !folder.isBlank())
            .flatMap(folder -> names.stream().map(Path.of(folder)::resolve))
            .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
            .findFirst();
    }

    /** A program of the Python environment at {@code prefix}; it may not be there. */
    public Path environmentProgram(Path prefix, String name) {
        return system == OperatingSystem.WINDOWS
            ? prefix.resolve("Scripts").resolve(name + ".exe") : prefix.resolve("bin").resolve(name);
    }

    /** Whether a browser could show itself. */
    public boolean hasDisplay() {
        return system != OperatingSystem.LINUX
            || variable("DISPLAY").isPresent() || variable("WAYLAND_DISPLAY").isPresent();
    }

    private Optional<Path> folder(String variable) {
        return variable(variable).map(Path::of);
    }
}
