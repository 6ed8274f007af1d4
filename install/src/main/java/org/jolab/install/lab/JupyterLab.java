package org.jolab.install.lab;

import java.io.File;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jolab.api.UsageError;
import org.jolab.install.machine.Command;
import org.jolab.install.machine.Machine;
import sun.misc.Signal;

/**
 * A JupyterLab that can be started.
 *
 * @param command the words that start it
 */
public record JupyterLab(Machine machine, List<String> command) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The one that is installed, or else a private one, which is made now; {@code say} hears what takes time. */
    public static JupyterLab find(Machine machine, Consumer<String> say) throws InterruptedException {
        var installed = installed(machine);
        return installed.isPresent()
            ? installed.get() : new JupyterLab(machine, PrivateEnvironment.in(machine, say).jupyterLab());
    }

    /** The private one, if it was made. */
    public static Optional<JupyterLab> made(Machine machine) {
        return Optional.of(PrivateEnvironment.of(machine)).filter(PrivateEnvironment::isComplete)
            .map(environment -> new JupyterLab(machine, environment.jupyterLab()));
    }

    /** The one of the active Python environment, of the PATH, or of the PATH's Python. */
    public static Optional<JupyterLab> installed(Machine machine) throws InterruptedException {
        var active = Stream.of("VIRTUAL_ENV", "CONDA_PREFIX")
            .flatMap(name -> machine.variable(name).stream())
            .map(prefix -> machine.environmentProgram(Path.of(prefix), "jupyter-lab"))
            .filter(Files::isExecutable).findFirst();
        var program = active.or(() -> machine.program("jupyter-lab"));
        // Asked whether they work: shims and environments that were moved are there and do not.
        if (program.isPresent() && Command.ask(PATIENCE, program.get().toString(), "--version").succeeded()) {
            return Optional.of(new JupyterLab(machine, List.of(program.get().toString())));
        }
        for (var name : List.of("python3", "python")) {
            var python = machine.program(name);
            if (python.isPresent()
                && Command.ask(PATIENCE, python.get().toString(), "-c", "import jupyterlab").succeeded()) {
                return Optional.of(new JupyterLab(machine, List.of(python.get().toString(), "-m", "jupyterlab")));
            }
        }
        return Optional.empty();
    }

    /** Its version; empty if it does not tell. */
    public Optional<String> version() throws InterruptedException {
        var words = new ArrayList<>(command);
        words.add("--version");
        return Optional.of(Command.ask(PATIENCE, words)).filter(Command::succeeded).map(Command::lastLine);
    }

    /**
     * Opens {@code notebook} and returns JupyterLab's exit code when it is shut down. Its token is in the address that
     * it prints; a browser is opened where there is a display.
     *
     * @param kernels a data folder whose kernelspecs come before all others
     * @param options more options for JupyterLab
     */
    public int open(Path notebook, Path kernels, List<String> options) throws InterruptedException {
        var words = new ArrayList<>(command);
        var path = notebook.toAbsolutePath();
        var isFolder = Files.isDirectory(path);
        // Not simply the file's name as an argument: then the address that is printed would not lead to the notebook.
        words.add("--ServerApp.root_dir=" + (isFolder ? path : path.getParent()));
        if (!isFolder) {
            words.add("--LabApp.default_url=/lab/tree/" + encoded(path.getFileName().toString()));
        }
        if (!machine.hasDisplay()) {
            words.add("--no-browser");
        }
        if (isRoot()) {
            // Jupyter refuses root unless told; containers have no other user.
            words.add("--allow-root");
        }
        words.addAll(options);
        var builder = new ProcessBuilder(words).inheritIO();
        builder.environment().merge("JUPYTER_PATH", kernels.toString(), (old, ours) -> ours + File.pathSeparator + old);
        // Ctrl-C is for JupyterLab, which asks whether it is meant; this process waits for the answer.
        Signal.handle(new Signal("INT"), signal -> { });
        try {
            var process = builder.start();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
            return process.waitFor();
        } catch (IOException e) {
            throw new UsageError("JupyterLab could not be started: " + e.getMessage(), e);
        }
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
