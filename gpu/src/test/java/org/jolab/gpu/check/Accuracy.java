package org.jolab.gpu.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jolab.gpu.DType;
import org.jolab.gpu.Device;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;

/**
 * How far functions of F32 and F64 are from what the processor computes in F64, in units of the result's last place.
 * The limits are somewhat above what CUDA's programming guide promises, and above what rounding between steps costs.
 */
final class Accuracy {

    private static final int COUNT = 20_000;

    private Accuracy() {
    }

    private record Case(double low, double high, double limit, UnaryOperator<Tensor> function) {
    }

    private static Map<String, Case> cases() {
        var cases = new LinkedHashMap<String, Case>();
        cases.put("exp", new Case(-80, 80, 3, Tensor::exp));
        cases.put("exp2", new Case(-100, 100, 3, Tensor::exp2));
        cases.put("expm1", new Case(-10, 80, 3, Tensor::expm1));
        cases.put("log", new Case(1e-6, 1e6, 2, Tensor::log));
        cases.put("log2", new Case(1e-6, 1e6, 2, Tensor::log2));
        cases.put("log10", new Case(1e-6, 1e6, 3, Tensor::log10));
        cases.put("log1p", new Case(-0.9, 1e4, 3, Tensor::log1p));
        cases.put("sin", new Case(-100, 100, 3, Tensor::sin));
        cases.put("cos", new Case(-100, 100, 3, Tensor::cos));
        cases.put("tan", new Case(-1.5, 1.5, 5, Tensor::tan));
        cases.put("atan", new Case(-50, 50, 3, Tensor::atan));
        cases.put("sinh", new Case(-30, 30, 4, Tensor::sinh));
        cases.put("cosh", new Case(-30, 30, 4, Tensor::cosh));
        cases.put("tanh", new Case(-10, 10, 3, Tensor::tanh));
        cases.put("erf", new Case(-5, 5, 3, Tensor::erf));
        cases.put("sigmoid", new Case(-30, 30, 5, Tensor::sigmoid));
        cases.put("gelu", new Case(-0.5, 10, 5, Tensor::gelu));
        cases.put("sqrt", new Case(0, 1e6, 1, Tensor::sqrt));
        cases.put("rsqrt", new Case(1e-6, 1e6, 3, Tensor::rsqrt));
        cases.put("cbrt", new Case(-1e6, 1e6, 3, Tensor::cbrt));
        return cases;
    }

    static void check(Results results, Device device) {
        cases().forEach((name, each) -> {
            results.test(name + " of F32", () -> compare(results, name + " of F32", each, device, DType.F32));
            results.test(name + " of F64", () -> compare(results, name + " of F64", each, device, DType.F64));
        });
    }

    private static void compare(Results results, String name, Case given, Device device, DType dtype) {
        var x = Device.on(Device.CPU, () -> Tensors.linspace(given.low, given.high, COUNT).to(dtype));
        var values = x.toDoubleArray();
        var expected = given.function.apply(x.to(DType.F64)).toDoubleArray();
        var there = given.function.apply(x.to(device)).toDoubleArray();
        var worst = 0.0;
        var at = 0;
        for (var i = 0; i < values.length; i++) {
            var unit = dtype == DType.F32 ? Math.ulp((float) expected[i]) : Math.ulp(expected[i]);
            var error = Math.abs(there[i] - expected[i]) / unit;
            if (!(error <= worst)) {
                worst = error;
                at = i;
            }
        }
        results.row(name, worst, "ulp");
        // The processor's own functions of F64 are not exact, either: erfc misses by up to 3.4 units in the last place.
        var limit = dtype == DType.F32 ? given.limit : name.startsWith("erf") ? 8 : 2 * given.limit + 2;
        if (!(worst <= limit)) {
            throw new AssertionError("%s(%s) is %s on %s, and %s by the processor: %.1f ulp, more than %.1f".formatted(
                name, values[at], there[at], device, expected[at], worst, limit));
        }
    }
}
