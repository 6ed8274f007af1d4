package org.jolab.install;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jolab.api.UsageError;
import org.jolab.install.kernelspec.AotCache;
import org.jolab.install.kernelspec.Kernelspec;
import org.jolab.install.kernelspec.Launch;
import org.jolab.install.kernelspec.Trial;
import org.jolab.install.machine.Jdk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code jolab install}: makes Jupyter know the kernel. */
@Command(name = "install", description = "Registers the kernel with Jupyter.", mixinStandardHelpOptions = true,
    versionProvider = JolabCommand.Version.class)
final class InstallCommand implements Callable<Integer> {

    /** What front ends show in their lists of kernels. */
    static final String DISPLAY_NAME = "Java 25 (Jolab)";

    @ParentCommand
    private JolabCommand jolab;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Place place;

    @Option(names = "--display-name", paramLabel = "TEXT", defaultValue = DISPLAY_NAME,
        description = "What front ends show (default: ${DEFAULT-VALUE}).")
    private String displayName;

    @Option(names = "--jvm-arg", paramLabel = "ARG",
        description = "Something to tell the kernel's JVM, such as -Xmx8g; may be repeated.")
    private List<String> jvmArguments = new ArrayList<>();

    @Option(names = "--replace", description = "Take the place of another kernel of that name.")
    private boolean replace;

    @Option(names = "--no-aot-cache", description = "Make no start-up cache; kernels start slower.")
    private boolean noCache;

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        var folder = place.folder(jolab.machine());
        if (Kernelspec.isForeign(folder) && !replace) {
            throw new UsageError(folder.path() + " belongs to another kernel; "
                + "choose another name with --name, or take its place with --replace.");
        }
        var launch = Launch.of(Jdk.current(), jolab.distribution(), jvmArguments);
        // Written first without a cache: should making one go wrong, the kernel is there all the same.
        var spec = Kernelspec.write(folder, displayName, launch);
        if (!noCache) {
            out.println("Making the start-up cache (some seconds) ...");
            out.flush();
            try {
                var cache = AotCache.make(launch, folder.path());
                spec = Kernelspec.write(folder, displayName, launch.with(cache));
            } catch (UsageError e) {
                try {
                    Trial.of(launch);
                } catch (UsageError worse) {
                    // Without a cache it is a kernel; one that does not start is none.
                    spec.delete();
                    throw worse;
                }
                this.spec.commandLine().getErr().println("jolab: " + e.getMessage());
            }
        }
        out.println("Installed the kernel \"" + spec.name() + "\" (" + displayName + ") in " + spec.folder());
        out.flush();
        return 0;
    }
}
