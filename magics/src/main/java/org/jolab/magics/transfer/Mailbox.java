package org.jolab.magics.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jolab.api.Comm;

/**
 * A line between a cell and its page made of files, for networks that let no WebSocket through: the page makes a folder
 * through the server's Contents API, named after the nonce that it was told, and each message is a file in it, {@code
 * up-1}, {@code up-2}, … from the page and {@code down-1}, … to it: a line of JSON, then bytes. Its own thread reads;
 * any sends.
 */
final class Mailbox implements Comm, AutoCloseable {

    private static final long PAUSE_NANOS = 200_000_000;
    private static final int MOST_BYTES = 16 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path box;
    private final String target;
    private final Thread reader;
    private volatile Handler onMessage = (_, _) -> { };
    private volatile boolean isClosed;
    private int sent;
    /** As many of our messages as the page has read; their files are gone. */
    private int read;

    /**
     * Waits for a page.
     *
     * @param folder where it may make its folder
     * @param target the nonce
     * @param arrived called once, with this line and the page's first message
     */
    Mailbox(Path folder, String target, BiConsumer<Comm, Message> arrived) {
        this.target = target;
        box = folder.resolve(target.replace('.', '-'));
        reader = Thread.ofVirtual().name("mailbox").start(() -> listen(arrived));
    }

    private void listen(BiConsumer<Comm, Message> arrived) {
        for (var next = 1; !isClosed;) {
            try {
                var message = message(box.resolve("up-" + next));
                if (message == null) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                    continue;
                }
                if (next++ == 1) {
                    arrived.accept(this, message);
                } else {
                    onMessage.handle(this, message);
                }
            } catch (IOException e) {
                // Half written, or not to be read for the moment.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** What is in a file, which is removed; null if it is not there or not complete. */
    private Message message(Path file) throws IOException {
        if (!Files.isDirectory(box, LinkOption.NOFOLLOW_LINKS) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            || Files.size(file) > MOST_BYTES) {
            return null;
        }
        var bytes = Files.readAllBytes(file);
        var end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        JsonNode line;
        try {
            line = JSON.readTree(bytes, 0, end);
        } catch (JsonProcessingException e) {
            return null;
        }
        if (end == bytes.length || bytes.length - end - 1 != line.path("length").asInt(-1)) {
            return null;
        }
        Files.delete(file);
        forget(line.path("got").asInt());
        var data = JSON.<Map<String, Object>>convertValue(line.path("data"),
            JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
        return new Message(data == null ? Map.of() : data, Map.of(),
            List.of(Arrays.copyOfRange(bytes, end + 1, bytes.length)));
    }

    private synchronized void forget(int got) throws IOException {
        for (; read < Math.min(got, sent); read++) {
            Files.deleteIfExists(box.resolve("down-" + (read + 1)));
        }
    }

    @Override
    public String id() {
        return target + ".files";
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public synchronized void send(Message message) {
        if (isClosed) {
            throw new IllegalStateException("The page has left.");
        }
        try {
            var bytes = new ByteArrayOutputStream();
            var length = message.buffers().stream().mapToInt(buffer -> buffer.length).sum();
            bytes.writeBytes(JSON.writeValueAsString(Map.of("data", message.data(), "length", length))
                .getBytes(StandardCharsets.UTF_8));
            bytes.write('\n');
            message.buffers().forEach(bytes::writeBytes);
            var part = box.resolve("part");
            Files.write(part, bytes.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(part, box.resolve("down-" + ++sent), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IllegalStateException("The page's folder can't be written: " + Reasons.of(e), e);
        }
    }

    @Override
    public void onMessage(Handler handler) {
        onMessage = handler;
    }

    /** Never called: a page that leaves is noticed by its silence. */
    @Override
    public void onClose(Handler handler) { }

    /** The page sees the end by its folder, which is no longer there; the text it is to show is in the output then. */
    @Override
    public void close(Map<String, Object> data) {
        close();
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(reader);
        synchronized (this) {
            if (!Files.isDirectory(box, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            try (var files = Files.newDirectoryStream(box)) {
                for (var file : files) {
                    Files.deleteIfExists(file);
                }
                Files.deleteIfExists(box);
            } catch (IOException e) {
                System.getLogger(Mailbox.class.getName()).log(System.Logger.Level.DEBUG, "A folder stays", e);
            }
        }
    }
}
