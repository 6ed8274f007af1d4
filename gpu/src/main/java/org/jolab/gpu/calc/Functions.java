package org.jolab.gpu.calc;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jolab.gpu.DType;
import org.jolab.gpu.Device;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;

/** What a formula may call. Values are tensors or numbers, and what is of numbers alone is a number. */
final class Functions {

    /** Of how many arguments, and what it does; they are tensors or numbers, one a tensor at least. */
    record Known(int arguments, boolean isChain, Function<Object[], Object> does) {

        Known(int arguments, Function<Object[], Object> does) {
            this(arguments, false, does);
        }

        /** The same, which also takes more than two arguments, one after the other. */
        Known chain() {
            return new Known(arguments, true, does);
        }
    }

    private static final Map<String, Known> ALL = all();

    private Functions() {
    }

    static Known get(String name) {
        return ALL.get(name);
    }

    static Stream<String> names() {
        return ALL.keySet().stream().filter(name -> Character.isLetter(name.charAt(0))).sorted();
    }

    private static Map<String, Known> all() {
        var all = new HashMap<>(unary());
        all.putAll(Map.ofEntries(
            entry("+", binary(Tensor::add, Tensor::add, true)),
            entry("*", binary(Tensor::mul, Tensor::mul, true)),
            entry("-", new Known(2, a -> a[0] instanceof Number n ? ((Tensor) a[1]).rsub(n)
                : a[1] instanceof Number m ? ((Tensor) a[0]).sub(m) : ((Tensor) a[0]).sub((Tensor) a[1]))),
            entry("/", new Known(2, a -> a[0] instanceof Number n ? ((Tensor) a[1]).rdiv(n)
                : a[1] instanceof Number m ? ((Tensor) a[0]).div(m) : ((Tensor) a[0]).div((Tensor) a[1]))),
            entry("%", binary(Tensor::remainder, Tensor::remainder, false)),
            entry("//", binary(Tensor::floorDivide, Tensor::floorDivide, false)),
            entry("^", binary(Tensor::pow, Tensor::pow, false)),
            entry("pow", binary(Tensor::pow, Tensor::pow, false)),
            entry("==", binary(Tensor::equal, Tensor::equal, true)),
            entry("!=", binary(Tensor::notEqual, Tensor::notEqual, true)),
            entry("<", binary(Tensor::less, Tensor::less, false)),
            entry("<=", binary(Tensor::lessEqual, Tensor::lessEqual, false)),
            entry(">", binary(Tensor::greater, Tensor::greater, false)),
            entry(">=", binary(Tensor::greaterEqual, Tensor::greaterEqual, false)),
            entry("&&", binary(Tensor::logicalAnd, null, true)),
            entry("||", binary(Tensor::logicalOr, null, true)),
            entry("!", new Known(1, a -> ((Tensor) a[0]).logicalNot())),
            entry("neg", new Known(1, a -> ((Tensor) a[0]).negative())),
            entry("max", binary(Tensor::maximum, Tensor::maximum, true).chain()),
            entry("min", binary(Tensor::minimum, Tensor::minimum, true).chain()),
            entry("atan2", binary(Tensor::atan2, null, false)),
            entry("hypot", binary(Tensor::hypot, null, true)),
            entry("copysign", binary(Tensor::copysign, null, false)),
            entry("fmod", binary(Tensor::fmod, Tensor::fmod, false)),
            entry("fmax", binary(Tensor::fmax, null, true)),
            entry("fmin", binary(Tensor::fmin, null, true)),
            entry("lerp", new Known(3, a -> tensor(a[0], a).lerp(tensor(a[1], a), tensor(a[2], a)))),
            entry("logaddexp", binary(Tensor::logaddexp, null, true)),
            entry("clip", new Known(3, a -> a[1] instanceof Number low && a[2] instanceof Number high
                ? tensor(a[0], a).clip(low, high)
                : tensor(a[0], a).maximum(tensor(a[1], a)).minimum(tensor(a[2], a)))),
            entry("where", new Known(3, a -> where(tensor(a[0], a), a)))));
        return all;
    }

