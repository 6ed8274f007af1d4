package org.jolab.kernel.display;

import java.time.Duration;

/**
 * How much of a value is shown.
 *
 * @param characters of text in all; HTML has about ten times as many, its markup included
 * @param leaf characters of one string within a container
 * @param items of a container; fewer deeper down
 * @param rows of a table
 * @param columns of a table
 * @param patience how long the user's own methods may take, such as {@code toString()}
 */
public record Limits(int characters, int leaf, int items, int rows, int columns, Duration patience) {

    /** What fits on a screen or two. */
    public static final Limits SCREEN = new Limits(20_000, 160, 100, 40, 20, Duration.ofSeconds(2));

    /** How deep containers are opened. */
    static final int DEPTH = 6;

    /** The width of text, in columns of a terminal. */
    static final int WIDTH = 100;

    Limits withCharacters(int count) {
        return new Limits(count, leaf, items, rows, columns, patience);
    }

    /** How many items a container shows that lies {@code depth} containers deep. */
    int items(int depth) {
        return switch (depth) {
            case 0 -> items;
            case 1 -> Math.min(items, 24);
            case 2 -> Math.min(items, 10);
            default -> Math.min(items, 6);
        };
    }
}
