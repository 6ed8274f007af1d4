package org.jolab.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jolab.api.Captured;
import org.jolab.api.Comms;
import org.jolab.api.Display;
import org.jolab.api.Frontend;
import org.jolab.api.Magics;
import org.jolab.api.MimeBundle;
import org.jolab.api.Notebook;
import org.jolab.api.Origin;
import org.jolab.api.Renderer;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace;

/** A front end that keeps what it is to show, until it is closed. */
public final class Shown implements Frontend, AutoCloseable {

    private final List<Object> displayed = new ArrayList<>();
    private final List<Map<String, Object>> payloads = new ArrayList<>();
    private final AutoCloseable binding = Notebook.bind(this);
    private BiFunction<String, Boolean, String> answer = (_, _) -> {
        throw new UsageError("Nobody can answer.");
    };

    /** A front end where nobody answers. */
    public Shown() {}

    /** A front end where {@code answer} is asked, with the prompt and whether what is typed is hidden. */
    public Shown(BiFunction<String, Boolean, String> answer) {
        this.answer = answer;
    }

    /** What was displayed, in order. */
    public List<Object> displayed() {
        return displayed;
    }

    /** The last thing displayed. */
    public MimeBundle last() {
        return (MimeBundle) displayed.getLast();
    }

    /** What was added to the cell's reply. */
    public List<Map<String, Object>> payloads() {
        return payloads;
    }

    /** Answers the questions to come. */
    public void answer(String text) {
        answer = (_, _) -> text;
    }

    @Override
    public void close() throws Exception {
        binding.close();
    }

    @Override
    public Display display(Object value, String id) {
        displayed.add(value);
        return null;
    }

    @Override
    public void update(String id, Object value) {}

    @Override
    public <T> T capture(Captured captured, Callable<T> work) throws Exception {
        return work.call();
    }

    @Override
    public MimeBundle json(Object value) {
        return MimeBundle.text(String.valueOf(value));
    }

    @Override
    public void clear(boolean wait) {}

    @Override
    public String input(String prompt, boolean password) {
        return answer.apply(prompt, password);
    }

    @Override
    public void payload(Map<String, Object> payload) {
        payloads.add(payload);
    }

    @Override
    public <T> void register(Class<T> type, Renderer<? super T> renderer) {}

    @Override
    public Comms comms() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Workspace workspace() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Magics.Table magics() {
        throw new UnsupportedOperationException();
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
