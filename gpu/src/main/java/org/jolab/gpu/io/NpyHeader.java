package org.jolab.gpu.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jolab.gpu.DType;
import org.jolab.gpu.Shape;
import org.jolab.gpu.ShapeException;
import org.jolab.gpu.io.Elements.Description;

/**
 * The beginning of an {@code .npy} file, of version 1, 2 or 3: what NumPy's format says.
 *
 * @param elements what follows it
 * @param length bytes before the elements
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the format</a>
 */
record NpyHeader(Description elements, int length) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** A header of one type and up to some hundred dimensions takes less by far. */
    private static final int LONGEST = 1 << 16;
    /** Elements begin at a multiple of this, as NumPy has it. */
    private static final int ALIGNMENT = 64;

    /** Reads it from a file of {@code size} bytes, called {@code name}; the elements come next. */
    static NpyHeader read(InputStream in, long size, String name) throws IOException {
        var start = in.readNBytes(8);
        if (start.length < 8 || !Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
            throw new FormatException(name, "is no .npy file: it does not begin with \\x93NUMPY and a version");
        }
        var version = start[6];
        if (version < 1 || version > 3 || start[7] != 0) {
            throw new FormatException(name, "is an .npy file of version %d.%d; known are 1.0, 2.0 and 3.0, at byte 6"
                .formatted(version, start[7]));
        }
        var sizeBytes = version == 1 ? 2 : 4;
        var field = in.readNBytes(sizeBytes);
        if (field.length < sizeBytes) {
            throw new FormatException(name, "ends in the header's length, at byte " + (8 + field.length));
        }
        var buffer = ByteBuffer.wrap(field).order(ByteOrder.LITTLE_ENDIAN);
        var length = sizeBytes == 2 ? buffer.getShort() & 0xffff : buffer.getInt() & 0xffff_ffffL;
        var begin = 8 + sizeBytes;
        if (length > size - begin || length > LONGEST) {
            throw new FormatException(name, length > LONGEST
                ? "has a header of %d bytes, at byte 8; an array that tensors can hold needs less than %d"
                    .formatted(length, LONGEST)
                : "ends in the header, which takes %d bytes from byte %d on; there are %d"
                    .formatted(length, begin, size - begin));
        }
        var text = new String(in.readNBytes((int) length), version == 3 ? StandardCharsets.UTF_8
            : StandardCharsets.ISO_8859_1);
        var header = new NpyHeader(description(text, name, begin), begin + (int) length);
        long bytes;
        try {
            bytes = header.elements.bytes();
        } catch (ArithmeticException | ShapeException e) {
            throw new FormatException(name, "has an impossible shape: " + e.getMessage());
        }
        if (bytes > size - header.length) {
            throw new FormatException(name, "ends in the elements: %s of %s take %d bytes from byte %d on; there are %d"
                .formatted(Shape.text(header.elements.shape()), header.elements.type().dtype(), bytes, header.length,
                    size - header.length));
        }
        return header;
    }

    private static Description description(String text, String name, int begin) throws FormatException {
        var fields = new PythonLiteral(text, name, begin).dict();
        var descr = fields.get("descr");
        if (!(fields.get("fortran_order") instanceof Boolean reversed) || !(fields.get("shape") instanceof long[] sizes)
            || descr == null || fields.size() != 3) {
            throw new FormatException(name, "has a header without descr, fortran_order and shape alone, at byte %d: %s"
                .formatted(begin, text.strip()));
        }
        if (!(descr instanceof String descriptor)) {
            throw new FormatException(name, "holds records (dtype %s), which are no tensor; save field by field"
                .formatted(descr));
        }
        var type = ElementType.ofNumpy(descriptor).orElseThrow(() ->
            new FormatException(name, "holds elements of NumPy's dtype %s, %s".formatted(descriptor, why(descriptor))));
        var shape = new int[sizes.length];
        for (var i = 0; i < shape.length; i++) {
            if (sizes[i] < 0 || sizes[i] > Integer.MAX_VALUE) {
                throw new FormatException(name, "has the size %d in dimension %d; dimensions are from 0 to 2^31 - 1"
                    .formatted(sizes[i], i));
            }
            shape[i] = (int) sizes[i];
        }
        return new Description(type, shape, reversed);
    }

    private static String why(String descriptor) {
        var kind = descriptor.length() < 2 ? ' ' : descriptor.charAt(1);
        return switch (kind) {
            case 'O' -> "Python objects, which only Python can read";
            case 'U', 'S' -> "strings, which are no numbers";
            case 'c' -> "complex numbers; save the real and the imaginary parts one by one";
            case 'M', 'm' -> "times; save .astype(\"int64\")";
            case 'V' -> "bytes without a type: bfloat16, perhaps, which .npy files lose; save it as safetensors,"
                + " or .astype(\"float32\")";
            case 'u' -> "which tensors lack; save .astype(\"int64\")";
            case 'f' -> "which tensors lack; save .astype(\"float64\")";
            default -> "which tensors lack";
        };
    }

    /** The bytes of a header of version 1 for a tensor's elements, row by row. */
    static byte[] bytes(DType dtype, int[] shape) {
        var descr = ElementType.numpyName(dtype).orElseThrow(() -> new IllegalArgumentException(
            ".npy files have no " + dtype + "; save to(DType.F32), or a .safetensors file"));
        var sizes = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        var text = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(descr,
            shape.length == 1 ? sizes + "," : sizes);
        var length = Math.ceilDiv(10 + text.length() + 1, ALIGNMENT) * ALIGNMENT;
        var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (length - 10));
        buffer.put((text + " ".repeat(length - 11 - text.length()) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        return buffer.array();
    }
}
