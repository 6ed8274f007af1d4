package org.jolab.gpu;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Tensors as text, in NumPy's manner: brackets, aligned columns, the middle left out of large ones. */
final class TensorText {

    private static final int WHOLE = 1000;
    private static final int EDGE = 3;
    private static final int WIDTH = 88;
    private static final int DECIMALS = 8;

    private final Tensor tensor;
    private final boolean cut;
    private final Numbers numbers;

    private TensorText(Tensor tensor) {
        this.tensor = tensor;
        cut = tensor.size() > WHOLE;
        List<Double> shown = new ArrayList<>();
        collect(tensor, shown);
        numbers = Numbers.of(tensor.dtype(), shown);
    }

    static String of(Tensor tensor) {
        if (tensor.expr() instanceof Expr.Leaf leaf && leaf.storage().isClosed()) {
            return header(tensor) + ", closed";
        }
        if (tensor.size() == 0) {
            return header(tensor) + "\n[]";
        }
        var text = new TensorText(tensor);
        return header(tensor) + "\n" + text.block(tensor, 0);
    }

    /** Such as {@code Tensor [2,3] F32 on cpu}. */
    static String header(Tensor tensor) {
        return "Tensor " + Shape.text(tensor.dimensions()) + " " + tensor.dtype() + " on " + tensor.device();
    }

    /** The places of a dimension of {@code size} that are shown; -1 stands for those between. */
    private int[] places(int size) {
        if (!cut || size <= 2 * EDGE) {
            return IntStream.range(0, size).toArray();
        }
        return new int[] {0, 1, 2, -1, size - 3, size - 2, size - 1};
    }

    private void collect(Tensor part, List<Double> into) {
        if (part.ndim() == 0) {
            into.add(part.item());
            return;
        }
        for (var place : places(part.dimensions()[0])) {
            if (place >= 0) {
                collect(part.get(place), into);
            }
        }
    }

    private String block(Tensor part, int depth) {
        if (part.ndim() == 0) {
            return numbers.text(part);
        }
        var places = places(part.dimensions()[0]);
        var text = new StringBuilder("[");
        var indent = " ".repeat(depth + 1);
        if (part.ndim() == 1) {
            var line = depth + 1;
            for (var i = 0; i < places.length; i++) {
                var item = places[i] < 0 ? "..." : numbers.text(part.get(places[i]));
                if (i > 0 && line + item.length() + 1 > WIDTH) {
                    text.append('\n').append(indent);
                    line = depth + 1;
                } else if (i > 0) {
                    text.append(' ');
                }
                text.append(item);
                line += item.length() + 1;
            }
            return text.append(']').toString();
        }
        for (var i = 0; i < places.length; i++) {
            text.append(i > 0 ? "\n".repeat(part.ndim() - 1) + indent : "");
            text.append(places[i] < 0 ? "..." : block(part.get(places[i]), depth + 1));
        }
        return text.append(']').toString();
    }

    /** How all numbers of a tensor are written: with an exponent or not, and how wide. */
    record Numbers(DType dtype, boolean exponent, int decimals, int width) {

        static Numbers of(DType dtype, List<Double> shown) {
            if (!dtype.isFloat()) {
                var width = shown.stream().mapToInt(value -> plain(dtype, value.longValue()).length()).max().orElse(1);
                return new Numbers(dtype, false, 0, width);
            }
            var sizes = shown.stream().mapToDouble(Math::abs).filter(v -> v > 0 && !Double.isInfinite(v))
                .summaryStatistics();
            var exponent = sizes.getCount() > 0
                && (sizes.getMax() >= 1e8 || sizes.getMin() < 1e-4 || sizes.getMax() / sizes.getMin() > 1e6);
            var decimals = shown.stream().mapToInt(value -> decimals(dtype, value, exponent)).max().orElse(0);
            var loose = new Numbers(dtype, exponent, decimals, 0);
            return new Numbers(dtype, exponent, decimals,
                shown.stream().mapToInt(value -> loose.real(value).length()).max().orElse(1));
        }

        private static String plain(DType dtype, long value) {
            return dtype == DType.BOOL ? value != 0 ? "true" : "false" : Long.toString(value);
        }

        String text(Tensor scalar) {
            var text = dtype.isFloat() ? real(scalar.item()) : plain(dtype, scalar.itemLong());
            return " ".repeat(Math.max(0, width - text.length())) + text;
        }

        private static BigDecimal shortest(DType dtype, double value) {
            return new BigDecimal(dtype == DType.F64 ? Double.toString(value) : Float.toString((float) value));
        }

        /** Digits after the point that say all, at most eight; of narrow types no more than they know. */
        private static int decimals(DType dtype, double value, boolean exponent) {
            if (!Double.isFinite(value) || value == 0) {
                return 0;
            }
            var exact = shortest(dtype, value);
            var most = dtype == DType.BF16 || dtype == DType.F16 ? 4 : DECIMALS;
            if (exponent) {
                return Math.min(most, exact.stripTrailingZeros().precision() - 1);
            }
            var rounded = exact.setScale(most, RoundingMode.HALF_EVEN).stripTrailingZeros();
            return Math.clamp(rounded.scale(), 0, most);
        }

        String real(double value) {
            if (!Double.isFinite(value)) {
                return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
            }
            if (exponent) {
                return String.format(Locale.ROOT, "%." + decimals + "e", value);
            }
            var rounded = shortest(dtype, value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
            if (decimals == 0) {
                return rounded + ".";
            }
            // As NumPy has it: no zeros at the end, but the points below each other.
            var end = rounded.length();
            while (rounded.charAt(end - 1) == '0') {
                end--;
            }
            return rounded.substring(0, end) + " ".repeat(rounded.length() - end);
        }
    }
}
