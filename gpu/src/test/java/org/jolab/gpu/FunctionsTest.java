package org.jolab.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class FunctionsTest {

    private record Case(UnaryOperator<Tensor> function, DoubleUnaryOperator expected) {
    }

    private static final Map<String, Case> FLOATS = new LinkedHashMap<>();

    private static void add(String name, UnaryOperator<Tensor> function, DoubleUnaryOperator expected) {
        FLOATS.put(name, new Case(function, expected));
    }

    static {
        add("negative", Tensor::negative, x -> -x);
        add("abs", Tensor::abs, Math::abs);
        add("sign", Tensor::sign, Math::signum);
        add("square", Tensor::square, x -> x * x);
        add("relu", Tensor::relu, x -> Math.max(x, 0));
        add("floor", Tensor::floor, Math::floor);
        add("ceil", Tensor::ceil, Math::ceil);
        add("trunc", Tensor::trunc, x -> x < 0 ? Math.ceil(x) : Math.floor(x));
        add("round", Tensor::round, Math::rint);
        add("reciprocal", Tensor::reciprocal, x -> 1 / x);
        add("sqrt", Tensor::sqrt, Math::sqrt);
        add("rsqrt", Tensor::rsqrt, x -> 1 / Math.sqrt(x));
        add("cbrt", Tensor::cbrt, Math::cbrt);
        add("exp", Tensor::exp, Math::exp);
        add("exp2", Tensor::exp2, x -> Math.pow(2, x));
        add("expm1", Tensor::expm1, Math::expm1);
        add("log", Tensor::log, Math::log);
        add("log2", Tensor::log2, x -> Math.log(x) / Math.log(2));
        add("log10", Tensor::log10, Math::log10);
        add("log1p", Tensor::log1p, Math::log1p);
        add("sin", Tensor::sin, Math::sin);
        add("cos", Tensor::cos, Math::cos);
        add("tan", Tensor::tan, Math::tan);
        add("asin", Tensor::asin, Math::asin);
        add("acos", Tensor::acos, Math::acos);
        add("atan", Tensor::atan, Math::atan);
        add("sinh", Tensor::sinh, Math::sinh);
        add("cosh", Tensor::cosh, Math::cosh);
        add("tanh", Tensor::tanh, Math::tanh);
        add("asinh", Tensor::asinh, x -> Math.signum(x) * Math.log(Math.abs(x) + Math.hypot(x, 1)));
        add("acosh", Tensor::acosh, x -> Math.log(x + Math.sqrt(x * x - 1)));
        add("atanh", Tensor::atanh, x -> Math.log((1 + x) / (1 - x)) / 2);
        add("sigmoid", Tensor::sigmoid, x -> 1 / (1 + Math.exp(-x)));
        add("softplus", Tensor::softplus, x -> x > 700 ? x : Math.log(1 + Math.exp(x)));
        add("silu", Tensor::silu, x -> x == Double.NEGATIVE_INFINITY ? 0 : x / (1 + Math.exp(-x)));
        add("radians", Tensor::radians, Math::toRadians);
        add("degrees", Tensor::degrees, Math::toDegrees);
        add("isnan", Tensor::isnan, x -> Double.isNaN(x) ? 1 : 0);
        add("isinf", Tensor::isinf, x -> Double.isInfinite(x) ? 1 : 0);
        add("isfinite", Tensor::isfinite, x -> Double.isFinite(x) ? 1 : 0);
        add("logicalNot", Tensor::logicalNot, x -> x == 0 ? 1 : 0);
    }

    @Test
    void everyFunctionOfEveryFloatTypeAgreesWithTheReferenceOverShapesAndViews() {
        for (var dtype : new DType[] {DType.F64, DType.F32, DType.F16, DType.BF16}) {
            var cases = new Cases(1);
            FLOATS.forEach((name, each) -> {
                for (var i = 0; i < 12; i++) {
                    var x = cases.view(dtype, cases.numbers(dtype, cases.shape()));
                    var expected = x.reference().map(each.expected);
                    Cases.check(name, expected, each.function.apply(x.tensor()),
                        // The formulas above lose some digits themselves.
                        Math.max(Cases.tolerance(dtype), 1e-11));
                }
            });
        }
    }

    @Test
    void fastFloatFunctionsStayWithinAFewUnitsInTheLastPlaceOverTheirWholeRange() {
        for (var name : new String[] {"exp", "log", "tanh", "sigmoid", "silu"}) {
            var each = FLOATS.get(name);
            var low = name.equals("log") ? 1e-44 : -110.0;
            var numbers = Reference.of(new int[] {200_000}, index -> {
                var part = index[0] / 200_000.0;
                return (float) (name.equals("log") ? Math.exp(Math.log(low) + part * 190) : low + part * 220);
            });
            var expected = numbers.map(each.expected);
            var actual = each.function.apply(numbers.tensor(DType.F32)).toFloatArray();
            for (var i = 0; i < actual.length; i++) {
                var wanted = (float) expected.values()[i];
                // Below 1e-37 a sigmoid may become 0, of which nobody would notice.
                assertTrue(wanted == actual[i] || Math.abs(wanted - actual[i]) <= 4 * Math.ulp(wanted)
                    || !name.equals("exp") && Math.abs(wanted) < 1e-35, name + " of " + numbers.values()[i] + " is "
                    + actual[i] + ", not " + wanted);
            }
        }
    }

    @Test
    void functionsNearZeroKeepTheirRelativePrecision() {
        var numbers = Reference.of(new int[] {1000}, index -> (float) ((index[0] - 500) * 1.7e-6));
        for (var name : new String[] {"tanh", "expm1", "log1p", "sin", "asinh", "atanh"}) {
            var actual = FLOATS.get(name).function.apply(numbers.tensor(DType.F32)).toFloatArray();
            for (var i = 0; i < actual.length; i++) {
                var x = numbers.values()[i];
                var wanted = name.equals("expm1") ? Math.expm1(x) : name.equals("log1p") ? Math.log1p(x) : x;
                assertEquals(wanted, actual[i], Math.abs(wanted) * 3e-6, name + " of " + x);
            }
        }
    }

    @Test
    void theErrorFunctionAndGeluHaveTheirTabulatedValues() {
        // Abramowitz and Stegun, table 7.1.
        var x = Tensors.of(new double[] {0, 0.5, 1, 2, 3, -1, 7, Double.NaN});
        var erf = x.erf().toDoubleArray();
        var expected = new double[] {0, 0.5204998778130465, 0.8427007929497149, 0.9953222650189527,
            0.9999779095030014, -0.8427007929497149, 1, Double.NaN};
        for (var i = 0; i < expected.length; i++) {
            assertEquals(expected[i], erf[i], 1e-14);
        }
        assertEquals(0.8413447460685429, Tensors.of(1.0).gelu().item(), 1e-14);
        assertEquals(-0.15865525393145707, Tensors.of(-1.0).gelu().item(), 1e-14);
        assertEquals(-7.619853024160527e-24 * 10, Tensors.of(-10.0).gelu().item(), 1e-34);
        assertEquals(0, Tensors.of(Double.NEGATIVE_INFINITY).gelu().item());
    }

    @Test
    void integersStayIntegersWhereTheyCanAndBecomeExactFloatsWhereNot() {
        for (var dtype : DType.values()) {
            var x = Tensors.of(new int[] {1, 0, 1}).to(dtype);
            if (dtype == DType.BOOL) {
                assertThrows(DTypeException.class, x::negative);
                assertThrows(DTypeException.class, x::square);
            } else {
                assertEquals(dtype, x.negative().dtype());
                assertEquals(dtype, x.floor().dtype());
            }
            assertEquals(dtype.isFloat() ? dtype : dtype.bytes() < 4 ? DType.F32 : DType.F64, x.exp().dtype());
            assertEquals(DType.BOOL, x.isnan().dtype());
        }
        assertEquals(Integer.MIN_VALUE, Tensors.of(Integer.MIN_VALUE).abs().itemLong());
        assertEquals(-128, Tensors.of((byte) -128).negative().itemLong());
        assertEquals(255, Tensors.of(1).to(DType.U8).negative().itemLong());
        assertEquals(~5, Tensors.of(5).bitwiseInvert().itemLong());
    }
}
