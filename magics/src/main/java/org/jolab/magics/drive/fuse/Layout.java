package org.jolab.magics.drive.fuse;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Space;
import org.jolab.magics.drive.tree.Attributes;

/** How answers lie in memory (linux/fuse.h, 7.31). */
final class Layout {

    static final int ATTRIBUTES = 104;
    static final int ENTRY = 128;
    static final int OPENED = 16;
    static final int SPACE = 80;

    private static final int BLOCK = 4096;
    private static final long NO_LIMIT = 1L << 50;

    private final int user = Linux.user();
    private final int group = Linux.group();
    private final long validSeconds;
    private final int validNanos;

    /** For answers that the kernel may believe for a time. */
    Layout(Duration valid) {
        validSeconds = valid.getSeconds();
        validNanos = valid.getNano();
    }

    int user() {
        return user;
    }

    /** fuse_attr_out. */
    void attributes(ByteBuffer target, Attributes file, int links) {
        target.putLong(validSeconds).putInt(validNanos).putInt(0);
        file(target, file, links);
    }

    /** fuse_entry_out. */
    void entry(ByteBuffer target, long node, Attributes file) {
        target.putLong(node).putLong(0).putLong(validSeconds).putLong(validSeconds)
            .putInt(validNanos).putInt(validNanos);
        file(target, file, 1);
    }

    /** fuse_entry_out of an entry that the kernel is not told of. */
    void noEntry(ByteBuffer target) {
        target.put(new byte[ENTRY]);
    }

    /** fuse_open_out. */
    void opened(ByteBuffer target, long handle, int flags) {
        target.putLong(handle).putInt(flags).putInt(0);
    }

    /** fuse_statfs_out. */
    void space(ByteBuffer target, Space space) {
        var total = space.total() < 0 ? Math.max(NO_LIMIT, 2 * space.used()) : space.total();
        var free = Math.max(0, total - space.used()) / BLOCK;
        target.putLong(total / BLOCK).putLong(free).putLong(free).putLong(1 << 30).putLong(1 << 30)
            .putInt(BLOCK).putInt(255).putInt(BLOCK).putInt(0).put(new byte[24]);
    }

    /** The type bits of a mode. */
    static int type(Entry.Kind kind) {
        return switch (kind) {
            case FILE -> 0100000;
            case FOLDER -> 0040000;
            case LINK -> 0120000;
        };
    }

    /** fuse_attr: the number of blocks must not be 0, or {@code tar -S} takes a file for a hole. */
    private void file(ByteBuffer target, Attributes file, int links) {
        var seconds = file.modified().getEpochSecond();
        var nanos = file.modified().getNano();
        var size = file.isFolder() ? BLOCK : file.size();
        target.putLong(file.number()).putLong(size).putLong((size + 511) / 512)
            .putLong(seconds).putLong(seconds).putLong(seconds).putInt(nanos).putInt(nanos).putInt(nanos)
            .putInt(type(file.kind()) | mode(file)).putInt(links).putInt(user).putInt(group)
            .putInt(0).putInt(BLOCK).putInt(0);
    }

    private static int mode(Attributes file) {
        if (file.mode() >= 0) {
            return file.mode() & 07777;
        }
        return file.kind() == Entry.Kind.FILE ? 0644 : 0755;
    }
}
