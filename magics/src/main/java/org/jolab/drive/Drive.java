package org.jolab.drive;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jolab.magics.drive.Mounts;

/**
 * Google Drive, or another store, as a folder.
 *
 * <pre>{@code
 * Drive.mount("/content/drive");
 * Files.writeString(Drive.path("MyDrive/notes.txt"), "kept");
 * Drive.flush();
 * }</pre>
 *
 * <p>What is written is journaled on disk at once and sent in the background by a process that outlives the notebook.
 */
public final class Drive {

    /** As Colab's. */
    private static final Duration A_DAY = Duration.ofHours(24);

    private Drive() {}

    /** Mounts Google Drive at {@code /content/drive}. */
    public static void mount() throws IOException, InterruptedException {
        mount(MountOptions.USUAL_POINT);
    }

    /** Mounts Google Drive. */
    public static void mount(String point) throws IOException, InterruptedException {
        mount(MountOptions.at(point));
    }

    /**
     * Mounts a store.
     *
     * @throws org.jolab.api.UsageError with the reason and the next step; then nothing is mounted
     */
    public static void mount(MountOptions options) throws IOException, InterruptedException {
        Mounts.here().mount(options);
    }

    /** Ends the mount; what waits is sent further. */
    public static void unmount() throws IOException {
        Mounts.here().unmount();
    }

    /** Sends all that waits; false when a day did not suffice. */
    public static boolean flush() throws IOException, InterruptedException {
        return flush(A_DAY);
    }

    /** Sends all that waits; false when the time did not suffice: then it is sent further in the background. */
    public static boolean flush(Duration limit) throws IOException, InterruptedException {
        return Mounts.here().flush(limit);
    }

    /** What is cached, what waits, what failed and why. */
    public static DriveStatus status() throws IOException {
        return Mounts.here().status();
    }

    /** Asks the store at once for what others have changed. */
    public static void refresh() throws IOException {
        Mounts.here().refresh();
    }

    /**
     * The path of a file, such as {@code MyDrive/x}: in the folder that shows the drive, else one of {@code drive:}.
     */
    public static Path path(String file) throws IOException {
        return Mounts.here().path(file);
    }

    /** What is in a folder. */
    public static RemoteFiles list(String folder) throws IOException {
        return Mounts.here().list(folder);
    }
}
