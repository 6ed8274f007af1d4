package org.jolab.magics.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jolab.api.MimeBundle;
import org.jolab.api.UsageError;
import org.jolab.magics.transfer.Meeting.Said;

/**
 * Opens a file in the front end: the page finds it on its server and tells how a link to it reads, which front ends of
 * Jupyter open in a tab of their own. Used by the cell's thread.
 */
final class Viewing {

    private final Talk talk;
    private final Parcel parcel;

    Viewing(Talk talk, Parcel parcel) {
        this.talk = talk;
        this.parcel = parcel;
    }

    /**
     * What the page has found.
     *
     * @param link the address of the file, relative to the notebook; empty if there is none
     * @param opens whether a click on it opens the file beside the notebook
     */
    record Found(String link, boolean opens) {}

    /** Asks the page; empty if there is none. */
    Optional<Found> ask() throws InterruptedException {
        var offer = new HashMap<>(parcel.whereabouts());
        offer.putAll(Map.of("kind", "offer", "size", parcel.size()));
        try {
            if (!talk.begin(offer)) {
                return Optional.empty();
            }
            while (true) {
                if (talk.next() instanceof Said said && said.kind().equals("take")) {
                    return said.text("link").isEmpty() ? Optional.empty()
                        : Optional.of(new Found(said.text("link"), said.is("lab")));
                }
            }
        } catch (PageLost e) {
            return Optional.empty();
        }
    }

    /** The beginning of a file, or all of a picture. */
    static MimeBundle preview(Path file) {
        try {
            return Preview.of(file);
        } catch (IOException e) {
            throw new UsageError(file + " can't be read: " + Reasons.of(e) + ".", e);
        }
    }

    static void check(Path file) {
        if (!Files.exists(file)) {
            throw new UsageError("Cannot find file: " + file + (file.isAbsolute() ? "."
                : " (the current folder is " + Path.of("").toAbsolutePath() + ")."));
        }
        if (!Files.isRegularFile(file)) {
            throw new UsageError(file + " is no file that could be shown.");
        }
    }
}
