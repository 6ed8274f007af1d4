package org.jolab.magics.drive.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * An append-only file of lines {@code crc32c<TAB>json}. A line that was appended survives the death of the process at
 * any instant, and a loss of power after it was forced. Guarded by the lock of {@link Nodes}.
 */
final class Journal implements Closeable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final boolean torn;
    private FileChannel channel;
    private long length;

    private Journal(Path file, long length) throws IOException {
        this.file = file;
        this.length = length;
        channel = CacheFolder.openPrivate(file);
        torn = channel.size() > length;
        // What stands behind the last good line is a line that was never acknowledged.
        channel.truncate(length);
    }

    /** Whether something stood behind the last good line when it was opened. */
    boolean torn() {
        return torn;
    }

    /** Reads the lines of a file, which need not exist, and opens it for more. */
    static Journal open(Path file, Consumer<JsonNode> lines) throws IOException, UnreadableException {
        return new Journal(file, read(file, lines));
    }

    /** Gives the lines to a consumer, and how many bytes of the file they are. */
    private static long read(Path file, Consumer<JsonNode> lines) throws IOException, UnreadableException {
        long good = 0;
        var number = 0;
        var bad = 0;
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            var line = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b != '\n') {
                    line.write(b);
                    continue;
                }
                number++;
                if (bad > 0) {
                    throw new UnreadableException(bad);
                }
                var json = parse(line.toByteArray());
                if (json == null) {
                    bad = number;
                } else {
                    lines.accept(json);
                    good += line.size() + 1;
                }
                line.reset();
            }
            if (bad > 0 && line.size() > 0) {
                throw new UnreadableException(bad);
            }
        } catch (NoSuchFileException e) {
            return 0;
        }
        return good;
    }

    private static JsonNode parse(byte[] line) {
        if (line.length < 10 || line[8] != '\t') {
            return null;
        }
        var json = new byte[line.length - 9];
        System.arraycopy(line, 9, json, 0, json.length);
        try {
            var sum = HexFormat.fromHexDigits(new String(line, 0, 8, StandardCharsets.ISO_8859_1));
            return sum == sum(json) ? JSON.readTree(json) : null;
        } catch (IllegalArgumentException | IOException e) {
            return null;
        }
    }

    private static int sum(byte[] json) {
        var sum = new CRC32C();
        sum.update(json);
        return (int) sum.getValue();
    }

    static byte[] bytes(JsonNode content) {
        try {
            return JSON.writeValueAsBytes(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(byte[] content) {
        try {
            return JSON.readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer line(JsonNode content) {
        var json = bytes(content);
        var line = ByteBuffer.allocate(json.length + 10);
        line.put(HexFormat.of().toHexDigits(sum(json)).getBytes(StandardCharsets.ISO_8859_1));
        return line.put((byte) '\t').put(json).put((byte) '\n').flip();
    }

    /** Appends a line; after a failure the file is as it was before. */
    void append(JsonNode content) throws IOException {
        var line = line(content);
        var size = line.remaining();
        var to = opened();
        try {
            for (long at = length; line.hasRemaining();) {
                at += to.write(line, at);
            }
        } catch (IOException e) {
            if (to.isOpen()) {
                to.truncate(length);
            }
            throw e;
        }
        length += size;
    }

    /** An interrupt of a thread that writes closes a channel for all. */
    private FileChannel opened() throws IOException {
        if (!channel.isOpen()) {
            channel = CacheFolder.openPrivate(file);
            channel.truncate(length);
        }
        return channel;
    }

    long length() {
        return length;
    }

    /** The file, to be forced to the disk without the lock. */
    FileChannel unforced() throws IOException {
        return opened();
    }

    /** Puts new lines in the place of all. */
    void rewrite(Iterator<JsonNode> lines) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        long at = 0;
        var out = CacheFolder.openPrivate(fresh);
        try {
            var buffer = ByteBuffer.allocate(1 << 18);
            while (lines.hasNext()) {
                var line = line(lines.next());
                if (buffer.position() > 0 && buffer.remaining() < line.remaining()) {
                    at = drain(buffer.flip(), out, at);
                    buffer.clear();
                }
                if (buffer.remaining() < line.remaining()) {
                    at = drain(line, out, at);
                } else {
                    buffer.put(line);
                }
            }
            at = drain(buffer.flip(), out, at);
            out.force(true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
        // From here on the file is this one, whatever else fails.
        var old = channel;
        channel = out;
        length = at;
        old.close();
        CacheFolder.forceFolder(file.getParent());
    }

    private static long drain(ByteBuffer from, FileChannel to, long at) throws IOException {
        var end = at;
        while (from.hasRemaining()) {
            end += to.write(from, end);
        }
        return end;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** A line in the middle is not what was once written. */
    static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1;

        UnreadableException(int line) {
            super("line " + line + " of the journal cannot be read");
        }
    }
}
