package org.jolab.install.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jolab.api.UsageError;
import org.jolab.install.machine.Command;
import org.jolab.install.machine.Machine;

/**
 * A Python environment of our own with JupyterLab in it, for machines that have none.
 *
 * @param folder where it is
 */
record PrivateEnvironment(Machine machine, Path folder) {

    /** The version that the kernel is tested with. */
    static final String JUPYTERLAB = "4.6.6";

    private static final String MARKER = "complete";
    private static final Duration QUICK = Duration.ofSeconds(30);
    /** The front end's half of Jupyter's widgets; the other half is the kernel's. */
    static final String WIDGETS = "3.0.17";
    private static final Duration INSTALLATION = Duration.ofMinutes(30);

    /** The environment in the machine's cache folder, made if it is not there or was left half made. */
    static PrivateEnvironment in(Machine machine, Consumer<String> say) throws InterruptedException {
        var environment = of(machine);
        if (!environment.isComplete()) {
            environment.make(say);
        }
        return environment;
    }

    /** The environment as it is: there, or not. */
    static PrivateEnvironment of(Machine machine) {
        return new PrivateEnvironment(machine, machine.cacheFolder()
            .resolve("lab/jupyterlab-" + JUPYTERLAB + "-" + WIDGETS));
    }

    boolean isComplete() {
        return Files.exists(folder.resolve(MARKER));
    }

    List<String> jupyterLab() {
        return List.of(machine.environmentProgram(folder, "jupyter-lab").toString());
    }

    private void make(Consumer<String> say) throws InterruptedException {
        var python = python();
        say.accept("JupyterLab is not installed; putting version " + JUPYTERLAB + " (250 MB on disk) into "
            + folder + " ...");
        var venv = Command.ask(INSTALLATION, python.toString(), "-m", "venv", "--clear", folder.toString());
        if (!venv.succeeded()) {
            throw new UsageError(venv.output().contains("ensurepip")
                ? "Python cannot make virtual environments; install what is missing: sudo apt-get install python3-venv"
                : "Python could not make a virtual environment in " + folder + ": " + venv.lastLine());
        }
        var pip = Command.ask(INSTALLATION, machine.environmentProgram(folder, "python").toString(), "-m", "pip",
            "install", "--quiet", "--disable-pip-version-check", "jupyterlab==" + JUPYTERLAB,
            "jupyterlab-widgets==" + WIDGETS);
        if (!pip.succeeded()) {
            throw new UsageError("JupyterLab could not be installed: " + pip.lastLine());
        }
        try {
            Files.createFile(folder.resolve(MARKER));
        } catch (IOException e) {
            throw new UsageError("Cannot write into " + folder + ".", e);
        }
    }

    private Path python() throws InterruptedException {
        for (var name : List.of("python3", "python")) {
            var python = machine.program(name);
            if (python.isPresent() && Command.ask(QUICK, python.get().toString(), "-c",
                "import sys; sys.exit(sys.version_info < (3, 10))").succeeded()) {
                return python.get();
            }
        }
        throw new UsageError("JupyterLab is not installed, and to install it Python 3.10 or later is needed; "
            + switch (machine.system()) {
                case LINUX -> "install it with: sudo apt-get install python3 python3-venv";
                case MACOS -> "install it with: brew install python";
                case WINDOWS -> "install it with: winget install Python.Python.3.13";
            });
    }
}
