package org.jolab.gpu;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.nio.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Makes a tensor of arrays, lists and numbers in each other. Owned by one thread. */
final class Nested {

    private final Object whole;
    private final int[] shape;
    private final DType dtype;
    private Expr.Leaf leaf;
    private long at;

    private Nested(Object whole) {
        this.whole = whole;
        var sizes = new ArrayList<Integer>();
        for (var level = whole; isNest(level); level = length(level) == 0 ? null : element(level, 0)) {
            sizes.add(length(level));
        }
        shape = sizes.stream().mapToInt(Integer::intValue).toArray();
        dtype = dtype(whole);
    }

    static Tensor of(Object whole) {
        return switch (whole) {
            case Tensor tensor -> tensor;
            case Buffer buffer -> Sharing.of(buffer);
            case null, default -> isNest(whole) || whole instanceof Number ? new Nested(whole).make() : foreign(whole);
        };
    }

    /** Asks by name, for the classes of pictures and of ND4J are not to be loaded by those who use none. */
    private static Tensor foreign(Object whole) {
        if (whole instanceof MemorySegment) {
            throw new DTypeException("of: memory has no type of its own; say of(segment, DType.F32, shape)");
        }
        if (whole != null && Pictures.isImage(whole.getClass())) {
            return Pictures.of(whole);
        }
        if (whole != null && Nd4j.isArray(whole.getClass())) {
            return Nd4j.bridge(whole.getClass().getClassLoader()).tensor(whole);
        }
        return new Nested(whole).make();
    }

    private Tensor make() {
        leaf = Tensor.allocate(Device.CPU, dtype == null ? DType.F32 : dtype, shape);
        fill(whole, 0);
        return Tensor.of(leaf).to(Device.current());
    }

    private static boolean isNest(Object value) {
        return value instanceof List<?> || value != null && value.getClass().isArray();
    }

    private static int length(Object nest) {
        return nest instanceof List<?> list ? list.size() : Array.getLength(nest);
    }

    private static Object element(Object nest, int i) {
        return nest instanceof List<?> list ? list.get(i) : Array.get(nest, i);
    }

    /** The promoted type of all that is in {@code value}; null if nothing is. */
    private static DType dtype(Object value) {
        if (value != null && value.getClass().isArray()) {
            var element = value.getClass();
            while (element.isArray()) {
                element = element.getComponentType();
            }
            if (element.isPrimitive()) {
                return primitive(element);
            }
        }
        if (!isNest(value)) {
            return scalar(value);
        }
        DType common = null;
        for (var i = 0; i < length(value); i++) {
            var one = dtype(element(value, i));
            common = common == null ? one : one == null ? common : common.promote(one);
        }
        return common;
    }

    private static DType primitive(Class<?> type) {
        if (type == char.class) {
            throw new DTypeException("of: char is no number");
        }
        return type == double.class ? DType.F64 : type == float.class ? DType.F32 : type == long.class ? DType.I64
            : type == int.class ? DType.I32 : type == short.class ? DType.I16 : type == byte.class ? DType.I8
            : DType.BOOL;
    }

    private static DType scalar(Object value) {
        return switch (value) {
            case Double _ -> DType.F64;
            case Float _ -> DType.F32;
            case Long _ -> DType.I64;
            case Integer _ -> DType.I32;
            case Short _ -> DType.I16;
            case Byte _ -> DType.I8;
            case Boolean _ -> DType.BOOL;
            case null -> throw new DTypeException("of: null is no number");
            default -> throw new DTypeException("of: %s is no number, array or list".formatted(
                value.getClass().getName()));
        };
    }

    /** Copies {@code value}, found at depth {@code depth}, after checking that it has its neighbours' shape. */
    private void fill(Object value, int depth) {
        if (isNest(value) != depth < shape.length || depth < shape.length && length(value) != shape[depth]) {
            throw new ShapeException("of: the arrays are ragged: %s is %s, %s is %s".formatted(
                Shape.text(new int[depth]), size(depth < shape.length ? shape[depth] : -1), Shape.text(path(depth)),
                size(isNest(value) ? length(value) : -1)));
        }
        if (!isNest(value)) {
            var real = value instanceof Number number ? number.doubleValue() : 0;
            Host.put(leaf, at++, real, value instanceof Boolean truth ? truth ? 1 : 0 : ((Number) value).longValue());
            return;
        }
        if (!value.getClass().isArray() || !value.getClass().getComponentType().isPrimitive()
            || primitive(value.getClass().getComponentType()) != leaf.dtype()) {
            for (var i = 0; i < shape[depth]; i++) {
                fill(element(value, i), depth + 1);
            }
            return;
        }
        if (depth != shape.length - 1) {
            throw new ShapeException("of: the arrays are ragged: [0] is an array, another is a number");
        }
        row(value, leaf.storage().memory(), at);
        at += shape[depth];
    }

    private static String size(int length) {
        return length < 0 ? "a number" : "of length " + length;
    }

    /** Indices of what is being filled, from how many elements there are before it. */
    private int[] path(int depth) {
        var index = new int[depth];
        var before = at;
        for (var i = shape.length - 1; i >= 0; i--) {
            if (i < depth) {
                index[i] = (int) (before % Math.max(1, shape[i]));
            }
            before /= Math.max(1, shape[i]);
        }
        return index;
    }

    private static void row(Object array, MemorySegment memory, long at) {
        switch (array) {
            case float[] row -> MemorySegment.copy(row, 0, memory, JAVA_FLOAT, at * 4, row.length);
            case double[] row -> MemorySegment.copy(row, 0, memory, JAVA_DOUBLE, at * 8, row.length);
            case long[] row -> MemorySegment.copy(row, 0, memory, JAVA_LONG, at * 8, row.length);
            case int[] row -> MemorySegment.copy(row, 0, memory, JAVA_INT, at * 4, row.length);
            case short[] row -> MemorySegment.copy(row, 0, memory, JAVA_SHORT, at * 2, row.length);
            case byte[] row -> MemorySegment.copy(MemorySegment.ofArray(row), 0, memory, at, row.length);
            default -> {
                var bools = (boolean[]) array;
                for (var i = 0; i < bools.length; i++) {
                    memory.set(JAVA_BYTE, at + i, (byte) (bools[i] ? 1 : 0));
                }
            }
        }
    }
}
