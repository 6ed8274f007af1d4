package org.jolab.plot;

/**
 * One series of a plot.
 *
 * @param mark how it is drawn
 * @param x where its values are, across
 * @param y its values
 * @param look what it is called and how it looks
 */
record Layer(Mark mark, Column x, Column y, Look look) {

    /** How a series is drawn. */
    enum Mark {
        LINE, AREA, SCATTER, BAR,
        /** Bars from {@code x} to {@code x2}, which are side by side. */
        HISTOGRAM,
        /** Five numbers and what lies beyond them: {@code y} holds all values, {@code x} their groups. */
        BOX,
        /** Cells at {@code x} and {@code y} whose colours are {@code by}. */
        HEATMAP
    }

    /**
     * What a series is called and how it looks.
     *
     * @param name its name in the legend; null if it has none
     * @param color its colour, as CSS has it; null to have one chosen
     * @param by the values that colour each of its points; null if there are none
     * @param x2 where bars of a histogram end; null for all others
     */
    record Look(String name, String color, Column by, Column x2) {

        static final Look PLAIN = new Look(null, null, null, null);
    }

    Layer named(String name) {
        return new Layer(mark, x, y, new Look(name, look.color, look.by, look.x2));
    }

    Layer colored(String color) {
        return new Layer(mark, x, y, new Look(look.name, color, look.by, look.x2));
    }

    Layer coloredBy(Column by) {
        return new Layer(mark, x, y, new Look(look.name, look.color, by, look.x2));
    }

    int size() {
        return Math.min(x.size(), y.size());
    }

    /** The points with these indices alone. */
    Layer at(int[] indices) {
        return new Layer(mark, x.at(indices), y.at(indices), new Look(look.name, look.color,
            look.by == null ? null : look.by.at(indices), look.x2 == null ? null : look.x2.at(indices)));
    }
}
