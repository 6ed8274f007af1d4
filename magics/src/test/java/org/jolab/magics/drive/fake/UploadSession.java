package org.jolab.magics.drive.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A resumable upload. Used under its own lock. */
final class UploadSession {

    static final int GRAIN = 256 << 10;

    final Item item;
    final JsonNode metadata;
    final String type;
    long total = -1;
    /** The furthest byte that ever came, even if it was not kept. */
    long seen;
    Item done;

    private final Path file;
    private final MessageDigest digest = Content.digest();
    private final ByteBuffer open = ByteBuffer.allocate(GRAIN);
    private long kept;
    private Content content;

    /** @param item whose content is replaced, or null for a new one */
    UploadSession(Path file, Item item, JsonNode metadata, String type) {
        this.file = file;
        this.item = item;
        this.metadata = metadata;
        this.type = type;
    }

    UploadSession total(long bytes) {
        total = bytes;
        return this;
    }

    long taken() {
        return kept;
    }

    /** Takes bytes that stand at an offset; what is there already is passed over. */
    void add(ByteBuffer bytes, long at) throws IOException {
        seen = Math.max(seen, at + bytes.remaining());
        var skip = kept + open.position() - at;
        if (skip >= bytes.remaining()) {
            return;
        }
        bytes.position(bytes.position() + (int) Math.max(0, skip));
        while (bytes.hasRemaining()) {
            var count = Math.min(bytes.remaining(), open.remaining());
            open.put(bytes.slice().limit(count));
            bytes.position(bytes.position() + count);
            if (!open.hasRemaining()) {
                keep();
            }
        }
    }

    /** Only whole grains are kept, and the end of the file. */
    void endOfPiece() throws IOException {
        if (kept + open.position() == total || total < 0 && open.position() > 0) {
            keep();
        }
        open.clear();
    }

    private void keep() throws IOException {
        open.flip();
        digest.update(open.duplicate());
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (var at = kept; open.hasRemaining();) {
                at += channel.write(open, at);
            }
        }
        kept += open.limit();
        open.clear();
    }

    Content content() {
        if (content == null) {
            content = new Content.OnDisk(file, kept, HexFormat.of().formatHex(digest.digest()));
        }
        return content;
    }
}
