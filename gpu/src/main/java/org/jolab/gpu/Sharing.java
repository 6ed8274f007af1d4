package org.jolab.gpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import org.jolab.gpu.io.ByteOrders;

/** Tensors over memory of others, and memory of tensors for others. */
final class Sharing {

    private Sharing() {
    }

    /** A tensor over {@code segment} if that is native, else over a copy. */
    static Tensor of(MemorySegment segment, DType dtype, int... shape) {
        var wanted = Math.multiplyExact(Shape.count(shape), dtype.bytes());
        if (segment.byteSize() != wanted) {
            throw new ShapeException("of: %s of %s are %d bytes, the memory has %d"
                .formatted(Shape.text(shape), dtype, wanted, segment.byteSize()));
        }
        if (!segment.isNative() || wanted == 0) {
            return copy(segment, dtype, shape);
        }
        if (segment.address() % dtype.bytes() != 0) {
            throw new IllegalArgumentException("of: the memory begins at an address that is no multiple of %d, which %s"
                .formatted(dtype.bytes(), dtype) + " needs; copy it");
        }
        if (!segment.isAccessibleBy(new Thread(() -> { }))) {
            throw new IllegalArgumentException("of: the memory is of a confined arena, which belongs to one thread;"
                + " tensors need Arena.ofShared() or Arena.ofAuto()");
        }
        var layout = Strided.contiguous(shape.clone());
        return Tensor.of(new Expr.Leaf(Storage.shared(Device.CPU, segment), dtype, layout)).to(Device.current());
    }

    private static Tensor copy(MemorySegment segment, DType dtype, int... shape) {
        var leaf = Tensor.allocate(Device.CPU, dtype, shape.clone());
        leaf.storage().memory().copyFrom(segment);
        return Tensor.of(leaf).to(Device.current());
    }

    /** A tensor of what is between the buffer's position and its limit. */
    static Tensor of(Buffer buffer) {
        return of(buffer, dtype(buffer), buffer.remaining());
    }

    static Tensor of(Buffer buffer, DType dtype, int... shape) {
        var own = dtype(buffer);
        if (own.bytes() != dtype.bytes() && !(buffer instanceof ByteBuffer)) {
            throw new DTypeException("of: a buffer of %s is none of %s".formatted(own, dtype));
        }
        var segment = MemorySegment.ofBuffer(buffer);
        if (order(buffer) != ByteOrder.nativeOrder() && dtype.bytes() > 1) {
            if (buffer instanceof ByteBuffer) {
                // Every ByteBuffer is big-endian until told otherwise, so what is meant can't be known.
                throw new IllegalArgumentException("of: the buffer's order is %s, the machine's %s; say"
                    .formatted(order(buffer), ByteOrder.nativeOrder()) + " buffer.order(ByteOrder.nativeOrder())");
            }
            var swapped = Arena.ofAuto().allocate(segment.byteSize(), 8).copyFrom(segment);
            ByteOrders.swap(swapped, dtype.bytes());
            segment = swapped;
        } else if (segment.isNative() && segment.address() % dtype.bytes() != 0) {
            return copy(segment, dtype, shape);
        }
        return of(segment, dtype, shape);
    }

    private static DType dtype(Buffer buffer) {
        return switch (buffer) {
            case DoubleBuffer _ -> DType.F64;
            case FloatBuffer _ -> DType.F32;
            case LongBuffer _ -> DType.I64;
            case IntBuffer _ -> DType.I32;
            case ShortBuffer _ -> DType.I16;
            case ByteBuffer _ -> DType.I8;
            default -> throw new DTypeException("of: a CharBuffer holds no numbers");
        };
    }

    private static ByteOrder order(Buffer buffer) {
        return switch (buffer) {
            case DoubleBuffer doubles -> doubles.order();
            case FloatBuffer floats -> floats.order();
            case LongBuffer longs -> longs.order();
            case IntBuffer ints -> ints.order();
            case ShortBuffer shorts -> shorts.order();
            case ByteBuffer bytes -> bytes.order();
            default -> ByteOrder.nativeOrder();
        };
    }

    static MemorySegment segment(String operation, Tensor x) {
        if (!x.device().backend().isHost()) {
            throw new IllegalStateException("%s: the tensor is on %s; to(Device.CPU) makes a copy that has one"
                .formatted(operation, x.device()));
        }
        var leaf = x.realize();
        var layout = leaf.layout();
        if (!layout.isContiguous()) {
            throw new IllegalStateException("%s: the elements of this view do not lie row by row; copy() makes a tensor"
                .formatted(operation) + " in which they do");
        }
        leaf.storage().settle();
        var bytes = x.size() * x.dtype().bytes();
        return leaf.storage().lend().asSlice(bytes == 0 ? 0 : layout.offset() * x.dtype().bytes(), bytes);
    }

    static Object nd4j(Tensor x) {
        var bridge = Nd4j.bridge(Thread.currentThread().getContextClassLoader());
        var host = x.to(Device.CPU);
        var leaf = host.realize();
        var layout = leaf.layout();
        for (var i = 0; i < layout.rank(); i++) {
            if (layout.shape()[i] > 1 && layout.strides()[i] < 1) {
                leaf = host.copy().realize();
                break;
            }
        }
        if (leaf.storage().memory().isReadOnly()) {
            // ND4J does not know such memory, and writing to it would end the program.
            leaf = host.copy().realize();
        }
        leaf.storage().settle();
        return bridge.array(leaf.storage().lend(), leaf.dtype(), leaf.layout());
    }

    static ByteBuffer bytes(String operation, Tensor x, DType... allowed) {
        if (!Arrays.asList(allowed).contains(x.dtype())) {
            throw new DTypeException("%s: the tensor is of %s; to(DType.%s) converts it"
                .formatted(operation, x.dtype(), allowed[0]));
        }
        var segment = segment(operation, x);
        if (segment.byteSize() > Integer.MAX_VALUE) {
            throw new ShapeException("%s: %d bytes are more than a buffer can have; segment() has no limit"
                .formatted(operation, segment.byteSize()));
        }
        return segment.asByteBuffer().order(ByteOrder.nativeOrder());
    }
}
