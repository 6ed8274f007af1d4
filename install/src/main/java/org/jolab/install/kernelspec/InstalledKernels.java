package org.jolab.install.kernelspec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jolab.install.machine.Distribution;
import org.jolab.install.machine.Jdk;
import org.jolab.install.machine.Machine;

/** The kernelspecs of ours on a machine. */
public final class InstalledKernels {

    private InstalledKernels() {}

    /** The data folder of the kernelspec that {@code jolab lab} uses; in the JUPYTER_PATH of its JupyterLab alone. */
    public static Path privateDataFolder(Machine machine) {
        return machine.cacheFolder().resolve("lab/jupyter");
    }

    /** All that are found, those that Jupyter prefers first. */
    public static List<Kernelspec> all(Machine machine) {
        var folders = new ArrayList<>(machine.jupyterPath());
        folders.add(privateDataFolder(machine));
        var found = new ArrayList<Kernelspec>();
        for (var data : folders.stream().distinct().toList()) {
            try (var names = Files.list(data.resolve("kernels"))) {
                names.sorted().forEach(folder -> Kernelspec.read(new KernelFolder(folder)).ifPresent(found::add));
            } catch (IOException e) {
                // No such folder: no kernels there.
                continue;
            }
        }
        return found;
    }

    /** How to start a kernel of {@code distribution}: with the cache of an installed one if that fits. */
    public static Launch launch(Machine machine, Jdk jdk, Distribution distribution) {
        var plain = Launch.of(jdk, distribution, List.of());
        return all(machine).stream()
            .flatMap(spec -> AotCache.find(plain, spec.folder()).stream())
            .findFirst().map(plain::with).orElse(plain);
    }
}
