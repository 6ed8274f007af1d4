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
    /** After so many bytes a stream is long, and few large requests are better than many. */
    private static final long LONG = 32 << 20;
    private static final long LARGE = 4 * Blocks.BLOCK;

    private final List<Stream> streams = new ArrayList<>();

    /**
     * What will probably be wanted soon.
     *
     * @param end   up to where
     * @param block in requests of so many bytes
     */
    record Ahead(long end, long block) {

        private static Ahead of(long end, long block) {
            return new Ahead((end + block - 1) / block * block, block);
        }
    }

    private static final class Stream {

        private long start;
        private long next;
        private int run;
    }

    /** What should be prepared at a read that is told of here. */
    synchronized Ahead ahead(long offset, long length) {
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
            found.start = offset;
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
            case 0 -> new Ahead(offset == 0 ? Math.max(end, Blocks.SMALL) : end, Blocks.BLOCK);
            case 1 -> Ahead.of(end, Blocks.BLOCK);
            default -> found.next - found.start < LONG
                ? Ahead.of(end + (Blocks.PARALLEL - 1) * Blocks.BLOCK, Blocks.BLOCK)
                : Ahead.of(end + 2 * LARGE, LARGE);
        };
    }
}
