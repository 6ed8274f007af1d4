package org.jolab.magics.drive.blocks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.BitSet;
import java.util.zip.CRC32C;

/**
 * Which pieces of a segment are on disk, with their checksums. On disk: {@code "JLBM"}, a version, the length, the
 * pieces as bits, a CRC-32C for each that is there, and one of everything before it. All numbers are big-endian.
 *
 * @param length of the segment in bytes
 */
record SegmentMap(long length, BitSet there, int[] sums) {

    /** Bytes that share a checksum; the last piece of a file may be shorter. */
    static final int PIECE = 1 << 18;

    private static final int MAGIC = 0x4a4c424d;
    private static final int VERSION = 1;

    static SegmentMap empty(long length) {
        var count = Math.toIntExact((length + PIECE - 1) / PIECE);
        return new SegmentMap(length, new BitSet(count), new int[count]);
    }

    SegmentMap copy() {
        return new SegmentMap(length, (BitSet) there.clone(), sums.clone());
    }

    int count() {
        return sums.length;
    }

    /** Bytes in a piece. */
    int size(int piece) {
        return (int) Math.min(PIECE, length - (long) piece * PIECE);
    }

    /** Bytes in all pieces that are there. */
    long held() {
        return there.stream().mapToLong(this::size).sum();
    }

    static int sum(ByteBuffer bytes) {
        var sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    /** Reads a map; fails with any exception when it is not whole or not of this length. */
    static SegmentMap read(Path file, long length) throws IOException {
        var bytes = Files.readAllBytes(file);
        if (bytes.length < 24 || sum(ByteBuffer.wrap(bytes, 0, bytes.length - 4))
            != ByteBuffer.wrap(bytes).getInt(bytes.length - 4)) {
            throw new IOException("The map is torn.");
        }
        var in = new DataInputStream(new ByteArrayInputStream(bytes, 0, bytes.length - 4));
        if (in.readInt() != MAGIC || in.readInt() != VERSION) {
            throw new IOException("Not a map of this version.");
        }
        var map = empty(in.readLong());
        if (length >= 0 && map.length != length) {
            throw new IOException("The map of another file.");
        }
        map.there.or(BitSet.valueOf(in.readNBytes(in.readInt())));
        if (map.there.length() > map.count()) {
            throw new IOException("More pieces than the file has.");
        }
        for (var i = map.there.nextSetBit(0); i >= 0; i = map.there.nextSetBit(i + 1)) {
            map.sums[i] = in.readInt();
        }
        return map;
    }

    /** Writes the map so that there is always a whole one. */
    void write(Path file) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeLong(length);
        var bits = there.toByteArray();
        out.writeInt(bits.length);
        out.write(bits);
        for (var i = there.nextSetBit(0); i >= 0; i = there.nextSetBit(i + 1)) {
            out.writeInt(sums[i]);
        }
        out.writeInt(sum(ByteBuffer.wrap(bytes.toByteArray())));
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, bytes.toByteArray());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
