package org.jolab.gpu.cpu;

/** Pairs of rows times a panel. The inner loops are of the few forms that the JIT compiler turns into vector code. */
final class Kernels {

    private Kernels() {
    }

    /** {@code sums[i][j] += Σ rows[i][k] * panel[k][j]}; the panel's depth is a multiple of 4. */
    static void multiply(Object[] sums, Object[] rows, Object[] panel, int columns) {
        switch (sums[0]) {
            case float[] c -> {
                for (var k = 0; k < panel.length; k += 4) {
                    floats(c, (float[]) sums[1], new float[][] {(float[]) panel[k], (float[]) panel[k + 1],
                        (float[]) panel[k + 2], (float[]) panel[k + 3]}, new Factors(rows, k, columns));
                }
            }
            case double[] c -> {
                for (var k = 0; k < panel.length; k += 4) {
                    doubles(c, (double[]) sums[1], new double[][] {(double[]) panel[k], (double[]) panel[k + 1],
                        (double[]) panel[k + 2], (double[]) panel[k + 3]}, new Factors(rows, k, columns));
                }
            }
            default -> {
                for (var i = 0; i < 2; i++) {
                    for (var k = 0; k < panel.length; k++) {
                        longs((long[]) sums[i], (long[]) panel[k], ((long[]) rows[i])[k], columns);
                    }
                }
            }
        }
    }

    /** Four factors of each of two rows, from {@code k} on. */
    private record Factors(Object[] rows, int k, int columns) {
    }

    private static void floats(float[] c, float[] d, float[][] panel, Factors factors) {
        var a = (float[]) factors.rows[0];
        var b = (float[]) factors.rows[1];
        var k = factors.k;
        var a0 = a[k];
        var a1 = a[k + 1];
        var a2 = a[k + 2];
        var a3 = a[k + 3];
        var b0 = b[k];
        var b1 = b[k + 1];
        var b2 = b[k + 2];
        var b3 = b[k + 3];
        var p = panel[0];
        var q = panel[1];
        var r = panel[2];
        var s = panel[3];
        for (var j = 0; j < factors.columns; j++) {
            var x = p[j];
            var y = q[j];
            var z = r[j];
            var w = s[j];
            c[j] += a0 * x + a1 * y + (a2 * z + a3 * w);
            d[j] += b0 * x + b1 * y + (b2 * z + b3 * w);
        }
    }

    private static void doubles(double[] c, double[] d, double[][] panel, Factors factors) {
        var a = (double[]) factors.rows[0];
        var b = (double[]) factors.rows[1];
        var k = factors.k;
        var a0 = a[k];
        var a1 = a[k + 1];
        var a2 = a[k + 2];
        var a3 = a[k + 3];
        var b0 = b[k];
        var b1 = b[k + 1];
        var b2 = b[k + 2];
        var b3 = b[k + 3];
        var p = panel[0];
        var q = panel[1];
        var r = panel[2];
        var s = panel[3];
        for (var j = 0; j < factors.columns; j++) {
            var x = p[j];
            var y = q[j];
            var z = r[j];
            var w = s[j];
            c[j] += a0 * x + a1 * y + (a2 * z + a3 * w);
            d[j] += b0 * x + b1 * y + (b2 * z + b3 * w);
        }
    }

    private static void longs(long[] c, long[] row, long factor, int n) {
        for (var j = 0; j < n; j++) {
            c[j] += factor * row[j];
        }
    }

    /** {@code sums[j] = Σ row[k] * matrix[k][j]}, the matrix without gaps. */
    static void tiny(Object sums, Object row, Object matrix, int columns) {
        Lane.fill(sums, 0, 0);
        switch (sums) {
            case float[] c -> {
                var a = (float[]) row;
                for (var k = 0; k < a.length; k++) {
                    for (var j = 0; j < columns; j++) {
                        c[j] += a[k] * ((float[]) matrix)[k * columns + j];
                    }
                }
            }
            case double[] c -> {
                var a = (double[]) row;
                for (var k = 0; k < a.length; k++) {
                    for (var j = 0; j < columns; j++) {
                        c[j] += a[k] * ((double[]) matrix)[k * columns + j];
                    }
                }
            }
            default -> {
                var a = (long[]) row;
                for (var k = 0; k < a.length; k++) {
                    for (var j = 0; j < columns; j++) {
                        ((long[]) sums)[j] += a[k] * ((long[]) matrix)[k * columns + j];
                    }
                }
            }
        }
    }

    /** Makes {@code values} column {@code j} of a panel. */
    static void spread(Object values, Object[] panel, int j) {
        switch (values) {
            case float[] floats -> {
                for (var k = 0; k < floats.length; k++) {
                    ((float[]) panel[k])[j] = floats[k];
                }
            }
            case double[] doubles -> {
                for (var k = 0; k < doubles.length; k++) {
                    ((double[]) panel[k])[j] = doubles[k];
                }
            }
            default -> {
                for (var k = 0; k < ((long[]) values).length; k++) {
                    ((long[]) panel[k])[j] = ((long[]) values)[k];
                }
            }
        }
    }
}
