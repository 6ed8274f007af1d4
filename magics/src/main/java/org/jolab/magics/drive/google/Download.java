package org.jolab.magics.drive.google;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;

/**
 * The bytes of a part of a file. A broken connection is taken up where it broke. Before the last byte is given, it is
 * made sure that all are of the entry's revision: by the MD5 sum of a whole file, else by asking which revision there
 * is after the answer had begun. Used by one thread.
 */
final class Download extends InputStream {

    private static final int TRIES = 4;

    private final DriveHttp http;
    private final Entry file;
    private final String id;
    private final long end;
    private final MessageDigest digest;
    private long at;
    private int failures;
    private InputStream body;
    private CompletableFuture<String> revision;

    private Download(DriveHttp http, Entry file, long offset, long length) {
        this.http = http;
        this.file = file;
        this.id = Ref.of(file.content()).id();
        this.at = offset;
        this.end = offset + length;
        digest = length == file.size() && !file.hash().isEmpty() ? Md5.digest() : null;
    }

    static InputStream of(DriveHttp http, Entry file, long offset, long length) throws IOException {
        var download = new Download(http, file, offset, length);
        download.open();
        return download;
    }

    private void open() throws IOException {
        var ask = Ask.get("/drive/v3/files/" + id).with("alt", "media")
            .header("Range", "bytes=" + at + "-" + (end - 1)).accepts(416);
        body = http.send(ask, answer -> {
            var size = size(answer);
            if (answer.statusCode() == 416 || size >= 0 && size != file.size()) {
                answer.body().close();
                throw changed();
            }
            var bytes = http.body(answer);
            if (answer.statusCode() == 200) {
                bytes.skipNBytes(at);
            }
            return bytes;
        });
        if (digest == null) {
            revision = new CompletableFuture<>();
            Thread.startVirtualThread(this::askRevision);
        }
    }

    /** How long the file is by what the answer says, or -1. */
    private static long size(HttpResponse<InputStream> answer) {
        if (answer.statusCode() == 200) {
            return answer.headers().firstValueAsLong("Content-Length").orElse(-1);
        }
        var range = answer.headers().firstValue("Content-Range").orElse("");
        try {
            return Long.parseLong(range.substring(range.indexOf('/') + 1).strip());
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private void askRevision() {
        var asked = revision;
        try {
            asked.complete(Entries.revision(http.json(Ask.get("/drive/v3/files/" + id)
                .with("fields", "headRevisionId,md5Checksum"))));
        } catch (IOException e) {
            asked.completeExceptionally(e);
        }
    }

    private StoreException changed() {
        return new StoreException(Kind.CONFLICT, file.name() + " was changed by somebody else while it was read.");
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at < end) {
            try {
                var count = body.read(bytes, offset, (int) Math.min(length, end - at));
                if (count < 0) {
                    throw new EOFException("The connection ended early.");
                }
                at += count;
                failures = 0;
                check(bytes, offset, count);
                return count;
            } catch (StoreException | InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                goOn(e);
            }
        }
        return -1;
    }

    private void goOn(IOException cause) throws IOException {
        body.close();
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
        if (++failures >= TRIES || cause instanceof HttpTimeoutException) {
            throw Refusals.unreachable(cause);
        }
        DriveHttp.sleep(DriveHttp.backOff(failures - 1));
        open();
    }

    private void check(byte[] bytes, int offset, int count) throws IOException {
        if (digest != null) {
            digest.update(bytes, offset, count);
            if (at == end && !HexFormat.of().formatHex(digest.digest()).equals(file.hash())) {
                throw changed();
            }
        } else if (at == end) {
            try {
                if (!revision.get().equals(file.revision())) {
                    throw changed();
                }
            } catch (ExecutionException _) {
                // It cannot be told now; the bytes are as good as such of a store that never can.
            } catch (InterruptedException _) {
                throw DriveHttp.interrupted();
            }
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
