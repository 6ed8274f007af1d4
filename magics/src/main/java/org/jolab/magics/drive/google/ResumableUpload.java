package org.jolab.magics.drive.google;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;
import org.jolab.magics.drive.store.Upload;

/**
 * A file on its way, by Google's
 * <a href="https://developers.google.com/workspace/drive/api/guides/manage-uploads#resumable">resumable uploads</a>.
 * After a failure it asks how much has arrived, and sends only what has not. Used by one thread at a time.
 */
final class ResumableUpload implements Upload {

    private static final int GRAIN = 256 << 10;

    private final DriveHttp http;
    private final Saves saves;
    private final Draft draft;
    private final String address;
    /** How much has arrived; -1 while that has to be asked. */
    private long taken;
    private Entry done;
    /** Why {@link #done} may be another content than ours, which has to be looked at; null when there is no doubt. */
    private StoreException doubt;

    private ResumableUpload(DriveHttp http, Saves saves, Draft draft, String address) {
        this.http = http;
        this.saves = saves;
        this.draft = draft;
        this.address = address;
    }

    static ResumableUpload begun(DriveHttp http, Saves saves, Draft draft, String address) {
        return new ResumableUpload(http, saves, draft, address);
    }

    /** One that another process may have sent a part of. */
    static ResumableUpload resumed(DriveHttp http, Saves saves, Draft draft, String address) {
        var upload = new ResumableUpload(http, saves, draft, address);
        upload.taken = -1;
        return upload;
    }

    /** One that needs nothing any more. */
    static ResumableUpload done(DriveHttp http, Saves saves, Draft draft, Entry entry) {
        var upload = new ResumableUpload(http, saves, draft, "");
        upload.taken = draft.size();
        upload.done = entry;
        return upload;
    }

    /** One that was refused, perhaps because an earlier try had made the entry. */
    static ResumableUpload lost(DriveHttp http, Saves saves, Draft draft, Entry found, StoreException refusal) {
        var upload = done(http, saves, draft, found);
        upload.doubt = refusal;
        return upload;
    }

    @Override
    public String token() {
        return address;
    }

    @Override
    public int grain() {
        return GRAIN;
    }

    @Override
    public long taken() throws IOException {
        if (taken < 0) {
            exchange(Ask.session("PUT", address).header("Content-Range", "bytes */" + draft.size()));
        }
        return taken;
    }

    @Override
    public Optional<Entry> send(FileChannel content, long length) throws IOException {
        var end = taken() + length;
        if (done != null) {
            return finished(content);
        }
        if (end > draft.size() || end < draft.size() && length % GRAIN != 0) {
            throw new IllegalArgumentException("a piece of " + length + " bytes");
        }
        if (content.size() < end) {
            throw new EOFException(draft.name() + " became shorter while it was sent.");
        }
        if (end == draft.size() && draft.replaces()) {
            checkBase();
        }
        var reached = taken;
        var patience = System.nanoTime() + http.patience().toNanos();
        for (var attempt = 0; !isSent(end); attempt++) {
            var trouble = new StoreException(Kind.OFFLINE, "Google Drive takes no more of " + draft.name()
                + " for the moment.");
            try {
                piece(content, end);
            } catch (StoreException e) {
                trouble = e;
            }
            if (taken > reached) {
                reached = taken;
                attempt = -1;
                patience = System.nanoTime() + http.patience().toNanos();
            } else if (!isSent(end)) {
                pause(attempt, trouble, patience);
            }
        }
        return finished(content);
    }

    private Optional<Entry> finished(FileChannel content) throws IOException {
        if (doubt != null && !Saves.isSame(draft, done, content)) {
            throw doubt;
        }
        doubt = null;
        return Optional.ofNullable(done);
    }

    private boolean isSent(long end) {
        return done != null || taken >= end && end < draft.size();
    }

    private static void pause(int attempt, StoreException trouble, long patience) throws IOException {
        var wait = Math.max(DriveHttp.backOff(attempt), trouble.retryAfter().toNanos());
        if (!trouble.passes() || System.nanoTime() + wait >= patience) {
            throw trouble;
        }
        DriveHttp.sleep(wait);
    }

    /** The last piece makes the new content the newest one: it is sent only if nobody was faster. */
    private void checkBase() throws IOException {
        try {
            saves.newest(draft).done().ifPresent(entry -> {
                done = entry;
                taken = draft.size();
            });
        } catch (StoreException e) {
            if (e.kind() == Kind.CONFLICT) {
                cancel();
            }
            throw e;
        }
    }

    private void piece(FileChannel content, long end) throws IOException {
        var from = taken();
        if (done != null) {
            return;
        }
        var range = end == from ? "bytes */" + draft.size() : "bytes " + from + "-" + (end - 1) + "/" + draft.size();
        exchange(Ask.session("PUT", address).header("Content-Range", range)
            .body("application/octet-stream", new Region(content, from, end - from)));
    }

    /** Sends a request to the session and learns from the answer how much there is. */
    private void exchange(Ask ask) throws IOException {
        taken = -1;
        try {
            var file = http.send(ask.accepts(308, 404, 410), this::learn);
            if (file.isPresent()) {
                done = saves.saved(draft, file.get());
                taken = draft.size();
            }
        } catch (StoreException e) {
            if (e.kind() != Kind.CONFLICT) {
                throw e;
            }
            done = saves.lost(draft, e);
            doubt = e;
            taken = draft.size();
        }
    }

    private Optional<JsonNode> learn(HttpResponse<InputStream> answer) throws IOException {
        if (answer.statusCode() == 200 || answer.statusCode() == 201) {
            return Optional.of(http.json(answer));
        }
        answer.body().close();
        if (answer.statusCode() != 308) {
            throw new StoreException(Kind.GONE, "Google Drive has forgotten the upload of " + draft.name()
                + "; it begins anew.");
        }
        var range = answer.headers().firstValue("Range").orElse("");
        taken = range.isEmpty() ? 0 : Long.parseLong(range.substring(range.indexOf('-') + 1).strip()) + 1;
        return Optional.empty();
    }

    @Override
    public void cancel() {
        if (address.isEmpty() || done != null) {
            return;
        }
        try {
            http.send(Ask.session("DELETE", address).accepts(404, 410, 499), answer -> {
                answer.body().close();
                return true;
            });
        } catch (IOException _) {
            // It is forgotten within a week anyhow.
        }
    }
}
