package org.jolab.kernel.channels;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jolab.api.Comm;
import org.jolab.kernel.protocol.Reply;

/** A comm that this kernel knows; all threads share it. */
final class OpenComm implements Comm {

    private static final Handler NOTHING = (_, _) -> {};

    private final String id;
    private final String target;
    private final CommTable table;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Handler onMessage = NOTHING;
    private volatile Handler onClose = NOTHING;

    OpenComm(String id, String target, CommTable table) {
        this.id = id;
        this.target = target;
        this.table = table;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public void send(Message message) {
        if (closed.get()) {
            throw new IllegalStateException("The comm to \"%s\" is closed.".formatted(target));
        }
        table.send("comm_msg", Reply.object("comm_id", id, "data", message.data()), message);
    }

    @Override
    public void onMessage(Handler handler) {
        onMessage = Objects.requireNonNull(handler);
    }

    @Override
    public void onClose(Handler handler) {
        onClose = Objects.requireNonNull(handler);
    }

    @Override
    public void close(Map<String, Object> data) {
        if (closed.compareAndSet(false, true)) {
            table.forget(this);
            table.send("comm_close", Reply.object("comm_id", id, "data", data), Message.of(Map.of()));
        }
    }

    void deliver(Message message) {
        onMessage.handle(this, message);
    }

    void closed(Message message) {
        if (closed.compareAndSet(false, true)) {
            onClose.handle(this, message);
        }
    }
}
