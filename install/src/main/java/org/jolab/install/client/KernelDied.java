package org.jolab.install.client;

/** The kernel's process has ended while an answer was expected from it. */
public final class KernelDied extends RuntimeException {

    private static final long serialVersionUID = 1;

    KernelDied() {
        super("the kernel's process has ended");
    }
}
