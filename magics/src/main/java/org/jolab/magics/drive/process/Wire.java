package org.jolab.magics.drive.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/**
 * One end of a connection, owned by one thread at a time. A message is a line of JSON; where it says
 * {@code "bytes": n}, as many bytes follow the line.
 */
final class Wire implements Closeable {

    static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** The most bytes that follow a message. */
    static final int MOST = 1 << 20;

    private static final int LONGEST_LINE = 16 << 20;

    private final ByteChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(1 << 16).flip();

    Wire(ByteChannel channel) {
        this.channel = channel;
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    void send(ObjectNode message) throws IOException {
        var text = MAPPER.writeValueAsBytes(message);
        var line = ByteBuffer.allocate(text.length + 1).put(text).put((byte) '\n').flip();
        while (line.hasRemaining()) {
            channel.write(line);
        }
    }

    /** Sends a message with the bytes that remain in a buffer. */
    void send(ObjectNode message, ByteBuffer bytes) throws IOException {
        send(message.put("bytes", bytes.remaining()));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The next message, or null at the end. */
    ObjectNode receive() throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            while (in.hasRemaining()) {
                var next = in.get();
                if (next == '\n') {
                    return object(line);
                }
                line.write(next);
            }
            if (line.size() > LONGEST_LINE) {
                throw new IOException("A message is longer than " + LONGEST_LINE + " bytes.");
            }
            if (!fill()) {
                if (line.size() > 0) {
                    throw new EOFException("The connection broke in the middle of a message.");
                }
                return null;
            }
        }
    }

    /** Reads the bytes that follow a message into a buffer, which must have room for them; gives their number. */
    int receive(ObjectNode message, ByteBuffer target) throws IOException {
        var count = message.path("bytes").asInt();
        if (count < 0 || count > target.remaining()) {
            throw new IOException("A message with " + count + " bytes where " + target.remaining() + " fit.");
        }
        var piece = target.slice(target.position(), count);
        while (piece.hasRemaining()) {
            if (in.hasRemaining()) {
                var part = in.slice(in.position(), Math.min(in.remaining(), piece.remaining()));
                in.position(in.position() + part.remaining());
                piece.put(part);
            } else if (channel.read(piece) < 0) {
                throw new EOFException("The connection broke in the middle of a message.");
            }
        }
        target.position(target.position() + count);
        return count;
    }

    private static ObjectNode object(ByteArrayOutputStream line) throws IOException {
        if (MAPPER.readTree(line.toByteArray()) instanceof ObjectNode message) {
            return message;
        }
        throw new IOException("A message is no JSON object.");
    }

    private boolean fill() throws IOException {
        in.clear();
        var count = channel.read(in);
        in.flip();
        return count >= 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
