package org.jolab.magics.drive.webdav;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jolab.magics.drive.store.StoreException;

/** The next so many bytes of an answer, and no end before them. Used by one thread. */
final class DavRead extends FilterInputStream {

    private long left;

    DavRead(InputStream body, long length) {
        super(body);
        left = length;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count;
        try {
            count = super.read(bytes, offset, (int) Math.min(length, left));
        } catch (IOException e) {
            throw new StoreException(StoreException.Kind.OFFLINE, "The connection broke: " + e.getMessage(), e);
        }
        if (count < 0) {
            throw new StoreException(StoreException.Kind.OFFLINE, "The connection ended before the file did.");
        }
        left -= count;
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        var skipped = super.skip(Math.min(count, left));
        left -= skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
