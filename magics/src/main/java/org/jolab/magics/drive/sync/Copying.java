package org.jolab.magics.drive.sync;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;

/** Reads a content whole, gives it further by pieces, and tells its hash. */
final class Copying {

    private static final int PIECE = 1 << 20;

    private final BooleanSupplier stopped;

    Copying(BooleanSupplier stopped) {
        this.stopped = stopped;
    }

    interface Source {

        /** Fills the buffer from an offset on; 0 or less at the end. */
        int read(ByteBuffer target, long offset) throws IOException;
    }

    interface Target {

        void write(ByteBuffer source, long offset) throws IOException;
    }

    /**
     * Copies.
     *
     * @param size what the source is said to have
     * @throws ChangingException if it has more or less
     */
    String copy(Source from, Target to, long size) throws IOException {
        var digest = digest();
        var piece = ByteBuffer.allocate((int) Math.clamp(size + 1, 1, PIECE));
        var offset = 0L;
        while (from.read(piece.clear(), offset) > 0) {
            if (stopped.getAsBoolean()) {
                throw new IOException("the synchronisation was ended");
            }
            digest.update(piece.flip());
            var length = piece.limit();
            to.write(piece.rewind(), offset);
            offset += length;
        }
        if (offset != size) {
            throw new ChangingException();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
