package org.jolab.gpu.cpu;

import java.lang.reflect.Array;
import java.util.Arrays;
import org.jolab.gpu.BinaryOp;
import org.jolab.gpu.Expr;
import org.jolab.gpu.ReduceOp;

/** Totals of reductions, kept as doubles for floats and as longs for the rest. */
final class Folds {

    static final int EIGHTH = Lane.BLOCK / 8;

    private Folds() {
    }

    /** Part of a block. */
    record Range(int from, int to) {
    }

    static BinaryOp binary(ReduceOp op) {
        return switch (op) {
            case SUM, MEAN -> BinaryOp.ADD;
            case PROD -> BinaryOp.MULTIPLY;
            case MIN -> BinaryOp.MINIMUM;
            case MAX -> BinaryOp.MAXIMUM;
            case ARGMIN, ARGMAX -> throw new IllegalArgumentException(op.toString());
        };
    }

    /** {@code n} totals of nothing. */
    static Object start(ReduceOp op, Lane lane, int n) {
        if (lane == Lane.FLOAT || lane == Lane.DOUBLE) {
            var totals = new double[n];
            Arrays.fill(totals, switch (op) {
                case PROD -> 1;
                case MIN -> Double.POSITIVE_INFINITY;
                case MAX -> Double.NEGATIVE_INFINITY;
                default -> 0;
            });
            return totals;
        }
        var totals = new long[n];
        Arrays.fill(totals, switch (op) {
            case PROD -> 1;
            case MIN -> Long.MAX_VALUE;
            case MAX -> Long.MIN_VALUE;
            default -> 0;
        });
        return totals;
    }

    /** Folds part of a block into the total at {@code into}. */
    static void add(ReduceOp op, Object block, Range range, Object totals, int into) {
        switch (block) {
            case float[] floats -> {
                var all = (double[]) totals;
                all[into] = combine(op, all[into], floats(op, floats, range));
            }
            case double[] doubles -> {
                var all = (double[]) totals;
                all[into] = combine(op, all[into], doubles(op, doubles, range));
            }
            case long[] longs -> {
                var all = (long[]) totals;
                for (var i = range.from; i < range.to; i++) {
                    all[into] = combine(op, all[into], longs[i]);
                }
            }
            default -> {
                var all = (long[]) totals;
                var ints = (int[]) block;
                for (var i = range.from; i < range.to; i++) {
                    all[into] = combine(op, all[into], ints[i]);
                }
            }
        }
    }

    private static double floats(ReduceOp op, float[] block, Range range) {
        return switch (op) {
            case SUM, MEAN -> {
                var sum0 = 0.0;
                var sum1 = 0.0;
                var sum2 = 0.0;
                var sum3 = 0.0;
                var i = range.from;
                for (; i + 3 < range.to; i += 4) {
                    sum0 += block[i];
                    sum1 += block[i + 1];
                    sum2 += block[i + 2];
                    sum3 += block[i + 3];
                }
                for (; i < range.to; i++) {
                    sum0 += block[i];
                }
                yield sum0 + sum1 + (sum2 + sum3);
            }
            default -> {
                var result = block[range.from];
                for (var i = range.from + 1; i < range.to; i++) {
                    result = op == ReduceOp.MIN ? Math.min(result, block[i])
                        : op == ReduceOp.MAX ? Math.max(result, block[i]) : result * block[i];
                }
                yield result;
            }
        };
    }

    private static double doubles(ReduceOp op, double[] block, Range range) {
        return switch (op) {
            case SUM, MEAN -> {
                var even = 0.0;
                var odd = 0.0;
                var i = range.from;
                for (; i + 1 < range.to; i += 2) {
                    even += block[i];
                    odd += block[i + 1];
                }
                yield i < range.to ? even + odd + block[i] : even + odd;
            }
            default -> {
                var result = block[range.from];
                for (var i = range.from + 1; i < range.to; i++) {
                    result = combine(op, result, block[i]);
                }
                yield result;
            }
        };
    }

    private static double combine(ReduceOp op, double a, double b) {
        return switch (op) {
            case PROD -> a * b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            default -> a + b;
        };
    }

    private static long combine(ReduceOp op, long a, long b) {
        return switch (op) {
            case PROD -> a * b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            default -> a + b;
        };
    }

    static double sum(float[] block, int n) {
        return floats(ReduceOp.SUM, block, new Range(0, n));
    }

    /** Adds each float to the sum beside it. */
    static void addFloats(float[] block, double[] sums, int n) {
        for (var i = 0; i < n; i++) {
            sums[i] += block[i];
        }
    }

    /** Adds the eight parts of a whole block to each other in pairs, and these sums to the doubles beside them. */
    static void addEighths(float[] block, double[] sums) {
        for (var i = 0; i < EIGHTH; i++) {
            sums[i] += block[i] + block[i + EIGHTH] + (block[i + 2 * EIGHTH] + block[i + 3 * EIGHTH])
                + (block[i + 4 * EIGHTH] + block[i + 5 * EIGHTH] + (block[i + 6 * EIGHTH] + block[i + 7 * EIGHTH]));
        }
    }

    /** Adds other totals of the same kind. */
    static void merge(ReduceOp op, Object totals, Object others) {
        if (totals instanceof double[] reals) {
            for (var i = 0; i < reals.length; i++) {
                reals[i] = combine(op, reals[i], ((double[]) others)[i]);
            }
        } else {
            var longs = (long[]) totals;
            for (var i = 0; i < longs.length; i++) {
                longs[i] = combine(op, longs[i], ((long[]) others)[i]);
            }
        }
    }

    /** Adds a block of which each element belongs to the total beside it. */
    static void mergeLanes(ReduceOp op, Object totals, Object lanes) {
        switch (lanes) {
            case float[] floats -> {
                var all = (double[]) totals;
                for (var i = 0; i < all.length; i++) {
                    all[i] = combine(op, all[i], floats[i]);
                }
            }
            case int[] ints -> {
                var all = (long[]) totals;
                for (var i = 0; i < all.length; i++) {
                    all[i] = combine(op, all[i], ints[i]);
                }
            }
            default -> merge(op, totals, lanes);
        }
    }

    /** Writes totals of {@code count} elements each to the target, from its element {@code at} on. */
    static void store(ReduceOp op, Object totals, long count, Expr.Leaf target, long at) {
        var n = Array.getLength(totals);
        if (op == ReduceOp.MEAN) {
            var means = (double[]) totals;
            for (var i = 0; i < n; i++) {
                means[i] /= count;
            }
        }
        var lane = Lane.of(target.dtype());
        var values = totals;
        if (!(totals instanceof double[] && lane == Lane.DOUBLE || totals instanceof long[] && lane == Lane.LONG)) {
            values = lane.array(n);
            Conversions.convert(totals, values, target.dtype(), n);
        }
        var row = new Elements.Row(target.layout().offset() + at, 1, 0, n);
        Elements.store(target.dtype(), target.storage().memory(), row, values);
    }
}
