package org.jolab.magics.drive.google;

import org.jolab.magics.drive.store.Entry;

/**
 * What stands behind an {@link Entry#content()} of Google's: {@code ID}, {@code ID@DRIVE} for a folder in a shared
 * drive, which is listed faster and completely when the drive is named, {@code document:ID} for a document that is
 * shown as a link file.
 *
 * @param kind  of document, as in {@code application/vnd.google-apps.document}; empty for what is none
 * @param drive the shared drive, or empty
 */
record Ref(String kind, String id, String drive) {

    static Ref of(String content) {
        var colon = content.indexOf(':');
        var at = content.indexOf('@');
        return new Ref(colon < 0 ? "" : content.substring(0, colon),
            content.substring(colon + 1, at < 0 ? content.length() : at),
            at < 0 ? "" : content.substring(at + 1));
    }

    boolean isDocument() {
        return !kind.isEmpty();
    }

    @Override
    public String toString() {
        return (kind.isEmpty() ? "" : kind + ":") + id + (drive.isEmpty() ? "" : "@" + drive);
    }
}
