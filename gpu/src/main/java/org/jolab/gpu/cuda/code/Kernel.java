package org.jolab.gpu.cuda.code;

import java.util.List;

/**
 * A kernel: its name, which two kernels share only if they are the same, and its source. There is one object for each
 * kernel that a {@link Kernels} has met; used by any thread.
 */
public final class Kernel {

    /**
     * What a compiler has to be told: products and sums are rounded one by one, as on the processor; the prelude adds
     * what should be fused by itself.
     */
    public static final List<String> OPTIONS = List.of("--std=c++17", "--fmad=false");

    private final String name;
    private final String body;
    private volatile Object loaded;

    Kernel(String name, String body) {
        this.name = name;
        this.body = body;
    }

    /** Name of its {@code extern "C" __global__} function. */
    public String name() {
        return name;
    }

    /** Complete CUDA C++; needs no header, and the same text every time. */
    public String source() {
        return Prelude.text() + body;
    }

    /** The function alone, to be put after {@link Prelude#text()}; several may share that. */
    public String body() {
        return body;
    }

    /** What the launcher has made of it; null at first. */
    public Object loaded() {
        return loaded;
    }

    /** Lets the launcher keep what it has made of this. */
    public void loaded(Object made) {
        loaded = made;
    }

    @Override
    public String toString() {
        return name;
    }
}
