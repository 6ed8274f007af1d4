package org.jolab.gpu.cuda.code;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The kernels that one launcher has been asked for; used by any thread. */
public final class Kernels {

    private final Launcher launcher;
    private final int multiprocessors;
    private final long narrow;
    private final ConcurrentHashMap<Signature, Kernel> known = new ConcurrentHashMap<>();

    /** None yet. */
    public Kernels(Launcher launcher) {
        this(launcher, Integer.MAX_VALUE);
    }

    /** None yet; indices of more than {@code narrow} elements have 64 bits, of others 32. */
    public Kernels(Launcher launcher, long narrow) {
        this.launcher = launcher;
        this.narrow = narrow;
        multiprocessors = launcher.multiprocessors();
    }

    /** What runs them. */
    public Launcher launcher() {
        return launcher;
    }

    /** All that have been asked for. */
    public Collection<Kernel> known() {
        return known.values();
    }

    /** The kernel of that signature; made by {@code maker} if it is new. */
    Kernel get(Signature signature, Function<Signature, Kernel> maker) {
        var kernel = known.get(signature);
        return kernel != null ? kernel : known.computeIfAbsent(signature.copy(), maker);
    }

    long narrow() {
        return narrow;
    }

    int multiprocessors() {
        return multiprocessors;
    }

    void launch(Kernel kernel, int blocks, Arguments arguments) {
        launcher.launch(kernel, new Launcher.Grid(blocks, Mapper.THREADS), arguments.slots(), arguments.count());
    }
}
