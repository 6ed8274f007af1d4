package org.jolab.magics.shell;

/** What a program has printed, all of it or the end. Owned by the cell's thread. */
final class Transcript implements Sink {

    private final int limit;
    private final StringBuilder text = new StringBuilder();

    private Transcript(int limit) {
        this.limit = limit;
    }

    /** Keeps everything. */
    static Transcript ofAll() {
        return new Transcript(Integer.MAX_VALUE);
    }

    /** Keeps at least the last {@code count} characters, if there are so many, and at most twice as many. */
    static Transcript ofLast(int count) {
        return new Transcript(count);
    }

    @Override
    public void accept(String more, long now) {
        text.append(more);
        if (text.length() / 2 > limit) {
            text.delete(0, text.length() - limit);
        }
    }

    /** The line that has no end yet. */
    String unfinishedLine() {
        return text.substring(text.lastIndexOf("\n") + 1);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
