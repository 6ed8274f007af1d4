package org.jolab.gpu;

/** A device is not there or cannot be used; the message says what is missing and what would bring it. */
public final class DeviceUnavailable extends IllegalStateException {

    private static final long serialVersionUID = 1;

    /** Says which device and why not. */
    public DeviceUnavailable(String message) {
        super(message);
    }
}
