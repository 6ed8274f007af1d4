package org.jolab.gpu.cpu;

import java.lang.ref.Reference;
import org.jolab.gpu.BinaryOp;
import org.jolab.gpu.Expr;

/** Running results along the last dimension. Floats are accumulated in double. */
public final class Scanner {

    private Scanner() {
    }

    /** Writes to {@code target}, without gaps, what {@code op} makes of the elements up to each. */
    public static void scan(BinaryOp op, Expr.Leaf source, Expr.Leaf target) {
        var shape = target.layout().shape();
        var length = shape[shape.length - 1];
        if (target.layout().count() == 0) {
            return;
        }
        var rows = target.layout().count() / length;
        var program = Program.of(source, shape);
        Parallel.run(rows, Math.max(1, (1 << 16) / length), (from, to) -> {
            var registers = program.registers(Math.min(length, Lane.BLOCK));
            for (var row = from; row < to; row++) {
                var carry = new Carry(op);
                for (var at = 0; at < length; at += Lane.BLOCK) {
                    var n = Math.min(Lane.BLOCK, length - at);
                    var block = program.block(registers, row * length + at, n);
                    carry.run(block, n);
                    Elements.store(target.dtype(), target.storage().memory(),
                        new Elements.Row(target.layout().offset() + row * length + at, 1, 0, n), block);
                }
            }
        });
        Reference.reachabilityFence(source);
        Reference.reachabilityFence(target);
    }

    /** What has been accumulated of one row. */
    private static final class Carry {

        private final BinaryOp op;
        private boolean begun;
        private double real;
        private long whole;

        Carry(BinaryOp op) {
            this.op = op;
        }

        void run(Object block, int n) {
            switch (block) {
                case float[] floats -> {
                    for (var i = 0; i < n; i++) {
                        floats[i] = (float) next(floats[i]);
                    }
                }
                case double[] doubles -> {
                    for (var i = 0; i < n; i++) {
                        doubles[i] = next(doubles[i]);
                    }
                }
                case long[] longs -> {
                    for (var i = 0; i < n; i++) {
                        longs[i] = next(longs[i]);
                    }
                }
                default -> {
                    var ints = (int[]) block;
                    for (var i = 0; i < n; i++) {
                        ints[i] = (int) next(ints[i]);
                    }
                }
            }
        }

        private double next(double value) {
            real = !begun ? value : switch (op) {
                case ADD -> real + value;
                case MULTIPLY -> real * value;
                case MAXIMUM -> Math.max(real, value);
                default -> Math.min(real, value);
            };
            begun = true;
            return real;
        }

        private long next(long value) {
            whole = !begun ? value : switch (op) {
                case ADD -> whole + value;
                case MULTIPLY -> whole * value;
                case MAXIMUM -> Math.max(whole, value);
                default -> Math.min(whole, value);
            };
            begun = true;
            return whole;
        }
    }
}
