package org.jolab.magics.drive.fuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Whether FUSE can be used here. */
public final class FuseProbe {

    private static final Path DEVICE = Path.of("/dev/fuse");

    private FuseProbe() {}

    /** Why not, in a sentence with what would help; empty when nothing speaks against it. Takes no time. */
    public static Optional<String> obstacle() {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            return Optional.of("Drive can be mounted on Linux only; elsewhere use the drive: paths or %drive sync.");
        }
        if (Files.notExists(DEVICE)) {
            return Optional.of("This machine has no /dev/fuse; start its container with "
                + "\"--device /dev/fuse --cap-add SYS_ADMIN\", or run \"modprobe fuse\" on a machine of your own.");
        }
        var descriptor = Linux.open(DEVICE.toString(), Linux.O_RDWR | Linux.O_CLOEXEC);
        if (descriptor < 0) {
            return Optional.of(descriptor == -Errno.EPERM
                ? "The container may not use /dev/fuse; start it with \"--device /dev/fuse --cap-add SYS_ADMIN\"."
                : "/dev/fuse may not be opened by this user; as root run \"chmod 666 /dev/fuse\".");
        }
        Linux.close(descriptor);
        if (Linux.user() != 0 && Device.helper().isEmpty()) {
            return Optional.of("fusermount3 is not installed, which lets users mount; as root run "
                + "\"apt-get install fuse3\" (or \"dnf install fuse3\").");
        }
        return Optional.empty();
    }

    /** Mounts nothing at a folder for temporary files for a moment, and tells why that failed, if it did. */
    public static Optional<String> trial() {
        var obstacle = obstacle();
        if (obstacle.isPresent()) {
            return obstacle;
        }
        Path folder = null;
        try {
            folder = Files.createTempDirectory("jolab-drive-trial");
            try (var mount = FuseBridge.mount(new EmptyTree(), folder, MountSettings.of("trial", true), text -> { });
                    var entries = Files.newDirectoryStream(folder)) {
                return entries.iterator().hasNext() || mount.ended()
                    ? Optional.of("A trial mount did not work.") : Optional.empty();
            }
        } catch (IOException failure) {
            return Optional.of("A trial mount failed: " + failure.getMessage() + " In a container, start it with "
                + "\"--device /dev/fuse --cap-add SYS_ADMIN --security-opt apparmor:unconfined\".");
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) {
        try {
            if (folder != null) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException busy) {
            folder.toFile().deleteOnExit();
        }
    }
}
