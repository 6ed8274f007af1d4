package org.jolab.gpu;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.lang.foreign.MemorySegment;

/** Pictures from tensors and tensors from pictures. */
final class Pictures {

    private Pictures() {
    }

    /** Whether it is a picture's class; asked by name, so that none is loaded. */
    static boolean isImage(Class<?> type) {
        for (var each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals("java.awt.image.BufferedImage")) {
                return true;
            }
        }
        return false;
    }

    static Tensor of(Object picture) {
        var image = (BufferedImage) picture;
        var width = image.getWidth();
        var height = image.getHeight();
        var type = image.getType();
        if (type == BufferedImage.TYPE_BYTE_GRAY || type == BufferedImage.TYPE_USHORT_GRAY) {
            // Not by getRGB(), which takes grey for linear light and changes the numbers.
            var grey = image.getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
            var tensor = Tensors.of(grey).reshape(height, width);
            return (type == BufferedImage.TYPE_BYTE_GRAY ? tensor : tensor.floorDivide(257)).to(DType.U8);
        }
        var channels = image.getColorModel().hasAlpha() ? 4 : 3;
        var bytes = new byte[Math.multiplyExact(Math.multiplyExact(width, height), channels)];
        var row = new int[width];
        var at = 0;
        for (var y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (var pixel : row) {
                bytes[at++] = (byte) (pixel >> 16);
                bytes[at++] = (byte) (pixel >> 8);
                bytes[at++] = (byte) pixel;
                if (channels == 4) {
                    bytes[at++] = (byte) (pixel >> 24);
                }
            }
        }
        return Tensors.of(MemorySegment.ofArray(bytes), DType.U8, height, width, channels);
    }

    static BufferedImage image(Tensor x) {
        var shape = x.dimensions();
        var channels = shape.length == 3 ? shape[2] : 1;
        if (shape.length < 2 || shape.length > 3 || channels != 1 && channels != 3 && channels != 4 || x.size() == 0) {
            throw new ShapeException("image: %s is no picture; those are [height,width], and [height,width,channels]"
                .formatted(Shape.text(shape)) + " with 1, 3 or 4 channels");
        }
        var bytes = new byte[Math.toIntExact(x.size())];
        Host.read(bytes(x), DType.U8, (memory, first) -> {
            MemorySegment.copy(memory, JAVA_BYTE, first, bytes, 0, bytes.length);
            return bytes;
        });
        if (channels == 1) {
            var image = new BufferedImage(shape[1], shape[0], BufferedImage.TYPE_BYTE_GRAY);
            System.arraycopy(bytes, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData(), 0, bytes.length);
            return image;
        }
        var image = new BufferedImage(shape[1], shape[0],
            channels == 3 ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        var pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        for (var i = 0; i < pixels.length; i++) {
            var at = i * channels;
            pixels[i] = (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | bytes[at + 2] & 0xff
                | (channels == 4 ? bytes[at + 3] << 24 : 0);
        }
        return image;
    }

    /** Brightness from 0 to 255. */
    private static Tensor bytes(Tensor x) {
        if (x.dtype() == DType.U8) {
            return x;
        }
        if (x.dtype() == DType.BOOL) {
            return x.to(DType.U8).mul(255);
        }
        if (!x.dtype().isFloat()) {
            return x.dtype() == DType.I8 ? x.maximum(0).to(DType.U8) : x.clip(0, 255).to(DType.U8);
        }
        var single = x.to(DType.F32);
        return Tensors.where(single.isnan(), Tensors.zerosLike(single), single.clip(0, 1)).mul(255).round()
            .to(DType.U8);
    }

    static Picture picture(Tensor x) {
        return new Picture(image(x.ndim() == 4 ? grid(x) : x));
    }

    /** Several pictures in rows, as many in each as there are rows. */
    private static Tensor grid(Tensor x) {
        var n = x.size(0);
        var columns = (int) Math.ceil(Math.sqrt(n));
        var rows = n == 0 ? 0 : Math.ceilDiv(n, columns);
        var padded = rows * columns == n ? x : x.pad(0, 0, rows * columns - n, 0, 0, 0, 0, 0, 0);
        return padded.reshape(rows, columns, x.size(1), x.size(2), x.size(3)).permute(0, 2, 1, 3, 4)
            .reshape(rows * x.size(1), columns * x.size(2), x.size(3));
    }
}
