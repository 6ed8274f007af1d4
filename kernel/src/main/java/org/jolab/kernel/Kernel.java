package org.jolab.kernel;

/** Stands in for the kernel. */
public final class Kernel {

    private Kernel() {}

    /** Serves the connection file named by the first argument. */
    public static void main(String[] arguments) {
        throw new UnsupportedOperationException("no kernel yet");
    }
}
