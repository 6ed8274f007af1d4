package org.jolab.widgets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jolab.api.Captured;
import org.jolab.api.Comm;
import org.jolab.api.Comms;
import org.jolab.api.Display;
import org.jolab.api.Frontend;
import org.jolab.api.Magics;
import org.jolab.api.MimeBundle;
import org.jolab.api.Notebook;
import org.jolab.api.Origin;
import org.jolab.api.Renderer;
import org.jolab.api.Workspace;

/** A front end that knows widgets, and a cell that shows them, until it is closed. */
final class FrontEnd implements Frontend, Comms, AutoCloseable {

    private final AutoCloseable binding = Notebook.bind(this);
    private final Map<String, Comm.Handler> targets = new ConcurrentHashMap<>();
    final Map<String, Line> lines = new ConcurrentHashMap<>();
    final List<Object> displayed = new ArrayList<>();
    final List<Object> kept = new ArrayList<>();
    final List<String> failures = new ArrayList<>();

    /** One comm, with what the kernel has sent over it. */
    static final class Line implements Comm {

        private final String id = UUID.randomUUID().toString();
        private final String target;
        final Message opening;
        final List<Message> sent = new ArrayList<>();
        boolean isClosed;
        private Handler onMessage = (_, _) -> {};
        private Handler onClose = (_, _) -> {};

        Line(String target, Message opening) {
            this.target = target;
            this.opening = opening;
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
        public synchronized void send(Message message) {
            sent.add(message);
        }

        @Override
        public void onMessage(Handler handler) {
            onMessage = handler;
        }

        @Override
        public void onClose(Handler handler) {
            onClose = handler;
        }

        @Override
        public synchronized void close(Map<String, Object> data) {
            isClosed = true;
        }

        synchronized boolean isClosed() {
            return isClosed;
        }

        /** What the front end sends. */
        void say(Map<String, Object> data, byte[]... buffers) {
            onMessage.handle(this, new Message(data, Map.of(), List.of(buffers)));
        }

        /** A change that somebody makes in the front end. */
        void change(String attribute, Object value) {
            var state = new LinkedHashMap<String, Object>();
            state.put(attribute, value);
            say(Map.of("method", "update", "state", state, "buffer_paths", List.of()));
        }

        void closeFromThere() {
            onClose.handle(this, Message.of(Map.of()));
        }

        /** The attributes with which it was opened. */
        Map<?, ?> state() {
            return (Map<?, ?>) opening.data().get("state");
        }

        /** The messages so far, as method and state. */
        synchronized List<String> methods() {
            return sent.stream().map(message -> message.data().get("method") + " " + message.data().get("state"))
                .toList();
        }
    }

    Line lineOf(Widget widget) {
        return lines.get(widget.id());
    }

    @Override
    public void close() throws Exception {
        binding.close();
    }

    @Override
    public Comm open(String target, Comm.Message opening) {
        var line = new Line(target, opening);
        lines.put(line.id(), line);
        return line;
    }

    @Override
    public void register(String target, Comm.Handler handler) {
        targets.put(target, handler);
    }

    @Override
    public boolean wasWanted(String target) {
        return true;
    }

    /** Opens a comm as a front end does. */
    Line openFromThere(String target) {
        var line = new Line(target, Comm.Message.of(Map.of()));
        targets.get(target).handle(line, line.opening);
        return line;
    }

    @Override
    public Display display(Object value, String id) {
        displayed.add(value instanceof DomWidget<?> widget ? widget.toMimeBundle() : value);
        return null;
    }

    @Override
    public void update(String id, Object value) {}

    @Override
    public MimeBundle json(Object value) {
        return MimeBundle.text(String.valueOf(value));
    }

    @Override
    public void clear(boolean wait) {
        kept.clear();
    }

    @Override
    public String input(String prompt, boolean password) {
        return "";
    }

    @Override
    public void payload(Map<String, Object> payload) {}

    @Override
    public <T> void register(Class<T> type, Renderer<? super T> renderer) {}

    @Override
    public Comms comms() {
        return this;
    }

    @Override
    public Workspace workspace() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Magics.Table magics() {
        throw new UnsupportedOperationException();
    }

    /** What is displayed meanwhile counts as captured. */
    @Override
    public <T> T capture(Captured captured, Callable<T> work) throws Exception {
        var before = displayed.size();
        try {
            return work.call();
        } finally {
            while (displayed.size() > before) {
                captured.display(displayed.remove(before) instanceof MimeBundle bundle ? bundle
                    : MimeBundle.text("something"), null);
            }
        }
    }

    @Override
    public void atEndOfCell(Runnable work) {}

    @Override
    public Origin origin() {
        return work -> {
            try {
                work.run();
            } catch (Exception e) {
                failures.add(e.toString());
            }
        };
    }

    @Override
    public String describe(Throwable thrown) {
        return thrown.toString();
    }

    @Override
    public void keep(Object value) {
        kept.add(value);
    }
}
