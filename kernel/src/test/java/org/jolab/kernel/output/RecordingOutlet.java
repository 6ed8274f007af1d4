package org.jolab.kernel.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jolab.api.MimeBundle;
import org.jolab.api.UsageError;

/** Keeps everything in memory; written by any thread, read by the test's. */
public final class RecordingOutlet implements Outlet {

    /** One call, {@code kind} being display, update or clear. */
    public record Event(String kind, MimeBundle bundle, String id) {}

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private final List<Event> events = new ArrayList<>();
    private final List<String> prompts = new ArrayList<>();
    private final List<Map<String, Object>> payloads = new ArrayList<>();
    private final BlockingQueue<String> typed = new LinkedBlockingQueue<>();
    private volatile boolean open = true;
    private volatile boolean takesInput = true;

    /** What the user will type next. */
    public RecordingOutlet type(String... lines) {
        typed.addAll(List.of(lines));
        return this;
    }

    /** The front end says that it takes no input. */
    public RecordingOutlet refuseInput() {
        takesInput = false;
        return this;
    }

    /** The cell was run again. */
    public void retire() {
        open = false;
    }

    public synchronized String out() {
        return out.toString();
    }

    public synchronized String err() {
        return err.toString();
    }

    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** The prompts that were shown, a password's with a leading {@code *}. */
    public synchronized List<String> prompts() {
        return List.copyOf(prompts);
    }

    public synchronized List<Map<String, Object>> payloads() {
        return List.copyOf(payloads);
    }

    @Override
    public synchronized void stream(Stream stream, CharSequence text) {
        (stream == Stream.STDOUT ? out : err).append(text);
    }

    @Override
    public synchronized void display(MimeBundle bundle, String displayId) {
        events.add(new Event("display", bundle, displayId));
    }

    @Override
    public synchronized void update(MimeBundle bundle, String displayId) {
        events.add(new Event("update", bundle, displayId));
    }

    @Override
    public synchronized void clear(boolean wait) {
        events.add(new Event("clear", null, String.valueOf(wait)));
    }

    @Override
    public String input(String prompt, boolean password) throws InterruptedException {
        if (!takesInput) {
            throw new UsageError("This front end takes no input.");
        }
        synchronized (this) {
            prompts.add(password ? "*" + prompt : prompt);
        }
        return typed.take();
    }

    @Override
    public synchronized String takeUnfinishedLine() {
        var line = out.substring(out.lastIndexOf("\n") + 1);
        out.setLength(out.length() - line.length());
        return line;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public synchronized void payload(Map<String, Object> payload) {
        payloads.add(payload);
    }
}
