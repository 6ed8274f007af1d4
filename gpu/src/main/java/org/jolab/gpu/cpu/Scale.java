package org.jolab.gpu.cpu;

/**
 * A power of two by which a matrix was multiplied, so that squares of its elements neither overflow nor vanish.
 *
 * @param exponent of the power
 */
record Scale(int exponent) {

    private static final int HARMLESS = 400;

    /** Multiplies all numbers, if they need it, so that the greatest is about 1. */
    static Scale of(double[][] numbers) {
        var greatest = 0.0;
        for (var row : numbers) {
            for (var number : row) {
                greatest = Math.max(greatest, Math.abs(number));
            }
        }
        var exponent = Math.getExponent(greatest);
        if (greatest == 0 || !Double.isFinite(greatest) || Math.abs(exponent) <= HARMLESS) {
            return new Scale(0);
        }
        multiply(numbers, -exponent);
        return new Scale(-exponent);
    }

    private static void multiply(double[][] numbers, int exponent) {
        for (var row : numbers) {
            for (var i = 0; i < row.length; i++) {
                row[i] = Math.scalb(row[i], exponent);
            }
        }
    }

    /** Numbers that came of the multiplied matrix, as they are of the original one. */
    double[][] undo(double[][] numbers) {
        if (exponent != 0) {
            multiply(numbers, -exponent);
        }
        return numbers;
    }
}
