package org.jolab.drive;

import java.io.IOException;

/** What cells call {@code drive}, without an import, as notebooks of Colab do. */
public final class ColabDrive {

    /** What cells call {@code drive}. */
    public static final ColabDrive drive = new ColabDrive();

    private ColabDrive() {}

    /** As {@code %drive mount}. */
    public void mount(String mountPoint) throws IOException, InterruptedException {
        Drive.mount(mountPoint);
    }

    /** As {@code %drive mount --force-remount}. */
    public void mount(String mountPoint, boolean forceRemount) throws IOException, InterruptedException {
        Drive.mount(MountOptions.at(mountPoint).withForceRemount(forceRemount));
    }

    /** As {@code %drive flush} and {@code %drive unmount}. */
    public void flushAndUnmount() throws IOException, InterruptedException {
        if (Drive.status().isMounted()) {
            Drive.flush();
        }
        Drive.unmount();
    }
}
