package org.jolab.install.doctor;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jolab.install.kernelspec.AotCache;
import org.jolab.install.kernelspec.InstalledKernels;
import org.jolab.install.kernelspec.Kernelspec;
import org.jolab.install.kernelspec.Launch;
import org.jolab.install.lab.JupyterLab;
import org.jolab.install.machine.Command;
import org.jolab.install.machine.Distribution;
import org.jolab.install.machine.Jdk;
import org.jolab.install.machine.Machine;

/**
 * Looks at everything once, changes nothing.
 *
 * @param distribution the one that is examined
 */
public record Examination(Machine machine, Jdk jdk, Distribution distribution) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** All findings, the essential first. */
    public List<Finding> findings() throws InterruptedException {
        var findings = new ArrayList<Finding>();
        findings.add(java());
        findings.add(files());
        findings.addAll(kernels());
        findings.add(jupyter());
        findings.add(gpu());
        findings.add(fuse());
        return findings;
    }

    private Finding java() {
        var compiler = Files.exists(jdk.home().resolve("lib/ct.sym"))
            && ModuleLayer.boot().findModule("jdk.jshell").isPresent();
        return compiler
            ? Finding.good("java", "JDK " + jdk.build() + " in " + jdk.home())
            : Finding.broken("java", jdk.home() + " is no whole JDK: its compiler or JShell is missing",
                "set JOLAB_JAVA_HOME to a JDK 25");
    }

    private Finding files() {
        var missing = distribution.classPath().stream().filter(jar -> !Files.isReadable(jar)).toList();
        return missing.isEmpty()
            ? Finding.good("jolab", "version " + Distribution.version() + " in " + distribution.home())
            : Finding.broken("jolab", missing.getFirst() + " is missing",
                "mvn -B -q -DskipTests package");
    }

    private List<Finding> kernels() {
        var specs = InstalledKernels.all(machine);
        if (specs.isEmpty()) {
            return List.of(Finding.broken("kernel", "Jupyter does not know it", "jolab install"));
        }
        return specs.stream().map(this::kernel).toList();
    }

    private Finding kernel(Kernelspec spec) {
        var launch = spec.launch();
        var name = "\"" + spec.name() + "\" in " + spec.folder();
        var again = command(spec);
        if (!launch.jdk().exists()) {
            return Finding.broken("kernel", name + ": its JDK is gone (" + launch.jdk().home() + ")", again);
        }
        if (!Files.isReadable(launch.distribution().jar())) {
            return Finding.broken("kernel", name + ": its Jolab is gone (" + launch.distribution().home() + ")", again);
        }
        if (!spec.isWhole()) {
            return Finding.broken("kernel", name + ": its file of JVM options is gone", again);
        }
        // The build that is there now, which an update may have changed, decides whether the cache fits.
        var now = launch.jdk().home().equals(jdk.home()) ? new Jdk(jdk.home(), jdk.build()) : launch.jdk();
        var fits = AotCache.fileName(new Launch(now, launch.distribution(),
            launch.jvmArguments(), launch.aotCache()));
        var cached = launch.aotCache().isPresent() && Files.isReadable(launch.aotCache().get())
            && launch.aotCache().get().endsWith(fits);
        return cached ? Finding.good("kernel", name + ", with a start-up cache")
            : Finding.optional("kernel", name + ", without a start-up cache that fits: it starts slower", again);
    }

    /** The command that makes {@code spec} anew. */
    private String command(Kernelspec spec) {
        if (spec.folder().startsWith(InstalledKernels.privateDataFolder(machine))) {
            return "jolab lab";
        }
        var place = spec.folder().startsWith(machine.jupyterDataFolder()) ? ""
            : " --prefix " + spec.folder().resolve("../../../..").normalize();
        return "jolab install" + place + " --name " + spec.name();
    }

    private Finding jupyter() throws InterruptedException {
        var lab = JupyterLab.installed(machine).or(() -> JupyterLab.made(machine));
        if (lab.isEmpty()) {
            return Finding.optional("jupyter", "no JupyterLab here; jolab lab makes a private one",
                "python3 -m pip install jupyterlab");
        }
        return Finding.good("jupyter", "JupyterLab " + lab.get().version().orElse("of unknown version") + " ("
            + String.join(" ", lab.get().command()) + ")");
    }

    private Finding gpu() throws InterruptedException {
        var tool = machine.program("nvidia-smi");
        var driver = hasLibrary(machine.system() == Machine.OperatingSystem.WINDOWS ? "nvcuda.dll" : "libcuda.so.1");
        if (tool.isEmpty() && !driver) {
            return Finding.optional("gpu", "no NVIDIA driver; tensors run on the processor", "");
        }
        var card = tool.map(Path::toString).map(List::of).orElse(List.of());
        if (!card.isEmpty()) {
            var answer = Command.ask(PATIENCE, card.getFirst(), "--query-gpu=name,memory.total,driver_version",
                "--format=csv,noheader");
            if (!answer.succeeded()) {
                return Finding.optional("gpu", "nvidia-smi says: " + answer.lastLine(), "nvidia-smi");
            }
            if (driver) {
                return Finding.good("gpu", answer.output().replace("\n", "; "));
            }
        }
        return driver ? Finding.good("gpu", "the CUDA driver library is there; nvidia-smi is not")
            : Finding.optional("gpu", "a card is there, but not the driver's libcuda.so.1; tensors run on the "
                + "processor", "sudo apt-get install libcuda1");
    }

    private static boolean hasLibrary(String name) {
        try (var arena = Arena.ofConfined()) {
            SymbolLookup.libraryLookup(name, arena);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Finding fuse() {
        var there = switch (machine.system()) {
            case LINUX -> Files.exists(Path.of("/dev/fuse"))
                && (machine.program("fusermount3").isPresent() || machine.program("fusermount").isPresent());
            case MACOS -> Files.exists(Path.of("/Library/Filesystems/macfuse.fs"))
                || Files.exists(Path.of("/usr/local/lib/libfuse-t.dylib"));
            case WINDOWS -> machine.variable("ProgramFiles(x86)").map(Path::of)
                .filter(programs -> Files.exists(programs.resolve("WinFsp"))).isPresent();
        };
        if (there) {
            return Finding.good("fuse", "file systems can be mounted");
        }
        return switch (machine.system()) {
            case LINUX -> Files.exists(Path.of("/dev/fuse"))
                ? Finding.optional("fuse", "fusermount3 is missing; Drive cannot be mounted",
                    "sudo apt-get install fuse3")
                : Finding.optional("fuse", "/dev/fuse is missing; Drive cannot be mounted", "sudo modprobe fuse");
            case MACOS -> Finding.optional("fuse", "FUSE is missing; Drive cannot be mounted",
                "brew install --cask macfuse");
            case WINDOWS -> Finding.optional("fuse", "WinFsp is missing; Drive cannot be mounted",
                "winget install WinFsp.WinFsp");
        };
    }
}
