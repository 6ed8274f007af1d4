package org.jolab.gpu.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jolab.gpu.Device;
import org.jolab.gpu.Shape;
import org.jolab.gpu.Tensor;

/** NumPy's files of one array. */
public final class Npy {

    private Npy() {
    }

    /**
     * Reads a file of version 1, 2 or 3, in either byte order; 16 and 32 unsigned bits become I32 and I64.
     *
     * @throws FormatException if it is damaged, or holds what tensors can't
     */
    public static Tensor read(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
            var header = NpyHeader.read(in, channel.size(), file.toString());
            return Elements.read(in, header.elements());
        }
    }

    /**
     * Maps a file's elements into memory; the tensor, on the processor, reads them when they are needed. Writing to it
     * does not reach the file. BOOL, foreign byte orders and unaligned elements are read instead.
     *
     * @throws FormatException if it is damaged, or holds what tensors can't
     */
    public static Tensor map(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 12);
            var header = NpyHeader.read(in, channel.size(), file.toString());
            var elements = header.elements();
            return elements.type().isMemory() && Shape.count(elements.shape()) > 0
                && Elements.isAligned(header.length(), elements.type().dtype())
                ? Elements.map(file, header.length(), elements) : Elements.read(in, elements).to(Device.CPU);
        }
    }

    /**
     * Writes a tensor, row by row, little-endian.
     *
     * @throws IllegalArgumentException if its type is BF16, which NumPy lacks
     */
    public static void write(Path file, Tensor tensor) throws IOException {
        NewFile.write(file, out -> write(out, tensor));
    }

    static void write(OutputStream out, Tensor tensor) throws IOException {
        out.write(NpyHeader.bytes(tensor.dtype(), tensor.shape()));
        Elements.write(tensor, out);
    }
}
