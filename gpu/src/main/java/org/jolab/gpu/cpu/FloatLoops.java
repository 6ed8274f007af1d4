package org.jolab.gpu.cpu;

import org.jolab.gpu.BinaryOp;
import org.jolab.gpu.UnaryOp;
import org.jolab.gpu.cpu.Loops.One;
import org.jolab.gpu.cpu.Loops.Two;

/** Loops over floats. What is not here goes element by element through {@link Scalars}, in double precision. */
final class FloatLoops {

    private FloatLoops() {
    }

    static One<float[], ?> unary(UnaryOp op) {
        return switch (op) {
            case NEGATIVE -> (One<float[], float[]>) (a, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = -a[i];
                }
            };
            case ABS -> (One<float[], float[]>) (a, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = Math.abs(a[i]);
                }
            };
            case SQUARE -> (One<float[], float[]>) (a, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = a[i] * a[i];
                }
            };
            case RELU -> (One<float[], float[]>) (a, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = Math.max(a[i], 0f);
                }
            };
            case RECIPROCAL -> (One<float[], float[]>) (a, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = 1f / a[i];
                }
            };
            case SQRT -> (One<float[], float[]>) (a, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = (float) Math.sqrt(a[i]);
                }
            };
            case EXP -> (One<float[], float[]>) FloatFunctions::exp;
            case LOG -> (One<float[], float[]>) FloatFunctions::log;
            case SIGMOID -> (One<float[], float[]>) FloatFunctions::sigmoid;
            case TANH -> (One<float[], float[]>) FloatFunctions::tanh;
            case SILU -> (One<float[], float[]>) FloatFunctions::silu;
            case ISNAN, ISINF, ISFINITE, LOGICAL_NOT -> (One<float[], int[]>) (a, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = Loops.test(op, a[i]) ? 1 : 0;
                }
            };
            default -> Loops.eachFloat(Scalars.real(op));
        };
    }

    static Two<float[], float[]> binary(BinaryOp op) {
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
            case NEXTAFTER -> (a, b, r, n) -> {
                for (var i = 0; i < n; i++) {
                    r[i] = Math.nextAfter(a[i], b[i]);
                }
            };
            default -> Loops.eachFloat(Scalars.real(op));
        };
    }
}
