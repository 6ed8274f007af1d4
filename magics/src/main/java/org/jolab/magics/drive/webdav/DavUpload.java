package org.jolab.magics.drive.webdav;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Upload;

/**
 * A file on its way to a WebDAV server: one PUT of the whole, made when the last piece is there. What {@link #taken}
 * counts before that is only what was offered. Used by one thread at a time.
 */
final class DavUpload implements Upload {

    private final DavUploads uploads;
    private final Draft draft;
    private final String hidden;
    private Entry done;
    private long offered;

    DavUpload(DavUploads uploads, Draft draft, String hidden, Entry done) {
        this.uploads = uploads;
        this.draft = draft;
        this.hidden = hidden;
        this.done = done;
        this.offered = done == null ? 0 : draft.size();
    }

    /** Of no use: see {@link WebDavStore#resume}. */
    @Override
    public String token() {
        return "webdav";
    }

    @Override
    public long taken() {
        return offered;
    }

    @Override
    public Optional<Entry> send(FileChannel content, long length) throws IOException {
        var end = offered + length;
        if (length < 0 || end > draft.size() || end < draft.size() && (length == 0 || length % grain() != 0)) {
            throw new IllegalArgumentException("A piece of " + length + " bytes at " + offered + ".");
        }
        if (end < draft.size()) {
            offered = end;
            return Optional.empty();
        }
        if (done == null) {
            try {
                done = uploads.send(draft, content, hidden);
            } catch (IOException e) {
                offered = 0;
                throw e;
            }
        }
        offered = draft.size();
        return Optional.of(done);
    }

    /** Large, so that most files are one piece and what is told of their progress is true. */
    @Override
    public int grain() {
        return 1 << 30;
    }

    @Override
    public void cancel() {
        try {
            uploads.forget(hidden);
        } catch (IOException e) {
            // It is hidden, and the next try for the same file takes its place.
        }
    }
}
