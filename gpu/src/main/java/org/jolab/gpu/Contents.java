package org.jolab.gpu;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;

/** The elements as Java values: all computed, converted, row by row, in arrays of their own. */
public sealed interface Contents permits Tensor {

    /**
     * The only element.
     *
     * @throws ShapeException if there is not exactly one
     */
    default double item() {
        var self = single("item");
        return Host.read(self, self.dtype(), (memory, first) -> Host.real(self.dtype(), memory, first));
    }

    /** The only element, integers without loss. */
    default long itemLong() {
        var self = single("itemLong");
        return Host.read(self, self.dtype(), (memory, first) -> Host.whole(self.dtype(), memory, first));
    }

    /** Whether the only element is not 0. */
    default boolean itemBoolean() {
        return single("itemBoolean").item() != 0;
    }

    private Tensor single(String operation) {
        var self = (Tensor) this;
        if (self.size() != 1) {
            throw new ShapeException("%s: %s has %d elements, not one"
                .formatted(operation, Shape.text(self.dimensions()), self.size()));
        }
        return self;
    }

    /** The element at {@code index}, one number for each dimension; negative ones count from the end. */
    default double at(int... index) {
        var self = (Tensor) this;
        if (index.length != self.ndim()) {
            throw new ShapeException("at: %d indices for %s".formatted(index.length, Shape.text(self.dimensions())));
        }
        return self.get(index).item();
    }

    /** As doubles. */
    default double[] toDoubleArray() {
        var values = new double[length()];
        return Host.read((Tensor) this, DType.F64, (memory, first) -> {
            MemorySegment.copy(memory, JAVA_DOUBLE, first * 8, values, 0, values.length);
            return values;
        });
    }

    /** As floats. */
    default float[] toFloatArray() {
        var values = new float[length()];
        return Host.read((Tensor) this, DType.F32, (memory, first) -> {
            MemorySegment.copy(memory, JAVA_FLOAT, first * 4, values, 0, values.length);
            return values;
        });
    }

    /** As longs; fractions are cut off. */
    default long[] toLongArray() {
        var values = new long[length()];
        return Host.read((Tensor) this, DType.I64, (memory, first) -> {
            MemorySegment.copy(memory, JAVA_LONG, first * 8, values, 0, values.length);
            return values;
        });
    }

    /** As ints; fractions are cut off, and what is too large wraps. */
    default int[] toIntArray() {
        var values = new int[length()];
        return Host.read((Tensor) this, DType.I32, (memory, first) -> {
            MemorySegment.copy(memory, JAVA_INT, first * 4, values, 0, values.length);
            return values;
        });
    }

    /** Whether each is not 0. */
    default boolean[] toBooleanArray() {
        var values = new boolean[length()];
        return Host.read((Tensor) this, DType.BOOL, (memory, first) -> {
            for (var i = 0; i < values.length; i++) {
                values[i] = memory.get(JAVA_BYTE, first + i) != 0;
            }
            return values;
        });
    }

    /**
     * As nested arrays of the tensor's shape, of double, float, long, int, short, byte or boolean; F16 and BF16 become
     * float, U8 int. A scalar becomes an array of one.
     */
    default Object toArray() {
        var self = (Tensor) this;
        if (self.ndim() > 1) {
            var first = self.dimensions()[0];
            var inner = switch (self.dtype()) {
                case F64 -> double.class;
                case F32, F16, BF16 -> float.class;
                case I64 -> long.class;
                case I32, U8 -> int.class;
                case I16 -> short.class;
                case I8 -> byte.class;
                case BOOL -> boolean.class;
            };
            var rows = Array.newInstance(nested(inner, self.ndim() - 1), first);
            for (var i = 0; i < first; i++) {
                Array.set(rows, i, self.get(i).toArray());
            }
            return rows;
        }
        return switch (self.dtype()) {
            case F64 -> toDoubleArray();
            case F32, F16, BF16 -> toFloatArray();
            case I64 -> toLongArray();
            case I32, U8 -> toIntArray();
            case BOOL -> toBooleanArray();
            case I16 -> {
                var ints = toIntArray();
                var shorts = new short[ints.length];
                for (var i = 0; i < ints.length; i++) {
                    shorts[i] = (short) ints[i];
                }
                yield shorts;
            }
            case I8 -> {
                var ints = toIntArray();
                var bytes = new byte[ints.length];
                for (var i = 0; i < ints.length; i++) {
                    bytes[i] = (byte) ints[i];
                }
                yield bytes;
            }
        };
    }

    private static Class<?> nested(Class<?> element, int depth) {
        Class<?> type = element;
        for (var i = 0; i < depth; i++) {
            type = type.arrayType();
        }
        return type;
    }

    private int length() {
        var self = (Tensor) this;
        if (self.size() > Integer.MAX_VALUE - 8) {
            throw new ShapeException("%s has more elements than a Java array can".formatted(
                Shape.text(self.dimensions())));
        }
        return (int) self.size();
    }
}
