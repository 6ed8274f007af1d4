package org.jolab.magics.shell;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a program shows, on its way to the cell: whole lines at once, a line that is being rewritten at most twelve
 * times a second, and an unfinished one after a moment, since it may be the prompt of a question. Owned by the cell's
 * thread.
 */
final class LiveOutput implements Sink {

    private static final long REWRITE_NANOS = TimeUnit.MILLISECONDS.toNanos(80);
    private static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int LONGEST_LINE = 16 << 10;
    private static final int LONGEST_PROMPT = 500;

    private final Consumer<String> output;
    private final StringBuilder tail = new StringBuilder();
    private boolean lineBegins = true;
    /** The end of the unfinished line that is out already. */
    private String shown = "";
    private long heldSince;
    private long lastRewrite = System.nanoTime() - REWRITE_NANOS;
    private boolean waitsForQuestion;

    /** Passes all on to {@code output}. */
    LiveOutput(Consumer<String> output) {
        this.output = output;
    }

    @Override
    public void accept(String text, long now) {
        if (text.isEmpty()) {
            return;
        }
        waitsForQuestion = false;
        if (tail.isEmpty()) {
            heldSince = now;
        }
        tail.append(text);
        var end = tail.lastIndexOf("\n") + 1;
        if (end > 0) {
            var lines = Rewrites.collapse(tail.substring(0, end), lineBegins);
            tail.delete(0, end);
            heldSince = now;
            emit(lines);
        }
        if (tail.length() > LONGEST_LINE) {
            collapseTail();
            if (tail.length() > LONGEST_LINE) {
                release();
            }
        }
    }

    @Override
    public void tick(long now) {
        if (!tail.isEmpty() && now - dueAt() >= 0) {
            if (isRewritten()) {
                lastRewrite = now;
            }
            release();
        }
    }

    @Override
    public long idleMillis(long now, long limit) {
        return tail.isEmpty() ? limit : Math.clamp(TimeUnit.NANOSECONDS.toMillis(dueAt() - now) + 1, 0, limit);
    }

    private long dueAt() {
        if (waitsForQuestion) {
            return Long.MAX_VALUE / 2 + heldSince;
        }
        return isRewritten() ? Math.max(heldSince, lastRewrite + REWRITE_NANOS) : heldSince + HOLD_NANOS;
    }

    private boolean isRewritten() {
        return tail.indexOf("\r") >= 0;
    }

    /** Holds the unfinished line for its usual moment alone. */
    void noQuestion() {
        waitsForQuestion = false;
    }

    /** Holds the unfinished line until more comes or it is released: somebody may be about to ask. */
    void holdForQuestion() {
        waitsForQuestion = true;
    }

    @Override
    public void release() {
        collapseTail();
        var text = tail.toString();
        tail.setLength(0);
        waitsForQuestion = false;
        emit(text);
    }

    private void collapseTail() {
        if (isRewritten()) {
            var collapsed = Rewrites.collapse(tail.toString(), lineBegins);
            tail.setLength(0);
            tail.append(collapsed);
        }
    }

    /** The line that has no end yet, as it looks; what of it is out and what is held. */
    String unfinishedLine() {
        return looks(shown + tail);
    }

    /** Takes the unfinished line out, to be shown as a prompt; empty if it, or its begin, is out already. */
    String takePrompt() {
        if (!lineBegins || tail.length() > LONGEST_PROMPT) {
            release();
            return "";
        }
        var prompt = tail.toString();
        tail.setLength(0);
        waitsForQuestion = false;
        return prompt;
    }

    /** What a line looks like: without colours, and after all returns to its start. */
    static String looks(String line) {
        var plain = line.replaceAll("\u001b\\[[0-?]*[ -/]*[@-~]", "").replaceAll("\\p{Cntrl}+$", "");
        return plain.substring(plain.lastIndexOf('\r') + 1).replaceAll("\\p{Cntrl}", "");
    }

    /** The front end has shown the prompt and the answer, and ended the line. */
    void lineEnded() {
        lineBegins = true;
        shown = "";
    }

    /** Whether the next character stands at the start of a line. */
    boolean lineBegins() {
        return lineBegins && tail.isEmpty();
    }

    private void emit(String text) {
        if (!text.isEmpty()) {
            lineBegins = text.endsWith("\n");
            var line = text.lastIndexOf('\n') + 1;
            var rest = line == 0 ? shown + text : text.substring(line);
            shown = rest.length() <= LONGEST_PROMPT ? rest : rest.substring(rest.length() - LONGEST_PROMPT);
            output.accept(text);
        }
    }
}
