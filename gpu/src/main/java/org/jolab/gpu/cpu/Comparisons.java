package org.jolab.gpu.cpu;

import org.jolab.gpu.BinaryOp;
import org.jolab.gpu.cpu.Loops.Two;

/** Loops whose results are 0 and 1. The logical ones have such operands, too. */
final class Comparisons {

    private Comparisons() {
    }

    static Two<float[], int[]> floats(BinaryOp op) {
        return switch (op) {
            case EQUAL -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] == b[i] ? 1 : 0;
                }
            };
            case NOT_EQUAL -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] != b[i] ? 1 : 0;
                }
            };
            case LESS -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] < b[i] ? 1 : 0;
                }
            };
            case LESS_EQUAL -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] <= b[i] ? 1 : 0;
                }
            };
            case GREATER -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] > b[i] ? 1 : 0;
                }
            };
            case GREATER_EQUAL -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] >= b[i] ? 1 : 0;
                }
            };
            default -> throw new IllegalArgumentException(op.toString());
        };
    }

    static Two<double[], int[]> doubles(BinaryOp op) {
        return switch (op) {
            case EQUAL -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] == b[i] ? 1 : 0;
                }
            };
            case NOT_EQUAL -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] != b[i] ? 1 : 0;
                }
            };
            case LESS -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] < b[i] ? 1 : 0;
                }
            };
            case LESS_EQUAL -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] <= b[i] ? 1 : 0;
                }
            };
            case GREATER -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] > b[i] ? 1 : 0;
                }
            };
            case GREATER_EQUAL -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] >= b[i] ? 1 : 0;
                }
            };
            default -> throw new IllegalArgumentException(op.toString());
        };
    }

    static Two<long[], int[]> longs(BinaryOp op) {
        return switch (op) {
            case EQUAL -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] == b[i] ? 1 : 0;
                }
            };
            case NOT_EQUAL -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] != b[i] ? 1 : 0;
                }
            };
            case LESS -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] < b[i] ? 1 : 0;
                }
            };
            case LESS_EQUAL -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] <= b[i] ? 1 : 0;
                }
            };
            case GREATER -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] > b[i] ? 1 : 0;
                }
            };
            case GREATER_EQUAL -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] >= b[i] ? 1 : 0;
                }
            };
            default -> throw new IllegalArgumentException(op.toString());
        };
    }

    static Two<int[], int[]> ints(BinaryOp op) {
        return switch (op) {
            case EQUAL -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] == b[i] ? 1 : 0;
                }
            };
            case NOT_EQUAL -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] != b[i] ? 1 : 0;
                }
            };
            case LESS -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] < b[i] ? 1 : 0;
                }
            };
            case LESS_EQUAL -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] <= b[i] ? 1 : 0;
                }
            };
            case GREATER -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] > b[i] ? 1 : 0;
                }
            };
            case GREATER_EQUAL -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] >= b[i] ? 1 : 0;
                }
            };
            case LOGICAL_AND -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] & b[i];
                }
            };
            case LOGICAL_OR -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] | b[i];
                }
            };
            case LOGICAL_XOR -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] ^ b[i];
                }
            };
            default -> throw new IllegalArgumentException(op.toString());
        };
    }
}
