package org.jolab.install;

import java.util.concurrent.Callable;
import org.jolab.api.UsageError;
import org.jolab.install.kernelspec.Kernelspec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code jolab uninstall}: makes Jupyter forget the kernel. */
@Command(name = "uninstall", description = "Removes the kernel from Jupyter.", mixinStandardHelpOptions = true,
    versionProvider = JolabCommand.Version.class)
final class UninstallCommand implements Callable<Integer> {

    @ParentCommand
    private JolabCommand jolab;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Place place;

    @Override
    public Integer call() throws InterruptedException {
        var folder = place.folder(jolab.machine());
        if (Kernelspec.isForeign(folder)) {
            throw new UsageError(folder.path() + " belongs to another kernel and stays; "
                + "if it has to go, use: jupyter kernelspec remove " + folder.path().getFileName());
        }
        var found = Kernelspec.read(folder).orElseThrow(() -> new UsageError("No kernel is installed in "
            + folder.path() + "; jolab doctor lists those that are."));
        found.delete();
        spec.commandLine().getOut().println("Removed the kernel \"" + found.name() + "\" from " + found.folder());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
