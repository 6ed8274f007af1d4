package org.jolab.gpu.io;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import org.jolab.gpu.DType;
import org.jolab.gpu.Device;
import org.jolab.gpu.Shape;
import org.jolab.gpu.Storage;
import org.jolab.gpu.Strided;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.jolab.gpu.cpu.HostMemory;

/** The elements of tensors on their way from files and to files. */
final class Elements {

    private static final int CHUNK = 1 << 16;

    private Elements() {
    }

    /**
     * What a file says of one tensor.
     *
     * @param type how its elements are stored
     * @param shape its shape
     * @param reversed whether the first index runs fastest, as Fortran has it
     */
    record Description(ElementType type, int[] shape, boolean reversed) {

        /** Bytes that the elements take in the file. */
        long bytes() {
            return Math.multiplyExact(Shape.count(shape), (long) type.width());
        }

        Strided layout() {
            if (!reversed) {
                return Strided.contiguous(shape);
            }
            var strides = new long[shape.length];
            var step = 1L;
            for (var i = 0; i < shape.length; i++) {
                strides[i] = step;
                step *= shape[i];
            }
            return new Strided(shape, strides, 0);
        }
    }

    /** Reads a tensor's elements, after which more may follow. */
    static Tensor read(InputStream in, Description description) throws IOException {
        var type = description.type();
        var count = Shape.count(description.shape());
        var storage = HostMemory.INSTANCE.allocate(Device.CPU, Math.multiplyExact(count, (long) type.dtype().bytes()));
        var tensor = Tensors.of(storage, type.dtype(), description.layout());
        try {
            var memory = storage.memory();
            fill(in, memory.asSlice(memory.byteSize() - description.bytes()));
            type.convert(memory);
            return tensor.to(Device.current());
        } catch (IOException | RuntimeException e) {
            tensor.close();
            throw e;
        } finally {
            Reference.reachabilityFence(tensor);
        }
    }

    private static void fill(InputStream in, MemorySegment target) throws IOException {
        var chunk = new byte[(int) Math.min(CHUNK, target.byteSize())];
        var source = MemorySegment.ofArray(chunk);
        for (var at = 0L; at < target.byteSize();) {
            var count = in.read(chunk, 0, (int) Math.min(chunk.length, target.byteSize() - at));
            if (count < 0) {
                throw new EOFException("the elements end after %d of %d bytes".formatted(at, target.byteSize()));
            }
            MemorySegment.copy(source, 0, target, at, count);
            at += count;
        }
    }

    /**
     * Maps a tensor's elements, which begin at byte {@code first}; the tensor is on the processor. Writing to it does
     * not reach the file; it is refused if this user must not write the file, or it is larger than the memory.
     */
    static Tensor map(Path file, long first, Description description) throws IOException {
        try {
            return map(file, new Part(first, description, MapMode.PRIVATE), READ, WRITE);
        } catch (FormatException e) {
            throw e;
        } catch (IOException | OutOfMemoryError e) {
            return map(file, new Part(first, description, MapMode.READ_ONLY), READ);
        }
    }

    private record Part(long first, Description description, MapMode mode) {
    }

    private static Tensor map(Path file, Part part, OpenOption... options) throws IOException {
        var description = part.description;
        var arena = Arena.ofShared();
        try (var channel = FileChannel.open(file, options)) {
            if (channel.size() < part.first + description.bytes()) {
                throw new FormatException(file.toString(), "has become shorter than its header says");
            }
            var memory = channel.map(part.mode, part.first, description.bytes(), arena);
            var storage = new Storage(Device.CPU, memory);
            storage.lease(new Mapping(arena, storage));
            return Tensors.of(storage, description.type().dtype(), description.layout());
        } catch (IOException | RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /** Unmaps when the tensor is closed, or nobody has it any more. */
    private static final class Mapping implements Storage.Lease {

        private static final Cleaner CLEANER = Cleaner.create();

        private final Cleaner.Cleanable cleanable;

        Mapping(Arena arena, Storage storage) {
            cleanable = CLEANER.register(storage, arena::close);
        }

        @Override
        public void release() {
            cleanable.clean();
        }

        @Override
        public void describe(String contents) {
        }
    }

    /** Writes the elements row by row, little-endian. */
    static void write(Tensor tensor, OutputStream out) throws IOException {
        var plain = tensor.contiguous().to(Device.CPU);
        var memory = plain.segment();
        var type = ElementType.plain(plain.dtype(), ByteOrder.LITTLE_ENDIAN);
        var chunk = new byte[(int) Math.min(CHUNK, memory.byteSize())];
        var target = MemorySegment.ofArray(chunk);
        for (var at = 0L; at < memory.byteSize();) {
            var count = (int) Math.min(chunk.length, memory.byteSize() - at);
            MemorySegment.copy(memory, at, target, 0, count);
            if (type.swapped()) {
                reverse(chunk, count, type.width());
            }
            out.write(chunk, 0, count);
            at += count;
        }
    }

    private static void reverse(byte[] bytes, int count, int width) {
        for (var i = 0; i < count; i += width) {
            for (int a = i, b = i + width - 1; a < b; a++, b--) {
                var swap = bytes[a];
                bytes[a] = bytes[b];
                bytes[b] = swap;
            }
        }
    }

    /** Bytes of a tensor's elements. */
    static long bytes(Tensor tensor) {
        return tensor.size() * tensor.dtype().bytes();
    }

    /** Whether elements of {@code dtype} may begin at byte {@code first} of a mapped file. */
    static boolean isAligned(long first, DType dtype) {
        return first % dtype.bytes() == 0;
    }
}
