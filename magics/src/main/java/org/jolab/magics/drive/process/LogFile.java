package org.jolab.magics.drive.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Keeps the log, which this process's output is appended to, from growing without end. Used by one thread. */
final class LogFile {

    private static final long LARGEST = 4 << 20;

    private final Path file;

    LogFile(Path file) {
        this.file = file;
    }

    /** Copies a log that is too long to {@code log.1} and empties it: the output's descriptor stays good. */
    void trim() {
        try {
            if (Files.exists(file) && Files.size(file) > LARGEST) {
                Files.copy(file, file.resolveSibling(file.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                try (var log = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    log.truncate(0);
                }
            }
        } catch (IOException full) {
            // The next time.
        }
    }
}
