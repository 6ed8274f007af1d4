package org.jolab.gpu;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jolab.gpu.io.Saving;

/**
 * Tensors for other libraries and for files. What is called {@code as…} and {@code segment} shares the elements and
 * copies nothing; what is called {@code to…} is a copy.
 */
public sealed interface Exchange permits Tensor {

    /**
     * The memory in which its elements lie, row by row, in the machine's byte order. What is written there, the tensor
     * has. The segment is native, and stays valid as long as somebody holds it, even if the tensor is closed.
     *
     * @throws IllegalStateException if the elements do not lie so, or not in the processor's memory; copy() and
     *     to(Device.CPU) bring them there
     */
    default MemorySegment segment() {
        return Sharing.segment("segment", (Tensor) this);
    }

    /** The elements of an F32 tensor; see {@link #segment}. */
    default FloatBuffer asFloatBuffer() {
        return Sharing.bytes("asFloatBuffer", (Tensor) this, DType.F32).asFloatBuffer();
    }

    /** The elements of an F64 tensor; see {@link #segment}. */
    default DoubleBuffer asDoubleBuffer() {
        return Sharing.bytes("asDoubleBuffer", (Tensor) this, DType.F64).asDoubleBuffer();
    }

    /** The elements of an I64 tensor; see {@link #segment}. */
    default LongBuffer asLongBuffer() {
        return Sharing.bytes("asLongBuffer", (Tensor) this, DType.I64).asLongBuffer();
    }

    /** The elements of an I32 tensor; see {@link #segment}. */
    default IntBuffer asIntBuffer() {
        return Sharing.bytes("asIntBuffer", (Tensor) this, DType.I32).asIntBuffer();
    }

    /** The elements of an I16 tensor, or the bits of an F16 or BF16 one; see {@link #segment}. */
    default ShortBuffer asShortBuffer() {
        return Sharing.bytes("asShortBuffer", (Tensor) this, DType.I16, DType.F16, DType.BF16).asShortBuffer();
    }

    /** The bytes of the elements, in the machine's order; see {@link #segment}. */
    default ByteBuffer asByteBuffer() {
        return Sharing.bytes("asByteBuffer", (Tensor) this, DType.values()).order(ByteOrder.nativeOrder());
    }

    /**
     * As nested arrays of a type with as many brackets as there are dimensions, such as {@code float[][].class};
     * elements are converted as {@link Tensor#to(DType)} does.
     *
     * @throws ShapeException if the brackets are not as many as the dimensions
     * @throws DTypeException if the type is not of arrays of numbers or booleans
     */
    default <A> A toArray(Class<A> type) {
        return type.cast(ToArrays.of((Tensor) this, type));
    }

    /** As nested lists of Double, Float, Long, Integer, Short, Byte or Boolean; a scalar becomes a list of one. */
    default List<?> toList() {
        return ToArrays.list((Tensor) this);
    }

    /**
     * As a picture: H×W or H×W×1 is grey, H×W×3 colours, H×W×4 colours and opacity. Floats are brightness from 0 to 1,
     * BOOL is black and white, other types go from 0 to 255; what lies outside is cut, NaN is black.
     *
     * @throws ShapeException if it has another shape
     */
    default BufferedImage toImage() {
        return Pictures.image((Tensor) this);
    }

    /**
     * As a picture that a notebook shows, see {@link #toImage}; of N×H×W×C (with 1, 3 or 4 for C) all N side by side.
     */
    default Picture asImage() {
        return Pictures.picture((Tensor) this);
    }

    /**
     * As an {@code org.nd4j.linalg.api.ndarray.INDArray}, which shares the elements if it can: the tensor is in the
     * processor's memory, and no stride is negative or 0. ND4J has to be on the class path; the result's type is the
     * caller's, so that nobody needs ND4J who does not call this: {@code INDArray a = x.toINDArray();}
     *
     * @throws IllegalStateException if there is no ND4J
     */
    @SuppressWarnings("unchecked")
    default <T> T toINDArray() {
        return (T) Sharing.nd4j((Tensor) this);
    }

    /**
     * Writes a file in the format that its name ends with: {@code .npy} (NumPy's), {@code .csv}, {@code .tsv},
     * {@code .png}, {@code .jpg}, {@code .bmp} or {@code .gif}. Several tensors go into one file by
     * {@link Tensors#save(Path, java.util.Map)}. A file of that name is replaced when the new one is complete.
     */
    default void save(Path file) throws IOException {
        Saving.save(file, (Tensor) this);
    }

    /** As {@link #save(Path)}. */
    default void save(String file) throws IOException {
        save(Path.of(file));
    }
}
