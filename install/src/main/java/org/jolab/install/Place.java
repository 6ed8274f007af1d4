package org.jolab.install;

import java.nio.file.Path;
import org.jolab.install.kernelspec.KernelFolder;
import org.jolab.install.machine.Machine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say which kernelspec is meant. */
final class Place {

    @ArgGroup
    private Where where = new Where();

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "java",
        description = "The name by which notebooks ask for the kernel (default: ${DEFAULT-VALUE}).")
    private String name;

    /** At most one of these. */
    static final class Where {
        @Option(names = "--user", description = "For this user; the default.")
        private boolean user;

        @Option(names = "--sys-prefix", description = "For the active Python environment (venv or conda).")
        private boolean systemPrefix;

        @Option(names = "--prefix", paramLabel = "DIR", description = "Under DIR/share/jupyter.")
        private Path prefix;
    }

    KernelFolder folder(Machine machine) throws InterruptedException {
        var data = where.prefix != null ? KernelFolder.dataFolder(where.prefix)
            : where.systemPrefix ? KernelFolder.dataFolder(KernelFolder.systemPrefix(machine))
            : machine.jupyterDataFolder();
        return KernelFolder.in(data, name);
    }
}
