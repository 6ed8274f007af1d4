package org.jolab.gpu.ndarray;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.jolab.gpu.DType;
import org.jolab.gpu.DTypeException;
import org.jolab.gpu.Device;
import org.jolab.gpu.ShapeException;
import org.jolab.gpu.Storage;
import org.jolab.gpu.Strided;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Tensors of ND4J's arrays, and the other way round. */
final class Arrays {

    private Arrays() {
    }

    /**
     * A tensor that shares the array's elements, and keeps them. A copy if the array's memory is a workspace's, which
     * is used again when the workspace is left, or not the processor's.
     */
    static Tensor tensor(INDArray array) {
        var dtype = dtype(array.dataType());
        var shape = sizes(array);
        if (array.isEmpty()) {
            return Tensors.zeros(dtype, shape);
        }
        var wide = array.dataType() == DataType.UINT16 ? array.castTo(DataType.INT32)
            : array.dataType() == DataType.UINT32 ? array.castTo(DataType.INT64) : array;
        var onProcessor = Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend");
        if (!wide.isAttached() && onProcessor) {
            return over(wide, dtype, shape).to(Device.current());
        }
        if (!onProcessor) {
            Nd4j.getAffinityManager().ensureLocation(wide, Location.HOST);
        }
        try {
            return over(wide, dtype, shape).copy().to(Device.current());
        } finally {
            Reference.reachabilityFence(wide);
        }
    }

    private static Tensor over(INDArray array, DType dtype, int... shape) {
        var strides = new long[shape.length];
        var reach = 1L;
        for (var i = 0; i < shape.length; i++) {
            strides[i] = shape[i] == 1 ? 0 : array.stride(i);
            reach += (shape[i] - 1) * strides[i];
        }
        var memory = MemorySegment.ofAddress(array.data().addressPointer().address())
            .reinterpret(reach * dtype.bytes(), Arena.ofAuto(), _ -> Reference.reachabilityFence(array));
        return Tensors.of(Storage.shared(Device.CPU, memory), dtype, new Strided(shape, strides, 0));
    }

    private static int[] sizes(INDArray array) {
        var shape = new int[array.rank()];
        for (var i = 0; i < shape.length; i++) {
            if (array.size(i) > Integer.MAX_VALUE) {
                throw new ShapeException("of: dimension %d of the INDArray has %d elements; 2^31 - 1 are most"
                    .formatted(i, array.size(i)));
            }
            shape[i] = (int) array.size(i);
        }
        return shape;
    }

    private static DType dtype(DataType type) {
        return switch (type) {
            case DOUBLE -> DType.F64;
            case FLOAT -> DType.F32;
            case HALF -> DType.F16;
            case BFLOAT16 -> DType.BF16;
            case LONG, UINT32 -> DType.I64;
            case INT, UINT16 -> DType.I32;
            case SHORT -> DType.I16;
            case BYTE -> DType.I8;
            case UBYTE -> DType.U8;
            case BOOL -> DType.BOOL;
            default -> throw new DTypeException("of: tensors lack ND4J's type " + type);
        };
    }

    /** An array over {@code memory}, whose layout has no stride below 1 where a dimension has several elements. */
    static INDArray array(MemorySegment memory, DType dtype, Strided layout) {
        if (layout.count() == 0) {
            var sizes = java.util.Arrays.stream(layout.shape()).asLongStream().toArray();
            return Nd4j.create(Pointers.type(dtype), sizes);
        }
        var shape = java.util.Arrays.stream(layout.shape()).asLongStream().toArray();
        var reach = 1L;
        for (var i = 0; i < shape.length; i++) {
            reach += (shape[i] - 1) * layout.strides()[i];
        }
        var part = memory.asSlice(layout.offset() * dtype.bytes(), reach * dtype.bytes());
        var strides = layout.isContiguous() ? Strided.contiguous(layout.shape()).strides() : layout.strides();
        return Nd4j.create(Pointers.buffer(part, dtype), shape, strides, 0, 'c', Pointers.type(dtype));
    }
}
