package org.jolab.magics.drive.google;

import org.jolab.magics.drive.store.Entry;

/**
 * What stands behind an {@link Entry#content()} of Google's: {@code ID}, or {@code document:ID} for a document that is
 * shown as a link file.
 *
 * @param kind of document, as in {@code application/vnd.google-apps.document}; empty for what is none
 */
record Ref(String kind, String id) {

    static Ref of(String content) {
        var colon = content.indexOf(':');
        return new Ref(colon < 0 ? "" : content.substring(0, colon), content.substring(colon + 1));
    }

    boolean isDocument() {
        return !kind.isEmpty();
    }

    @Override
    public String toString() {
        return kind.isEmpty() ? id : kind + ":" + id;
    }
}
