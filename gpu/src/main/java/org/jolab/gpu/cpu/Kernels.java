package org.jolab.gpu.cpu;

/** Pairs of rows times a panel. The inner loops are of the few forms that the JIT compiler turns into vector code. */
final class Kernels {

    /** Columns of a panel; its rows are so far apart. */
    static final int COLUMNS = 512;

    private Kernels() {
    }

    /** {@code sums[i][j] += Σ rows[i][k] * panel[k][j]} for even {@code depth}. */
    static void multiply(Object[] sums, Object[] rows, Object panel, int depth, int columns) {
        switch (panel) {
            case float[] floats -> {
                var a = (float[]) rows[0];
                var b = (float[]) rows[1];
                for (var k = 0; k < depth; k += 2) {
                    floats((float[]) sums[0], (float[]) sums[1], floats, k * COLUMNS, a[k], a[k + 1], b[k], b[k + 1],
                        columns);
                }
            }
            case double[] doubles -> {
                var a = (double[]) rows[0];
                var b = (double[]) rows[1];
                for (var k = 0; k < depth; k += 2) {
                    doubles((double[]) sums[0], (double[]) sums[1], doubles, k * COLUMNS, a[k], a[k + 1], b[k],
                        b[k + 1], columns);
                }
            }
            default -> {
                var a = (long[]) rows[0];
                var b = (long[]) rows[1];
                for (var k = 0; k < depth; k++) {
                    longs((long[]) sums[0], (long[]) panel, k * COLUMNS, a[k], columns);
                    longs((long[]) sums[1], (long[]) panel, k * COLUMNS, b[k], columns);
                }
            }
        }
    }

    private static void floats(float[] c, float[] d, float[] panel, int at, float c0, float c1, float d0, float d1,
        int n) {
        for (var j = 0; j < n; j++) {
            var x = panel[at + j];
            var y = panel[at + COLUMNS + j];
            c[j] += c0 * x + c1 * y;
            d[j] += d0 * x + d1 * y;
        }
    }

    private static void doubles(double[] c, double[] d, double[] panel, int at, double c0, double c1, double d0,
        double d1, int n) {
        for (var j = 0; j < n; j++) {
            var x = panel[at + j];
            var y = panel[at + COLUMNS + j];
            c[j] += c0 * x + c1 * y;
            d[j] += d0 * x + d1 * y;
        }
    }

    private static void longs(long[] c, long[] panel, int at, long factor, int n) {
        for (var j = 0; j < n; j++) {
            c[j] += factor * panel[at + j];
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
    static void spread(Object values, Object panel, int j, int n) {
        switch (panel) {
            case float[] floats -> {
                for (var k = 0; k < n; k++) {
                    floats[k * COLUMNS + j] = ((float[]) values)[k];
                }
            }
            case double[] doubles -> {
                for (var k = 0; k < n; k++) {
                    doubles[k * COLUMNS + j] = ((double[]) values)[k];
                }
            }
            default -> {
                for (var k = 0; k < n; k++) {
                    ((long[]) panel)[k * COLUMNS + j] = ((long[]) values)[k];
                }
            }
        }
    }
}
