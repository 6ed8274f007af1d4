package org.jolab.gpu.cpu;

import org.jolab.gpu.BinaryOp;
import org.jolab.gpu.UnaryOp;
import org.jolab.gpu.cpu.Loops.One;
import org.jolab.gpu.cpu.Loops.Two;

/** Loops over doubles. What is not here goes element by element through {@link Scalars}. */
final class DoubleLoops {

    private DoubleLoops() {
    }

    static One<double[], double[]> unary(UnaryOp op) {
        return switch (op) {
            case NEGATIVE -> (a, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = -a[i];
                }
            };
            case ABS -> (a, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = Math.abs(a[i]);
                }
            };
            case SQUARE -> (a, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] * a[i];
                }
            };
            case RELU -> (a, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = Math.max(a[i], 0.0);
                }
            };
            case RECIPROCAL -> (a, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = 1 / a[i];
                }
            };
            case SQRT -> (a, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = Math.sqrt(a[i]);
                }
            };
            case EXP -> (a, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = Math.exp(a[i]);
                }
            };
            case LOG -> (a, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = Math.log(a[i]);
                }
            };
            default -> Loops.each(Scalars.real(op));
        };
    }

    static Two<double[], double[]> binary(BinaryOp op) {
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
            case DIVIDE -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] / b[i];
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
            default -> Loops.each(Scalars.real(op));
        };
    }
}
