package org.jolab.drive;

import java.time.Duration;

/**
 * How a drive is mounted.
 *
 * @param point        the folder that shows it
 * @param store        {@code google}, {@code google:NAME} of a sign-in, {@code folder:/path} or
 *                     {@code webdav:https://…}
 * @param readOnly     nothing can be written
 * @param forceRemount what is mounted there is unmounted first
 * @param timeout      how long a sign-in may take
 */
public record MountOptions(String point, String store, boolean readOnly, boolean forceRemount, Duration timeout) {

    /** Where Colab mounts. */
    public static final String USUAL_POINT = "/content/drive";

    /** Google Drive, to read and write. */
    public static MountOptions at(String point) {
        return new MountOptions(point, "google", false, false, Duration.ofSeconds(120));
    }

    /** Another store. */
    public MountOptions withStore(String other) {
        return new MountOptions(point, other, readOnly, forceRemount, timeout);
    }

    /** Nothing can be written. */
    public MountOptions withReadOnly(boolean only) {
        return new MountOptions(point, store, only, forceRemount, timeout);
    }

    /** What is mounted there is unmounted first. */
    public MountOptions withForceRemount(boolean force) {
        return new MountOptions(point, store, readOnly, force, timeout);
    }

    /** How long a sign-in may take. */
    public MountOptions withTimeout(Duration time) {
        return new MountOptions(point, store, readOnly, forceRemount, time);
    }
}
