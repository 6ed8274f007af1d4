package org.jolab.gpu.cpu;

import org.jolab.gpu.DType;

/** Blocks of one Java type from blocks of another, and choices between two. */
final class Conversions {

    private Conversions() {
    }

    /** The array that takes a block's {@code n} results. */
    record Out(Object array, int n) {
    }

    /** Casts as Java does; to narrow integers by way of long, so that what does not fit wraps. */
    static void convert(Object from, Object into, DType dtype, int n) {
        if (dtype == DType.BOOL) {
            toBool(from, (int[]) into, n);
            return;
        }
        switch (into) {
            case float[] floats -> toFloats(from, floats, n);
            case double[] doubles -> toDoubles(from, doubles, n);
            case long[] longs -> toLongs(from, longs, n);
            default -> toInts(from, (int[]) into, n);
        }
    }

    private static void toBool(Object from, int[] into, int n) {
        switch (from) {
            case float[] floats -> {
                for (var i = 0; i < n; i++) {
                    into[i] = floats[i] != 0 ? 1 : 0;
                }
            }
            case double[] doubles -> {
                for (var i = 0; i < n; i++) {
                    into[i] = doubles[i] != 0 ? 1 : 0;
                }
            }
            case long[] longs -> {
                for (var i = 0; i < n; i++) {
                    into[i] = longs[i] != 0 ? 1 : 0;
                }
            }
            default -> {
                var ints = (int[]) from;
                for (var i = 0; i < n; i++) {
                    into[i] = ints[i] != 0 ? 1 : 0;
                }
            }
        }
    }

    private static void toFloats(Object from, float[] into, int n) {
        switch (from) {
            case double[] doubles -> {
                for (var i = 0; i < n; i++) {
                    into[i] = (float) doubles[i];
                }
            }
            case long[] longs -> {
                for (var i = 0; i < n; i++) {
                    into[i] = longs[i];
                }
            }
            default -> {
                var ints = (int[]) from;
                for (var i = 0; i < n; i++) {
                    into[i] = ints[i];
                }
            }
        }
    }

    private static void toDoubles(Object from, double[] into, int n) {
        switch (from) {
            case float[] floats -> {
                for (var i = 0; i < n; i++) {
                    into[i] = floats[i];
                }
            }
            case long[] longs -> {
                for (var i = 0; i < n; i++) {
                    into[i] = longs[i];
                }
            }
            default -> {
                var ints = (int[]) from;
                for (var i = 0; i < n; i++) {
                    into[i] = ints[i];
                }
            }
        }
    }

    private static void toLongs(Object from, long[] into, int n) {
        switch (from) {
            case float[] floats -> {
                for (var i = 0; i < n; i++) {
                    into[i] = (long) floats[i];
                }
            }
            case double[] doubles -> {
                for (var i = 0; i < n; i++) {
                    into[i] = (long) doubles[i];
                }
            }
            default -> {
                var ints = (int[]) from;
                for (var i = 0; i < n; i++) {
                    into[i] = ints[i];
                }
            }
        }
    }

    private static void toInts(Object from, int[] into, int n) {
        switch (from) {
            case float[] floats -> {
                for (var i = 0; i < n; i++) {
                    into[i] = (int) (long) floats[i];
                }
            }
            case double[] doubles -> {
                for (var i = 0; i < n; i++) {
                    into[i] = (int) (long) doubles[i];
                }
            }
            default -> {
                var longs = (long[]) from;
                for (var i = 0; i < n; i++) {
                    into[i] = (int) longs[i];
                }
            }
        }
    }

    /** {@code a} where the condition is 1, {@code b} elsewhere. */
    static void select(int[] condition, Object a, Object b, Out out) {
        switch (out.array) {
            case float[] into -> {
                var x = (float[]) a;
                var y = (float[]) b;
                for (var i = 0; i < out.n; i++) {
                    into[i] = condition[i] != 0 ? x[i] : y[i];
                }
            }
            case double[] into -> {
                var x = (double[]) a;
                var y = (double[]) b;
                for (var i = 0; i < out.n; i++) {
                    into[i] = condition[i] != 0 ? x[i] : y[i];
                }
            }
            case long[] into -> {
                var x = (long[]) a;
                var y = (long[]) b;
                for (var i = 0; i < out.n; i++) {
                    into[i] = condition[i] != 0 ? x[i] : y[i];
                }
            }
            default -> {
                var into = (int[]) out.array;
                var x = (int[]) a;
                var y = (int[]) b;
                for (var i = 0; i < out.n; i++) {
                    into[i] = condition[i] != 0 ? x[i] : y[i];
                }
            }
        }
    }
}
