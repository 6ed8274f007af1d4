package org.jolab.magics.transfer;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jolab.api.Comm;
import org.jolab.api.Comms;

/**
 * Where a running cell meets the page that shows its output: a comm target whose name is a nonce, known to that output
 * alone and good until {@link #close}. The comms' thread puts in what arrives, the cell's thread takes it out.
 */
final class Meeting implements AutoCloseable {

    /** What has happened. */
    sealed interface Event {

        /** The line on which it did. */
        Comm comm();
    }

    /** A page has opened a line; {@code client} is what it calls itself, also when it comes again. */
    record Arrived(Comm comm, String client) implements Event {}

    /** A page has said something, perhaps with bytes (else they are empty). */
    record Said(Comm comm, Map<String, Object> data, byte[] bytes) implements Event {

        /** What kind of message it is. */
        String kind() {
            return text("kind");
        }

        /** A text of the message; empty if it has none of that name. */
        String text(String name) {
            return data.get(name) instanceof String text ? text : "";
        }

        /** A number of the message; -1 if it has none of that name. */
        long number(String name) {
            return data.get(name) instanceof Number number ? number.longValue() : -1;
        }

        /** Whether the message says yes. */
        boolean is(String name) {
            return Boolean.TRUE.equals(data.get(name));
        }
    }

    /** A page has closed its line. */
    record Left(Comm comm) implements Event {}

    private static final String PREFIX = "jolab.files.";
    private static final int NONCE_BYTES = 16;
    /** More than a page that keeps to its window can have under way; what comes on top of it is lost. */
    private static final int CAPACITY = 256;

    private final Comms comms;
    private final String target;
    private final BlockingQueue<Event> inbox = new ArrayBlockingQueue<>(CAPACITY);
    private final Set<Comm> lines = ConcurrentHashMap.newKeySet();
    private final Mailbox mailbox;

    /**
     * Opens the place.
     *
     * @param folder where pages that can't open a line may leave messages as files
     */
    Meeting(Comms comms, Path folder) {
        this.comms = comms;
        var nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        target = PREFIX + HexFormat.of().formatHex(nonce);
        comms.register(target, this::accept);
        mailbox = new Mailbox(folder, target, this::accept);
    }

    /** The comm target that a page has to open. */
    String target() {
        return target;
    }

    private void accept(Comm comm, Comm.Message opening) {
        lines.add(comm);
        comm.onMessage((line, message) -> inbox.offer(new Said(line, message.data(), joined(message.buffers()))));
        comm.onClose((line, _) -> {
            lines.remove(line);
            inbox.offer(new Left(line));
        });
        var client = opening.data().get("client");
        inbox.offer(new Arrived(comm, String.valueOf(client)));
    }

    private static byte[] joined(List<byte[]> buffers) {
        return buffers.isEmpty() ? new byte[0] : buffers.getFirst();
    }

    /** The next thing that happens; null if nothing does within {@code time}. */
    Event await(Duration time) throws InterruptedException {
        return inbox.poll(Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS);
    }

    /** What has happened already; null if nothing has. */
    Event poll() {
        return inbox.poll();
    }

    /** Ends one line, and tells the page why. */
    void dismiss(Comm comm, String message) {
        lines.remove(comm);
        comm.close(Map.of("message", message));
    }

    /** Ends all lines, and tells the pages why; whoever comes later is sent away. */
    void close(String message) {
        comms.register(target, (late, _) -> late.close(Map.of("message", "")));
        for (var line : Set.copyOf(lines)) {
            dismiss(line, message);
        }
        mailbox.close();
        inbox.clear();
    }

    @Override
    public void close() {
        close("");
    }
}
