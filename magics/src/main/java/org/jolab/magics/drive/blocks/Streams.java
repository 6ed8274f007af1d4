package org.jolab.magics.drive.blocks;

import java.util.ArrayList;
import java.util.List;

/**
 * Who reads a file one part after the other, told from where the reads are: several may do so in several places, and
 * the system asks for parts slightly out of their order. Used by many threads.
 */
final class Streams {

    private static final int MOST = 8;
    /** How far from where it is expected a read may begin. */
    private static final long SLACK = 1 << 20;

    private final List<Stream> streams = new ArrayList<>();

    private static final class Stream {

        private long next;
        private int run;
    }

    /** Where a read that is told of here should be prepared to: the end of what will probably be wanted soon. */
    synchronized long ahead(long offset, long length) {
        Stream found = null;
        for (var stream : streams) {
            if (Math.abs(offset - stream.next) <= SLACK) {
                found = stream;
                break;
            }
        }
        var end = offset + length;
        if (found == null) {
            found = new Stream();
            found.next = end;
            if (streams.size() == MOST) {
                streams.removeFirst();
            }
        } else {
            streams.remove(found);
            // A part that is read twice is no sign of a stream.
            found.run += end > found.next ? 1 : 0;
            found.next = Math.max(found.next, end);
        }
        streams.add(found);
        return switch (found.run) {
            case 0 -> offset == 0 ? Math.max(end, Blocks.SMALL) : end;
            case 1 -> up(end);
            default -> up(end + (Blocks.PARALLEL - 1) * Blocks.BLOCK);
        };
    }

    private static long up(long offset) {
        return (offset + Blocks.BLOCK - 1) / Blocks.BLOCK * Blocks.BLOCK;
    }
}
