package org.jolab.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jolab.api.UsageError;
import org.jolab.install.kernelspec.AotCache;
import org.jolab.install.kernelspec.InstalledKernels;
import org.jolab.install.kernelspec.KernelFolder;
import org.jolab.install.kernelspec.Kernelspec;
import org.jolab.install.kernelspec.Launch;
import org.jolab.install.lab.JupyterLab;
import org.jolab.install.machine.Distribution;
import org.jolab.install.machine.Jdk;
import org.jolab.install.machine.Reasons;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code jolab lab}: opens a notebook in JupyterLab with the kernel ready, whatever is installed. */
@Command(name = "lab", description = "Opens a notebook, or the tour, in JupyterLab.", mixinStandardHelpOptions = true,
    versionProvider = JolabCommand.Version.class)
final class LabCommand implements Callable<Integer> {

    @ParentCommand
    private JolabCommand jolab;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NOTEBOOK",
        description = "The notebook or folder to open (default: the tour).")
    private Path notebook;

    @Parameters(index = "1..*", paramLabel = "OPTION",
        description = "Options for JupyterLab, behind a --, such as: -- --port 9999")
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        var distribution = jolab.distribution();
        var opened = notebook == null ? tour(distribution) : notebook;
        if (!Files.exists(opened)) {
            throw new UsageError("There is no file " + opened + ".");
        }
        var data = register(distribution);
        var lab = JupyterLab.find(jolab.machine(), this::say);
        return lab.open(opened, data, options);
    }

    /** Makes a kernelspec that only the JupyterLab started here sees, and returns its data folder. */
    private Path register(Distribution distribution) throws InterruptedException {
        var data = InstalledKernels.privateDataFolder(jolab.machine());
        var folder = KernelFolder.in(data, "java");
        var launch = Launch.of(Jdk.current(), distribution, List.of());
        var cache = AotCache.find(launch, folder.path());
        Kernelspec.write(folder, InstallCommand.DISPLAY_NAME, cache.map(launch::with).orElse(launch));
        if (cache.isEmpty()) {
            say("making the kernel's start-up cache (once, some seconds) ...");
            try {
                var made = AotCache.make(launch, folder.path());
                Kernelspec.write(folder, InstallCommand.DISPLAY_NAME, launch.with(made));
            } catch (UsageError e) {
                say(e.getMessage());
            }
        }
        say("the kernel is registered for this JupyterLab alone; jolab install registers it for all.");
        return data;
    }

    /** The tour itself in a source checkout, elsewhere a copy of it in the working directory. */
    private Path tour(Distribution distribution) {
        var tour = distribution.tour().orElseThrow(() -> new UsageError(
            "The distribution at " + distribution.home() + " has no examples/tour.ipynb; name a notebook."));
        if (!tour.startsWith(distribution.home())) {
            return tour;
        }
        var copy = Path.of("jolab-tour.ipynb").toAbsolutePath();
        try {
            if (!Files.exists(copy)) {
                Files.copy(tour, copy);
            }
            return copy;
        } catch (IOException e) {
            throw new UsageError("Cannot copy the tour to " + copy + " (" + Reasons.of(e)
                + "); change into a folder that can be written.", e);
        }
    }

    private void say(String text) {
        spec.commandLine().getErr().println("jolab: " + text);
        spec.commandLine().getErr().flush();
    }
}
