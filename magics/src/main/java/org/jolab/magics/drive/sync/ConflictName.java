package org.jolab.magics.drive.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** What the folder's version of a file is called where the drive has another. */
final class ConflictName {

    /** Most file systems take no longer names. */
    private static final int MOST_BYTES = 255;

    private ConflictName() {
    }

    interface Taken {

        boolean is(String path) throws IOException;
    }

    /** "a (conflict 2026-01-31).txt", with a number if that is taken. */
    static String beside(String path, Taken taken) throws IOException {
        var slash = path.lastIndexOf('/') + 1;
        var dot = path.lastIndexOf('.');
        // A long "extension" is text with a full stop in it.
        var end = dot > slash && path.length() - dot <= 20 ? dot : path.length();
        for (var i = 1;; i++) {
            var addition = " (conflict " + LocalDate.now() + (i == 1 ? "" : " " + i) + ")" + path.substring(end);
            var start = path.substring(slash, end);
            while ((start + addition).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
                start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
            }
            var name = path.substring(0, slash) + start + addition;
            if (!taken.is(name)) {
                return name;
            }
        }
    }
}
