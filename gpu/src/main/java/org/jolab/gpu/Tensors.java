package org.jolab.gpu;

import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jolab.gpu.Expr.Binary;
import org.jolab.gpu.Expr.Cast;
import org.jolab.gpu.Expr.Constant;
import org.jolab.gpu.Expr.Coordinate;
import org.jolab.gpu.calc.Formula;

/**
 * Makes tensors, on {@link Device#current()}; to be imported statically. New tensors are F32, and I64 where only
 * integers are involved, unless said otherwise.
 */
public final class Tensors extends FileFunctions {

    private Tensors() {
    }

    /**
     * A tensor of nested arrays of any primitive type, of lists, of numbers, or of all of these in each other. The type
     * is that of the elements, promoted: {@code float} F32, {@code double} F64, {@code int} I32 and so on.
     *
     * <p>Also of a {@code BufferedImage}, which becomes U8 of H×W if it is grey, H×W×4 if it has opacity, else H×W×3;
     * of ND4J's {@code INDArray} and of a {@code java.nio.Buffer}, which share their elements with the tensor if they
     * are native, in the machine's byte order, and {@link Device#current()} is the processor; else they are copied.
     *
     * @throws ShapeException if it is ragged
     * @throws DTypeException if something in it is no number
     */
    public static Tensor of(Object nested) {
        return Nested.of(nested);
    }

    /** As {@link #of(Object)}, converted to {@code dtype}; memory and bytes are taken as a row of such elements. */
    public static Tensor of(Object nested, DType dtype) {
        return switch (nested) {
            case MemorySegment segment -> of(segment, dtype, Math.toIntExact(segment.byteSize() / dtype.bytes()));
            case ByteBuffer bytes -> of(bytes, dtype, bytes.remaining() / dtype.bytes());
            case null, default -> Nested.of(nested).to(dtype);
        };
    }

    /**
     * A tensor of the elements that lie in {@code memory} row by row, in the machine's byte order. Native memory is
     * shared if {@link Device#current()} is the processor: what one writes, the other sees, and whoever frees it takes
     * it from the tensor, too. What is on the heap is copied, since the collector moves it.
     *
     * @throws ShapeException if the memory has another size
     * @throws IllegalArgumentException if the memory belongs to one thread only, or begins at an odd address
     */
    public static Tensor of(MemorySegment memory, DType dtype, int... shape) {
        return Sharing.of(memory, dtype, shape);
    }

    /** As {@link #of(MemorySegment, DType, int...)}, of what is between the buffer's position and its limit. */
    public static Tensor of(Buffer buffer, DType dtype, int... shape) {
        return Sharing.of(buffer, dtype, shape);
    }

    /** A tensor of elements that lie in {@code storage}, on its device; for those who bring memory of their own. */
    public static Tensor of(Storage storage, DType dtype, Strided layout) {
        layout.checkWithin(storage.bytes() / dtype.bytes());
        return Tensor.of(storage, dtype, layout);
    }

    /** F32 zeros. */
    public static Tensor zeros(int... shape) {
        return zeros(DType.F32, shape);
    }

    /** Zeros. */
    public static Tensor zeros(DType dtype, int... shape) {
        return full(0, dtype, shape);
    }

    /** F32 ones. */
    public static Tensor ones(int... shape) {
        return ones(DType.F32, shape);
    }

    /** Ones. */
    public static Tensor ones(DType dtype, int... shape) {
        return full(1, dtype, shape);
    }

    /** {@code value} everywhere: I64 if it is an integer, else F32. */
    public static Tensor full(Number value, int... shape) {
        return full(value, value instanceof Double || value instanceof Float ? DType.F32 : DType.I64, shape);
    }

    /** {@code value} everywhere. */
    public static Tensor full(Number value, DType dtype, int... shape) {
        return full(Device.current(), value, dtype, shape);
    }

    /** {@code value} everywhere, on {@code device}. */
    static Tensor full(Device device, Number value, DType dtype, int... shape) {
        return Tensor.run(device, Elementwise.constant("full", dtype, value), shape.clone());
    }

    /** Zeros of the shape, type and device of another. */
    public static Tensor zerosLike(Tensor x) {
        return Tensor.run(x.device(), new Constant(0, 0, x.dtype()), x.shape());
    }

    /** Ones of the shape, type and device of another. */
    public static Tensor onesLike(Tensor x) {
        return Tensor.run(x.device(), new Constant(1, 1, x.dtype()), x.shape());
    }

    /** 0, 1 and so on to before {@code stop}; I64. */
    public static Tensor arange(long stop) {
        return arange(0, stop, 1);
    }

    /** From {@code start} to before {@code stop}; I64. */
    public static Tensor arange(long start, long stop) {
        return arange(start, stop, 1);
    }

    /** From {@code start} to before {@code stop} by {@code step}; I64. */
    public static Tensor arange(long start, long stop, long step) {
        if (step == 0) {
            throw new IllegalArgumentException("arange: the step is 0");
        }
        var count = step > 0 ? Math.ceilDiv(stop - start, step) : Math.ceilDiv(start - stop, -step);
        return line(count, new Constant(0, start, DType.I64), new Constant(0, step, DType.I64), DType.I64);
    }

