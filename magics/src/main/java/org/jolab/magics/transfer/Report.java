package org.jolab.magics.transfer;

import java.nio.file.Path;
import org.jolab.api.Amount;
import org.jolab.files.UploadedFile;

/** Tells in the cell what becomes of the files of an upload; in many words while they are few. Used by one thread. */
final class Report {

    /** Of more files, only those with trouble are named. */
    private static final int FEW = 50;

    private boolean few;

    /** So many files are to come. */
    void begins(int count) {
        few = count <= FEW;
    }

    /** A file goes on where it had ended. */
    void resumed(String sent, long bytes) {
        System.out.println(sent + " goes on from " + Amount.of(bytes) + ", which were here already");
    }

    /** A file is complete. */
    void saved(String sent, UploadedFile file) {
        if (few) {
            System.out.println("Saving " + sent + " to " + file.name());
        }
    }

    /** A file is not taken. */
    void refused(String sent, String why) {
        System.err.println(printable(sent) + " is not uploaded: " + why + ".");
    }

    /** A file has arrived in part, and that is kept. */
    void kept(String sent, long bytes, Path path) {
        System.err.println(Amount.of(bytes) + " of " + sent + " are kept in " + path.getFileName()
            + "; upload the same file again, and it goes on from there.");
    }

    private static String printable(String name) {
        var shown = name.isBlank() ? "A file" : name.replaceAll("\\p{Cntrl}", "\ufffd");
        return shown.length() <= 100 ? shown : shown.substring(0, 100) + "…";
    }
}
