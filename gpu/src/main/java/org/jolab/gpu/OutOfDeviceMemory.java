package org.jolab.gpu;

/** A device's budget does not suffice; the message names the largest live tensors. */
public final class OutOfDeviceMemory extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Says what was asked for and what holds the memory. */
    public OutOfDeviceMemory(String message) {
        super(message);
    }
}
