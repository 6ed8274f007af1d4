package org.jolab.gpu.cuda.compiler;

import java.util.ArrayList;
import org.jolab.gpu.DeviceUnavailable;
import org.jolab.gpu.cuda.driver.CudaException;
import org.jolab.gpu.cuda.library.CudaLibraries;
import org.jolab.gpu.cuda.library.CudaLibrary;
import org.jolab.gpu.cuda.library.Finding.Missing;

/**
 * Compiles for one kind of device, once: the second time the code comes from the cache. May be used by any thread.
 */
public final class Compiler {

    private final Nvrtc nvrtc;
    private final String target;
    private final CubinCache cache;

    /** Compiles by {@code nvrtc} for {@code target}, such as {@code sm_90}. */
    public Compiler(Nvrtc nvrtc, String target, CubinCache cache) {
        this.nvrtc = nvrtc;
        this.target = target;
        this.cache = cache;
    }

    /**
     * The best one for devices of compute capability {@code capability}, times 10.
     *
     * @param newest the major version of CUDA that the driver supports
     * @throws DeviceUnavailable if there is none; the message says what brings one
     */
    public static Compiler find(CudaLibraries libraries, int newest, int capability) {
        var all = libraries.all(CudaLibrary.NVRTC, newest);
        if (all.isEmpty()) {
            throw new DeviceUnavailable(((Missing) libraries.find(CudaLibrary.NVRTC, newest)).toString());
        }
        var refused = new ArrayList<String>();
        for (var found : all) {
            try {
                var nvrtc = Nvrtc.load(found, libraries.headers(found));
                var target = nvrtc.target(capability);
                if (target != null) {
                    return new Compiler(nvrtc, target, CubinCache.ofUser());
                }
                refused.add("%s is too new for a GPU of compute capability %d.%d; %s".formatted(found, capability / 10,
                    capability % 10, CudaLibrary.NVRTC.command(12)));
            } catch (IllegalArgumentException | CudaException | UnsupportedOperationException e) {
                refused.add(found + " cannot be used: " + e.getMessage());
            }
        }
        throw new DeviceUnavailable(String.join("; ", refused));
    }

    /** The library behind this. */
    public Nvrtc nvrtc() {
        return nvrtc;
    }

    /** What it compiles for. */
    public String target() {
        return target;
    }

    /**
     * Machine code for {@code source}.
     *
     * @throws CompileException if the text is wrong
     */
    public Compiled compile(Source source) {
        var key = CubinCache.key(source, target, nvrtc.version());
        return cache.get(key).orElseGet(() -> {
            var made = nvrtc.compile(source, target);
            cache.put(key, made);
            return made;
        });
    }
}
