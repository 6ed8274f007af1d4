package org.jolab.install.kernelspec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jolab.api.UsageError;
import org.jolab.install.machine.Command;
import org.jolab.install.machine.Machine;

/** Where a kernelspec goes: the folder {@code kernels/NAME} of one of Jupyter's data folders. */
public record KernelFolder(Path path) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The folder for {@code name} in a data folder such as {@code ~/.local/share/jupyter}. */
    public static KernelFolder in(Path dataFolder, String name) {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new UsageError("\"" + name + "\" cannot be the name of a kernel; "
                + "use letters, digits, full stops, hyphens and underscores.");
        }
        return new KernelFolder(dataFolder.toAbsolutePath().resolve("kernels").resolve(name));
    }

    /** The data folder of everything installed under {@code prefix}. */
    public static Path dataFolder(Path prefix) {
        return prefix.resolve("share/jupyter");
    }

    /** The folder of the Python environment that is active here, as Python's {@code sys.prefix} tells it. */
    public static Path systemPrefix(Machine machine) throws InterruptedException {
        for (var name : new String[] {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
            var prefix = machine.variable(name).map(Path::of).filter(Files::isDirectory);
            if (prefix.isPresent()) {
                return prefix.get();
            }
        }
        for (var name : new String[] {"python3", "python"}) {
            var python = machine.program(name);
            if (python.isPresent()) {
                var answer = Command.ask(PATIENCE, python.get().toString(), "-c", "import sys; print(sys.prefix)");
                if (answer.succeeded()) {
                    return Path.of(answer.output());
                }
            }
        }
        throw new UsageError("--sys-prefix needs Python, and no python3 is in the PATH; use --user or --prefix DIR.");
    }
}
