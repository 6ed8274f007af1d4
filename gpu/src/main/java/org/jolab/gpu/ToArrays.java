package org.jolab.gpu;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Elements as nested arrays and lists. */
final class ToArrays {

    private ToArrays() {
    }

    static Object of(Tensor x, Class<?> type) {
        var depth = 0;
        Class<?> element = type;
        for (; element.isArray(); element = element.getComponentType()) {
            depth++;
        }
        if (depth == 0 || !element.isPrimitive() || element == char.class) {
            throw new DTypeException("toArray: %s is no type of arrays of numbers or booleans, such as float[][].class"
                .formatted(type.getTypeName()));
        }
        if (depth != x.ndim()) {
            throw new ShapeException("toArray: %s has %d dimensions, not the %d of %s".formatted(
                Shape.text(x.dimensions()), x.ndim(), depth, type.getTypeName()));
        }
        return nested(x.to(dtype(element)).contiguous().to(Device.CPU).eval(), type);
    }

    private static DType dtype(Class<?> type) {
        return type == double.class ? DType.F64 : type == float.class ? DType.F32 : type == long.class ? DType.I64
            : type == int.class ? DType.I32 : type == short.class ? DType.I16 : type == byte.class ? DType.I8
            : DType.BOOL;
    }

    private static Object nested(Tensor x, Class<?> type) {
        if (x.ndim() == 1) {
            return type == boolean[].class ? x.toBooleanArray() : x.toArray();
        }
        var length = x.dimensions()[0];
        var rows = Array.newInstance(type.getComponentType(), length);
        for (var i = 0; i < length; i++) {
            Array.set(rows, i, nested(x.get(i), type.getComponentType()));
        }
        return rows;
    }

    static List<?> list(Tensor x) {
        var host = x.contiguous().to(Device.CPU).eval();
        if (host.ndim() <= 1) {
            var row = host.toArray();
            return IntStream.range(0, Array.getLength(row)).mapToObj(i -> Array.get(row, i)).toList();
        }
        List<Object> rows = new ArrayList<>();
        for (var i = 0; i < host.dimensions()[0]; i++) {
            rows.add(list(host.get(i)));
        }
        return rows;
    }
}