    /** A number takes the type of the other choice. */
    private static Tensor where(Tensor condition, Object[] a) {
        return a[1] instanceof Tensor yes && a[2] instanceof Number no ? Tensors.where(condition, yes, no)
            : a[1] instanceof Number yes && a[2] instanceof Tensor no ? Tensors.where(condition, yes, no)
            : Tensors.where(condition, tensor(a[1], a), tensor(a[2], a));
    }

    private static Map<String, Known> unary() {
        var all = new HashMap<String, Known>();
        Map.<String, Function<Tensor, Tensor>>ofEntries(entry("abs", Tensor::abs), entry("sign", Tensor::sign),
            entry("square", Tensor::square), entry("sqrt", Tensor::sqrt), entry("rsqrt", Tensor::rsqrt),
            entry("cbrt", Tensor::cbrt), entry("exp", Tensor::exp), entry("exp2", Tensor::exp2),
            entry("expm1", Tensor::expm1), entry("log", Tensor::log), entry("ln", Tensor::log),
            entry("log2", Tensor::log2), entry("log10", Tensor::log10), entry("log1p", Tensor::log1p),
            entry("sin", Tensor::sin), entry("cos", Tensor::cos), entry("tan", Tensor::tan),
            entry("asin", Tensor::asin), entry("acos", Tensor::acos), entry("atan", Tensor::atan),
            entry("sinh", Tensor::sinh), entry("cosh", Tensor::cosh), entry("tanh", Tensor::tanh),
            entry("asinh", Tensor::asinh), entry("acosh", Tensor::acosh), entry("atanh", Tensor::atanh),
            entry("floor", Tensor::floor), entry("ceil", Tensor::ceil), entry("trunc", Tensor::trunc),
            entry("round", Tensor::round), entry("relu", Tensor::relu), entry("sigmoid", Tensor::sigmoid),
            entry("softplus", Tensor::softplus), entry("silu", Tensor::silu), entry("gelu", Tensor::gelu),
            entry("erf", Tensor::erf), entry("erfc", Tensor::erfc), entry("lgamma", Tensor::lgamma),
            entry("sinc", Tensor::sinc), entry("mish", Tensor::mish), entry("geluTanh", Tensor::geluTanh),
            entry("logSigmoid", Tensor::logSigmoid), entry("reciprocal", Tensor::reciprocal),
            entry("radians", Tensor::radians), entry("degrees", Tensor::degrees),
            entry("isnan", Tensor::isnan), entry("isinf", Tensor::isinf), entry("isfinite", Tensor::isfinite))
            .forEach((name, function) -> all.put(name, new Known(1, a -> function.apply((Tensor) a[0]))));
        return all;
    }

    /** By a form for a number on the right where there is one; with that on the left, too, if the order is the same. */
    private static Known binary(BiFunction<Tensor, Tensor, Tensor> tensors,
            BiFunction<Tensor, Number, Tensor> number, boolean isSymmetric) {
        return new Known(2, a -> {
            if (number != null && a[1] instanceof Number right) {
                return number.apply((Tensor) a[0], right);
            }
            return number != null && isSymmetric && a[0] instanceof Number left
                ? number.apply((Tensor) a[1], left) : tensors.apply(tensor(a[0], a), tensor(a[1], a));
        });
    }

    /** A number as a tensor without dimensions, of the type and on the device of the tensor beside it. */
    private static Tensor tensor(Object value, Object[] all) {
        if (value instanceof Tensor tensor) {
            return tensor;
        }
        var beside = (Tensor) Arrays.stream(all).filter(Tensor.class::isInstance).findFirst().orElseThrow();
        var number = (Number) value;
        var dtype = number instanceof Long && beside.dtype() != DType.BOOL || beside.dtype().isFloat() ? beside.dtype()
            : number instanceof Long ? DType.I64 : DType.F64;
        return Device.on(beside.device(), () -> Tensors.full(number, dtype));
    }
}
