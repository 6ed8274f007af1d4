package org.jolab.gpu.cpu;

/**
 * Cosines and sines of fractions of a full turn, to the last digit, because the angle is brought to an eighth of a turn
 * while it is still a fraction.
 *
 * @param size into how many parts a turn is divided
 */
record Turns(int size) {

    /** Of {@code part} parts. */
    double cos(long part) {
        var angle = 8 * Math.floorMod(part, (long) size);
        var turn = 8L * size;
        angle = Math.min(angle, turn - angle);
        var isBehind = angle > turn / 4;
        angle = isBehind ? turn / 2 - angle : angle;
        var value = angle > size ? Math.sin(Math.PI * (turn / 4 - angle) / (4.0 * size))
            : Math.cos(Math.PI * angle / (4.0 * size));
        return isBehind ? -value : value;
    }

    /** Of {@code part} parts. */
    double sin(long part) {
        var angle = 8 * Math.floorMod(part, (long) size);
        var turn = 8L * size;
        var isBelow = angle > turn / 2;
        angle = isBelow ? turn - angle : angle;
        angle = Math.min(angle, turn / 2 - angle);
        var value = angle > size ? Math.cos(Math.PI * (turn / 4 - angle) / (4.0 * size))
            : Math.sin(Math.PI * angle / (4.0 * size));
        return isBelow ? -value : value;
    }
}
