package org.jolab.magics.libraries;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jolab.api.UsageError;

/** Opens jars before a class path has them: an error there names no jar, and comes back with every class. */
final class JarCheck {

    /** Takes away what can't be used. */
    interface Removal {

        /** Does it. */
        void run() throws IOException;
    }

    private JarCheck() {}

    /**
     * Does nothing if {@code jar} is a jar.
     *
     * @throws UsageError if it is none; {@code removal} has been done then
     */
    static void check(Path jar, Removal removal) throws IOException {
        try {
            open(jar);
        } catch (ZipException e) {
            removal.run();
            throw new UsageError(jar + " was broken (" + e.getMessage() + "), so it is deleted. Run the cell again to "
                + "fetch it anew.", e);
        }
    }

    /** Whether it can be read as a jar. */
    static boolean isJar(Path file) throws IOException {
        try {
            open(file);
            return true;
        } catch (ZipException e) {
            return false;
        }
    }

    private static void open(Path jar) throws IOException {
        try (var file = new ZipFile(jar.toFile())) {
            file.size();
        }
    }
}
