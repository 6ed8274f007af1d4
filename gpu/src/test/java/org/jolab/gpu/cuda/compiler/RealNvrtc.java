package org.jolab.gpu.cuda.compiler;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jolab.gpu.cuda.library.CudaLibraries;
import org.jolab.gpu.cuda.library.CudaLibrary;
import org.jolab.gpu.cuda.library.Finding.Found;
import org.jolab.gpu.cuda.library.Machine;

/** NVIDIA's own compiler, which needs no GPU: the machine's, or else the one of Python's package index. */
public final class RealNvrtc {

    private static final String PACKAGE = "nvidia-cuda-nvrtc==13.5.37";
    private static final Path VENV = Path.of("target", "nvrtc");

    private RealNvrtc() {
    }

    private static final class Here {
        static final Nvrtc NVRTC = find();
    }

    /** It; the test ends here where there is none and none can be had. */
    public static Nvrtc get() {
        return Here.NVRTC != null ? Here.NVRTC : abort("there is no NVRTC on this machine, and pip could not install "
            + PACKAGE + " into " + VENV.toAbsolutePath());
    }

    private static Nvrtc find() {
        System.setProperty("org.jolab.gpu.cuda.cache", Path.of("target", "cuda-cache").toAbsolutePath().toString());
        var found = load(Machine.current());
        if (found == null) {
            var python = VENV.resolve("bin/python").toString();
            if (Files.exists(VENV.resolve("lib")) || run("python3", "-m", "venv", VENV.toString()) && run(python, "-m",
                "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", PACKAGE)) {
                found = load(new Machine(Map.of("VIRTUAL_ENV", VENV.toAbsolutePath().toString()), "", Path.of("/"),
                    false));
            }
        }
        return found;
    }

    private static Nvrtc load(Machine machine) {
        var libraries = new CudaLibraries(machine);
        return libraries.find(CudaLibrary.NVRTC, Integer.MAX_VALUE) instanceof Found found
            ? Nvrtc.load(found, libraries.headers(found)) : null;
    }

    private static boolean run(String... command) {
        try {
            var process = new ProcessBuilder(command).inheritIO().start();
            return process.waitFor(300, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
