package org.jolab.magics.drive.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.Upload;

/** One file on its way into the folder. Used by one thread at a time. */
final class FolderUpload implements Upload {

    private final FolderUploads uploads;
    private final Draft draft;
    private final String token;

    FolderUpload(FolderUploads uploads, Draft draft, String token) {
        this.uploads = uploads;
        this.draft = draft;
        this.token = token;
    }

    @Override
    public String token() {
        return token;
    }

    @Override
    public long taken() throws IOException {
        if (Files.exists(uploads.done(token))) {
            return draft.size();
        }
        try {
            return Math.min(Files.size(uploads.part(token)), draft.size());
        } catch (IOException e) {
            throw new StoreException(StoreException.Kind.GONE, "The upload of " + draft.name() + " is forgotten.", e);
        }
    }

    @Override
    public Optional<Entry> send(FileChannel content, long length) throws IOException {
        var taken = taken();
        if (taken + length > draft.size() || length < 0
            || taken + length < draft.size() && (length == 0 || length % grain() != 0)) {
            throw new IllegalArgumentException("A piece of " + length + " bytes at " + taken + ".");
        }
        try {
            if (Files.exists(uploads.done(token))) {
                return Optional.of(uploads.result(token));
            }
            try (var part = FileChannel.open(uploads.part(token), StandardOpenOption.WRITE)) {
                part.position(taken).truncate(taken);
                var sent = 0L;
                while (sent < length) {
                    var count = content.transferTo(taken + sent, length - sent, part);
                    if (count <= 0) {
                        throw new StoreException(StoreException.Kind.REFUSED,
                            draft.name() + " has become shorter while it was sent.");
                    }
                    sent += count;
                }
            }
            return taken + length < draft.size() ? Optional.empty() : Optional.of(uploads.finish(draft, token));
        } catch (IOException e) {
            throw FolderTrouble.of(e);
        }
    }

    @Override
    public int grain() {
        return 1 << 18;
    }

    @Override
    public void cancel() {
        try {
            Files.deleteIfExists(uploads.part(token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
