package org.jolab.gpu.cpu;

import org.jolab.gpu.BinaryOp;
import org.jolab.gpu.cpu.Loops.Two;

/** Loops over integers. What is not here goes element by element through {@link Scalars}. */
final class IntegerLoops {

    private IntegerLoops() {
    }

    static Two<long[], long[]> longs(BinaryOp op) {
        return switch (op) {
            case ADD -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] + b[i];
                }
            };
            case SUBTRACT -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] - b[i];
                }
            };
            case MULTIPLY -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] * b[i];
                }
            };
            case MAXIMUM -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = Math.max(a[i], b[i]);
                }
            };
            case MINIMUM -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = Math.min(a[i], b[i]);
                }
            };
            case BITWISE_AND -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] & b[i];
                }
            };
            case BITWISE_OR -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] | b[i];
                }
            };
            case BITWISE_XOR -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] ^ b[i];
                }
            };
            default -> Loops.each(Scalars.whole(op));
        };
    }

    static Two<int[], int[]> ints(BinaryOp op) {
        return switch (op) {
            case ADD -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] + b[i];
                }
            };
            case SUBTRACT -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] - b[i];
                }
            };
            case MULTIPLY -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] * b[i];
                }
            };
            case MAXIMUM -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = Math.max(a[i], b[i]);
                }
            };
            case MINIMUM -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = Math.min(a[i], b[i]);
                }
            };
            case BITWISE_AND -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] & b[i];
                }
            };
            case BITWISE_OR -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] | b[i];
                }
            };
            case BITWISE_XOR -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] ^ b[i];
                }
            };
            default -> Loops.eachInt(Scalars.whole(op));
        };
    }
}
