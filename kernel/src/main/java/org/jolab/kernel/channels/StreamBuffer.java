package org.jolab.kernel.channels;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import org.jolab.kernel.output.Outlet.Stream;
import org.jolab.kernel.protocol.Publication;

/** Text that was printed and not yet sent; owned by whoever holds the lock of its outlet. */
final class StreamBuffer {

    /**
     * With more changes between stdout and stderr in one batch, all of stdout is sent before all of stderr: a message
     * for each line would exceed what Jupyter servers let through (1000 messages a second).
     */
    private static final int MAX_CHANGES = 20;

    private static final int LONGEST_PROMPT = 500;

    private record Chunk(Stream stream, StringBuilder text) {}

    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private int size;
    /** Whether what was taken out of stdout so far ends with a line's end. */
    private boolean lineBegins = true;

    /** The characters that wait. */
    int size() {
        return size;
    }

    void append(Stream stream, CharSequence text) {
        if (chunks.isEmpty() || chunks.getLast().stream != stream) {
            chunks.addLast(new Chunk(stream, new StringBuilder()));
        }
        chunks.getLast().text.append(text);
        size += text.length();
    }

    /** How much {@link #drain} takes out. */
    enum Extent {
        /** Everything. */
        ALL,
        /**
         * All but a last character that may be the first half of a pair ({@code \r} of {@code \r\n}, or of two
         * surrogates): it stays until its other half has come.
         */
        WHOLE_CHARACTERS,
        /** All but a last line of stdout without an end, which may be the prompt of a question that follows. */
        WHOLE_LINES
    }

    /** Whether what would be left by {@link Extent#WHOLE_LINES} may be a prompt. */
    boolean endsWithPrompt() {
        var line = unfinishedLine();
        return line > 0 && line <= LONGEST_PROMPT;
    }

    /** Takes out what waits, as messages. */
    List<Publication.Text> drain(Extent extent) {
        var half = switch (extent) {
            case ALL -> null;
            case WHOLE_CHARACTERS -> half();
            case WHOLE_LINES -> new Chunk(Stream.STDOUT, new StringBuilder(takeUnfinishedLine()));
        };
        var texts = new ArrayList<Publication.Text>();
        for (var chunk : chunks.size() > MAX_CHANGES ? sorted() : chunks) {
            if (!chunk.text.isEmpty()) {
                texts.add(new Publication.Text(chunk.stream, chunk.text.toString()));
                if (chunk.stream == Stream.STDOUT) {
                    lineBegins = chunk.text.charAt(chunk.text.length() - 1) == '\n';
                }
            }
        }
        chunks.clear();
        size = 0;
        if (half != null && !half.text.isEmpty()) {
            append(half.stream, half.text);
        }
        return texts;
    }

    /** Takes back the last line of stdout if it has no end yet and all of it is still here; else there is none. */
    String takeUnfinishedLine() {
        var length = unfinishedLine();
        if (length == 0) {
            return "";
        }
        var text = chunks.getLast().text;
        var line = text.substring(text.length() - length);
        text.setLength(text.length() - length);
        size -= length;
        return line;
    }

    /** The length of the last line of stdout if it has no end yet and all of it is still here; else 0. */
    private int unfinishedLine() {
        if (chunks.isEmpty() || chunks.getLast().stream != Stream.STDOUT) {
            return 0;
        }
        var text = chunks.getLast().text;
        int start = text.lastIndexOf("\n") + 1;
        boolean whole = start > 0 || lineBegins && chunks.stream().filter(c -> c.stream == Stream.STDOUT).count() == 1;
        return whole ? text.length() - start : 0;
    }

    /** Cuts off the last character if it may be half of a pair. */
    private Chunk half() {
        if (chunks.isEmpty()) {
            return null;
        }
        var last = chunks.getLast();
        int end = last.text.length() - 1;
        if (end < 0 || last.text.charAt(end) != '\r' && !Character.isHighSurrogate(last.text.charAt(end))) {
            return null;
        }
        var half = new Chunk(last.stream, new StringBuilder().append(last.text.charAt(end)));
        last.text.setLength(end);
        return half;
    }

    private Iterable<Chunk> sorted() {
        var sorted = new EnumMap<Stream, Chunk>(Stream.class);
        for (var chunk : chunks) {
            sorted.computeIfAbsent(chunk.stream, stream -> new Chunk(stream, new StringBuilder()))
                .text.append(chunk.text);
        }
        return sorted.values();
    }
}
