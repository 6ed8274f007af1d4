package org.jolab.gpu.ndarray;

import org.jolab.gpu.BinaryOp;
import org.jolab.gpu.DType;
import org.jolab.gpu.ReduceOp;
import org.jolab.gpu.UnaryOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.transforms.bool.IsFinite;
import org.nd4j.linalg.api.ops.impl.transforms.bool.IsInf;
import org.nd4j.linalg.api.ops.impl.transforms.bool.IsNaN;
import org.nd4j.linalg.api.ops.impl.transforms.floating.RSqrt;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Ceil;
import org.nd4j.linalg.api.ops.impl.transforms.same.Floor;
import org.nd4j.linalg.api.ops.impl.transforms.same.Negative;
import org.nd4j.linalg.api.ops.impl.transforms.same.Reciprocal;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.strict.ACos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.ACosh;
import org.nd4j.linalg.api.ops.impl.transforms.strict.ASin;
import org.nd4j.linalg.api.ops.impl.transforms.strict.ATan;
import org.nd4j.linalg.api.ops.impl.transforms.strict.ATanh;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cosh;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Rint;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sinh;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tan;

/** What ND4J has of the tensors' operations, and does as they have it. */
final class Operations {

    private Operations() {
    }

    /** One of ND4J's operations on elements. */
    @FunctionalInterface
    interface Unary {
        Op of(INDArray x, INDArray z);
    }

    /** Null if ND4J lacks it. */
    static Unary unary(UnaryOp op, DType dtype) {
        if (dtype != DType.F64 && dtype != DType.F32) {
            return null;
        }
        return switch (op) {
            case NEGATIVE -> Negative::new;
            case ABS -> Abs::new;
            case SQUARE -> Square::new;
            case FLOOR -> Floor::new;
            case CEIL -> Ceil::new;
            case ROUND -> Rint::new;
            case RECIPROCAL -> Reciprocal::new;
            case SQRT -> Sqrt::new;
            case RSQRT -> RSqrt::new;
            case EXP -> Exp::new;
            case LOG -> Log::new;
            case SIN -> Sin::new;
            case COS -> Cos::new;
            case TAN -> Tan::new;
            case ASIN -> ASin::new;
            case ACOS -> ACos::new;
            case ATAN -> ATan::new;
            case SINH -> Sinh::new;
            case COSH -> Cosh::new;
            case ACOSH -> ACosh::new;
            case ATANH -> ATanh::new;
            case SIGMOID -> Sigmoid::new;
            case ERF -> Erf::new;
            case ISNAN -> IsNaN::new;
            case ISINF -> IsInf::new;
            case ISFINITE -> IsFinite::new;
            default -> null;
        };
    }

    /** What ND4J calls it; null if ND4J lacks it. */
    static String binary(BinaryOp op, DType dtype) {
        if (dtype == DType.F16 || dtype == DType.BF16 || dtype == DType.BOOL) {
            return null;
        }
        return switch (op) {
            case ADD -> "add";
            case SUBTRACT -> "subtract";
            case MULTIPLY -> "multiply";
            case DIVIDE -> "divide";
            case EQUAL -> "equals";
            case NOT_EQUAL -> "not_equals";
            case LESS -> "less";
            case LESS_EQUAL -> "less_equal";
            case GREATER -> "greater";
            case GREATER_EQUAL -> "greater_equal";
            case POW -> dtype.isFloat() ? "Pow" : null;
            case ATAN2 -> "tf_atan2";
            case BITWISE_AND -> "bitwise_and";
            case BITWISE_OR -> "bitwise_or";
            case BITWISE_XOR -> "bitwise_xor";
            default -> null;
        };
    }

    static boolean casts(DType from, DType to) {
        return (to == DType.F64 || to == DType.F32) && from != DType.BF16 && from != DType.F16;
    }

    static boolean reduces(ReduceOp op, DType from, DType to) {
        // ND4J's least and greatest may or may not be a NaN that is there.
        var needsNumbers = op == ReduceOp.MIN || op == ReduceOp.MAX;
        return from == to && !op.isIndex() && (from == DType.I64 ? op != ReduceOp.MEAN
            : (from == DType.F64 || from == DType.F32) && !needsNumbers);
    }

    static boolean sorts(DType dtype) {
        return dtype == DType.F64 || dtype == DType.F32 || dtype == DType.I64 || dtype == DType.I32;
    }
}
