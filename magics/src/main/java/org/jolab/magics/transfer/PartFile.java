package org.jolab.magics.transfer;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * A file that has arrived in part. Its name tells which one it is: the same file, sent again to the same folder, goes
 * on where it ended. Used by the cell's thread; no interrupt closes it.
 *
 * <p>The checksum is CRC-32, which sees every error that chance makes: browsers have better ones only on pages from
 * https, and none that goes on from chunk to chunk.
 */
final class PartFile implements AutoCloseable {

    static final String SUFFIX = ".part";
    private static final int STEM = 40;
    private static final int DIGITS = 12;
    private static final int BLOCK = 1 << 20;

    private final Path path;
    private final RandomAccessFile file;
    private final CRC32 crc = new CRC32();
    private long offset;

    private PartFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Where the part of a file lies.
     *
     * @param sent its name, as the page has it
     * @param size its bytes when it will be complete
     * @param modified when it was changed last, on the other side
     */
    static Path place(Path folder, String sent, long size, long modified) {
        try {
            var identity = (sent + "\n" + size + "\n" + modified).getBytes(StandardCharsets.UTF_8);
            var digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(identity));
            var name = sent.substring(sent.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._ -]", "_");
            var stem = name.substring(0, Math.min(STEM, name.length()));
            return folder.resolve(stem + "." + digest.substring(0, DIGITS) + SUFFIX);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Opens a part or begins one; another place if the part is just being written by someone else. */
    static PartFile open(Path place, long size) throws IOException, InterruptedException {
        if (Files.isSymbolicLink(place)) {
            Files.delete(place);
        }
        var file = new RandomAccessFile(place.toFile(), "rw");
        if (!isOurs(file)) {
            file.close();
            var other = place.resolveSibling(place.getFileName().toString()
                .replace(SUFFIX, "." + UUID.randomUUID().toString().substring(0, STEM / 5) + SUFFIX));
            file = new RandomAccessFile(other.toFile(), "rw");
            return new PartFile(other, file);
        }
        var part = new PartFile(place, file);
        try {
            if (file.length() > size) {
                file.setLength(0);
            }
            part.readAgain();
        } catch (IOException | InterruptedException e) {
            file.close();
            throw e;
        }
        return part;
    }

    /** A part at a path, whatever lies there. */
    static PartFile at(Path path) throws IOException {
        return new PartFile(path, new RandomAccessFile(path.toFile(), "rw"));
    }

    private static boolean isOurs(RandomAccessFile file) throws IOException {
        try {
            FileLock lock = file.getChannel().tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void readAgain() throws IOException, InterruptedException {
        var block = new byte[BLOCK];
        for (int count; (count = file.read(block)) > 0;) {
            crc.update(block, 0, count);
            offset += count;
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** Where it lies. */
    Path path() {
        return path;
    }

    /** How many bytes have arrived. */
    long offset() {
        return offset;
    }

    /** The CRC-32 of what has arrived. */
    long crc() {
        return crc.getValue();
    }

    /** Appends what has arrived. */
    void write(byte[] bytes) throws IOException {
        file.write(bytes);
        crc.update(bytes);
        offset += bytes.length;
    }

    /** Begins anew. */
    void restart() throws IOException {
        file.setLength(0);
        file.seek(0);
        crc.reset();
        offset = 0;
    }

    /** Ends it such that it can go on later; an empty one is removed. */
    @Override
    public void close() throws IOException {
        file.close();
        if (offset == 0) {
            Files.deleteIfExists(path);
        }
    }

    /** Ends it when it is complete; where it lies is left to the caller. */
    void complete() throws IOException {
        file.close();
    }

    /** Removes it. */
    void discard() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }
}