    /** From {@code start} to before {@code stop} by {@code step}; F32, computed in F64. */
    public static Tensor arange(double start, double stop, double step) {
        if (step == 0 || step != step) {
            throw new IllegalArgumentException("arange: the step is " + step);
        }
        return line((long) Math.ceil((stop - start) / step), new Constant(start, 0, DType.F64),
            new Constant(step, 0, DType.F64), DType.F32);
    }

    /** {@code count} numbers from {@code start} to {@code stop}, both included; F32, computed in F64. */
    public static Tensor linspace(double start, double stop, int count) {
        var line = line(count, new Constant(start, 0, DType.F64),
            new Constant(count > 1 ? (stop - start) / (count - 1) : 0, 0, DType.F64), DType.F32);
        if (count > 1) {
            line.get(-1).set(stop);
        }
        return line;
    }

    private static Tensor line(long count, Constant start, Constant step, DType dtype) {
        var place = new Cast(start.dtype(), new Coordinate(1));
        Expr value = new Binary(BinaryOp.ADD, start.dtype(), start,
            new Binary(BinaryOp.MULTIPLY, start.dtype(), start.dtype() == DType.I64 ? place.a() : place, step));
        if (count > Integer.MAX_VALUE) {
            throw new ShapeException("%d elements are more than a dimension can have".formatted(count));
        }
        return Tensor.run(Device.current(), start.dtype() == dtype ? value : new Cast(dtype, value),
            new int[] {(int) Math.max(0, count)});
    }

    /** F32 ones on the diagonal, zeros elsewhere. */
    public static Tensor eye(int size) {
        return eye(size, size, 0, DType.F32);
    }

    /** Ones on the diagonal that lies {@code offset} above the main one, zeros elsewhere. */
    public static Tensor eye(int rows, int columns, int offset, DType dtype) {
        var shape = new int[] {rows, columns};
        return Tensor.run(Device.current(), new Cast(dtype, band(BinaryOp.EQUAL, offset)), shape);
    }

    /** Compares column - row with {@code offset}. */
    private static Expr band(BinaryOp op, int offset) {
        return new Binary(op, DType.BOOL, new Coordinate(1),
            new Binary(BinaryOp.ADD, DType.I64, new Coordinate(2), new Constant(0, offset, DType.I64)));
    }

    /** Matrices with zeros above the diagonal that lies {@code offset} above the main one. */
    public static Tensor tril(Tensor x, int offset) {
        return cut("tril", x, BinaryOp.LESS_EQUAL, offset);
    }

    /** Matrices with zeros below the diagonal that lies {@code offset} above the main one. */
    public static Tensor triu(Tensor x, int offset) {
        return cut("triu", x, BinaryOp.GREATER_EQUAL, offset);
    }

    private static Tensor cut(String operation, Tensor x, BinaryOp op, int offset) {
        if (x.ndim() < 2) {
            throw new ShapeException("%s: %s has fewer than 2 dimensions".formatted(operation,
                Shape.text(x.dimensions())));
        }
        return Tensor.record(x.device(), new Expr.Select(band(op, offset), Elementwise.join(x, x.dimensions()),
            new Constant(0, 0, x.dtype())), x.dimensions());
    }

    /** F32 numbers, evenly in [0, 1), of the common {@link Rng}. */
    public static Tensor rand(int... shape) {
        return Rng.COMMON.rand(shape);
    }

    /** F32 numbers of mean 0 and variance 1, of the common {@link Rng}. */
    public static Tensor randn(int... shape) {
        return Rng.COMMON.randn(shape);
    }

    /** I64 numbers from {@code low} to before {@code high}, of the common {@link Rng}. */
    public static Tensor randint(long low, long high, int... shape) {
        return Rng.COMMON.randint(low, high, shape);
    }

    /** Lets the common {@link Rng} begin anew, so that what follows can be repeated. */
    public static void seed(long seed) {
        Rng.COMMON.seed(seed);
    }

    /** {@code x} where the condition is not 0, {@code y} elsewhere; shapes broadcast. */
    public static Tensor where(Tensor condition, Tensor x, Tensor y) {
        return Elementwise.where(condition, x, y);
    }

    /** {@code x} where the condition is not 0, {@code y} elsewhere. */
    public static Tensor where(Tensor condition, Tensor x, Number y) {
        return Elementwise.where(condition, x, full(condition.device(), y, Elementwise.weak(x.dtype(), y)));
    }

    /** {@code x} where the condition is not 0, {@code y} elsewhere. */
    public static Tensor where(Tensor condition, Number x, Tensor y) {
        return Elementwise.where(condition, full(condition.device(), x, Elementwise.weak(y.dtype(), x)), y);
    }

    /** One after the other along an axis in which alone their shapes may differ. */
    public static Tensor concat(int axis, Tensor... parts) {
        return Joining.concat(axis, parts);
    }

    /** As {@link #concat(int, Tensor...)}. */
    public static Tensor concat(List<Tensor> parts, int axis) {
        return Joining.concat(axis, parts.toArray(Tensor[]::new));
    }

