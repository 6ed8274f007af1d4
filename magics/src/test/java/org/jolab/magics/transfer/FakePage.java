package org.jolab.magics.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
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

/**
 * A notebook with a page that a test plays: it opens a line as soon as a transfer is shown, and answers what the kernel
 * says. Used by the test's thread, on which all of this happens; its list of what is shown by all.
 */
final class FakePage implements Frontend, Comms, AutoCloseable {

    private static final Pattern TARGET = Pattern.compile("jolab\\.files\\.[0-9a-f]{32}");

    /** One end of a comm; what the kernel sends goes to the test. */
    final class Line implements Comm {

        private final String target;
        private Handler onMessage = (_, _) -> {};
        private Handler onClose = (_, _) -> {};
        private boolean isClosed;

        Line(String target) {
            this.target = target;
        }

        /** Says something to the kernel. */
        void say(Map<String, Object> data, byte[]... buffers) {
            onMessage.handle(this, new Message(data, Map.of(), List.of(buffers)));
        }

        /** Closes the line, as a page that is left. */
        void leave() {
            onClose.handle(this, Message.of(Map.of()));
        }

        boolean isClosed() {
            return isClosed;
        }

        @Override
        public String id() {
            return "line";
        }

        @Override
        public String target() {
            return target;
        }

        @Override
        public void send(Message message) {
            if (isClosed) {
                throw new IllegalStateException("closed");
            }
            heard.add(message.data());
            answer.accept(this, message);
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
        public void close(Map<String, Object> data) {
            isClosed = true;
        }
    }

    private final AutoCloseable binding = Notebook.bind(this);
    private final BiConsumer<Line, Comm.Message> answer;
    private final boolean arrives;
    private Comm.Handler handler;
    private Line widget;
    /** What the page's widget sends when it is shown; null if it shows none. */
    Comm.Message chosen;
    private String target;
    /** All that the kernel has said. */
    final List<Map<String, Object>> heard = new ArrayList<>();
    /** All that was shown, in the end without what was replaced. */
    final List<MimeBundle> shown = new ArrayList<>();

    /** A page that answers each message. */
    FakePage(BiConsumer<Line, Comm.Message> answer) {
        this(answer, true);
    }

    FakePage(BiConsumer<Line, Comm.Message> answer, boolean arrives) {
        this.answer = answer;
        this.arrives = arrives;
    }

    /** Opens a line, for a page that calls itself {@code client}. */
    Line open(String client) {
        var line = new Line(target);
        handler.handle(line, Comm.Message.of(Map.of("client", client)));
        return line;
    }

    @Override
    public Display display(Object value, String id) {
        var bundle = (MimeBundle) value;
        shown.add(bundle);
        var match = TARGET.matcher(String.valueOf(bundle.data().get("text/html")));
        if (match.find() && arrives) {
            assert match.group().equals(target);
            open("page");
        }
        if (bundle.data().containsKey("application/vnd.jupyter.widget-view+json")) {
            widget.onMessage.handle(widget, chosen);
        }
        var index = shown.size() - 1;
        return new Display() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public void update(Object other) {
                shown.set(index, (MimeBundle) other);
            }
        };
    }

    @Override
    public void register(String name, Comm.Handler newHandler) {
        target = name;
        handler = newHandler;
    }

    @Override
    public Comms comms() {
        return this;
    }

    @Override
    public void close() throws Exception {
        binding.close();
    }

    @Override
    public Comm open(String name, Comm.Message opening) {
        var line = new Line(name);
        if (opening.data().toString().contains("FileUploadModel")) {
            widget = line;
        }
        return line;
    }

    @Override
    public boolean wasWanted(String name) {
        return chosen != null && name.equals("jupyter.widget.control");
    }

    @Override
    public void update(String id, Object value) {}

    @Override
    public MimeBundle json(Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clear(boolean wait) {}

    @Override
    public String input(String prompt, boolean password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void payload(Map<String, Object> payload) {}

    @Override
    public <T> void register(Class<T> type, Renderer<? super T> renderer) {}

    @Override
    public Workspace workspace() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Magics.Table magics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T capture(Captured captured, Callable<T> work) throws Exception {
        return work.call();
    }

    @Override
    public void atEndOfCell(Runnable work) {}

    @Override
    public Origin origin() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String describe(Throwable thrown) {
        return thrown.toString();
    }

    @Override
    public void keep(Object value) {}
}