    /** Side by side along a new axis; all have one shape. */
    public static Tensor stack(int axis, Tensor... parts) {
        return Joining.concat(axis, Arrays.stream(parts).map(part -> part.expandDims(axis)).toArray(Tensor[]::new));
    }

    /** Filled with {@code value}, of the shape, type and device of {@code x}. */
    public static Tensor fullLike(Tensor x, Number value) {
        return full(x.device(), value, x.dtype(), x.dimensions());
    }

    /** {@code count} numbers from {@code base} to the power {@code start} to that of {@code stop}, factors equal. */
    public static Tensor logspace(double start, double stop, int count, double base) {
        return linspace(start, stop, count).rpow(base);
    }

    /** A matrix with {@code x} on the diagonal that is {@code offset} above the main one, zeros elsewhere. */
    public static Tensor diag(Tensor x, int offset) {
        if (x.ndim() != 1) {
            throw new ShapeException("diag: a vector is needed, not %s; diagonal(offset) takes one from a matrix"
                .formatted(Shape.text(x.dimensions())));
        }
        var size = Math.addExact(x.dimensions()[0], Math.abs(offset));
        var result = full(x.device(), 0, x.dtype(), size, size);
        result.diagonal(offset).set(x);
        return result;
    }

    /**
     * Coordinates of all points of a grid, from those along its sides: one tensor a side.
     *
     * @param indexing {@code ij}: the first side is the first dimension, as in PyTorch; {@code xy}: it is the second,
     *     and the second the first, as is NumPy's default
     */
    public static Tensor[] meshgrid(String indexing, Tensor... sides) {
        var isXy = indexing.equals("xy");
        if (!isXy && !indexing.equals("ij")) {
            throw new IllegalArgumentException("meshgrid: \"" + indexing + "\" is neither \"ij\" nor \"xy\"");
        }
        var shape = new int[sides.length];
        for (var i = 0; i < shape.length; i++) {
            if (sides[i].ndim() > 1) {
                throw new ShapeException("meshgrid: sides are vectors, not " + Shape.text(sides[i].dimensions()));
            }
            shape[isXy && i < 2 && shape.length > 1 ? 1 - i : i] = Math.toIntExact(sides[i].size());
        }
        var result = new Tensor[sides.length];
        for (var i = 0; i < shape.length; i++) {
            var own = new int[shape.length];
            Arrays.fill(own, 1);
            own[isXy && i < 2 && shape.length > 1 ? 1 - i : i] = -1;
            result[i] = sides[i].reshape(own).broadcastTo(shape).copy();
        }
        return result;
    }

    /** As {@link #stack(int, Tensor...)}. */
    public static Tensor stack(List<Tensor> parts, int axis) {
        return stack(axis, parts.toArray(Tensor[]::new));
    }

    /**
     * The value of a formula, element by element: {@code calc("2*x^2 + sin(y)", x, y)}. The values are those of its
     * names, in the order of their first appearance.
     *
     * @throws org.jolab.gpu.calc.FormulaException if it is no formula
     */
    public static Tensor calc(String formula, Tensor... values) {
        return Formula.of(formula).apply(values);
    }

    /** The same, with tensors or numbers by name. */
    public static Tensor calc(String formula, Map<String, ?> values) {
        return Formula.of(formula).apply(values);
    }

    /** Products and sums by Einstein's convention, such as {@code einsum("bij,bjk->bik", x, y)}; see NumPy's. */
    public static Tensor einsum(String formula, Tensor... operands) {
        return Einsum.of(formula, operands);
    }

    /** Which tensors live, and what memory they hold; {@code variables} are searched for those that reach them. */
    public static MemoryReport memory(Map<String, ?> variables) {
        return MemoryReport.of(Stream.concat(Stream.of(Device.CPU), Device.cudas().stream()).toList(), variables);
    }

    /** A scope that begins now, on this thread. */
    public static Scope scope() {
        return new Scope();
    }

    /** Index: all of a dimension. */
    public static Slice all() {
        return new Slice.Range(null, null, 1);
    }

    /** Index: one element; the dimension goes. */
    public static Slice at(int index) {
        return new Slice.At(index);
    }

    /**
     * Index: what is at the places that {@code index} names, or where it is true if it is BOOL. The result is a copy:
     * {@code x.get(all(), at(index))} is NumPy's {@code x[:, index]}.
     */
    public static Slice at(Tensor index) {
        return new Slice.Among(index);
    }

    /** Index: from {@code start} to before {@code stop}; negative ones count from the end, null is as far as can be. */
    public static Slice range(Integer start, Integer stop) {
        return new Slice.Range(start, stop, 1);
    }

    /** Index: every {@code step}-th from {@code start} to before {@code stop}, backwards if negative. */
    public static Slice range(Integer start, Integer stop, int step) {
        return new Slice.Range(start, stop, step);
    }

    /** Index: a new dimension of size 1. */
    public static Slice newaxis() {
        return new Slice.NewAxis();
    }

    /** Index: all dimensions that the other parts leave. */
    public static Slice ellipsis() {
        return new Slice.Ellipsis();
    }
}
