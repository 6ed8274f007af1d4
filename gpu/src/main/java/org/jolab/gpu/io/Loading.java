package org.jolab.gpu.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;

/** Finds out what a file is. */
public final class Loading {

    private Loading() {
    }

    /** Reads a file of one tensor, by what it begins with, and by its name if that says nothing. */
    public static Tensor load(Path file) throws IOException {
        var start = start(file);
        if (begins(start, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
            return Npy.read(file);
        }
        if (begins(start, 'P', 'K', 3, 4) || begins(start, 'P', 'K', 5, 6)) {
            throw new FormatException(file.toString(),
                "is an archive of arrays by name; Tensors.loadNpz(file).get(name) reads one");
        }
        return switch (ending(file)) {
            case "csv", "txt" -> Csv.DEFAULT.read(file);
            case "tsv" -> Csv.TSV.read(file);
            case "png", "jpg", "jpeg", "gif", "bmp" -> Images.read(file);
            case "safetensors" -> throw new FormatException(file.toString(),
                "has tensors by name; Tensors.loadSafetensors(file).get(name) reads one");
            default -> throw new FormatException(file.toString(), start.length == 0 ? "is empty" :
                "is no .npy file, and has no name that ends with .csv, .tsv, .png, .jpg, .gif or .bmp");
        };
    }

    /** Maps an .npy file. */
    public static Tensor map(Path file) throws IOException {
        return Npy.map(file);
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(8);
        }
    }

    private static boolean begins(byte[] start, int... wanted) {
        for (var i = 0; i < wanted.length; i++) {
            if (i >= start.length || (start[i] & 0xff) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    static String ending(Path file) {
        var name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Pictures, in a class of their own: theirs are not to be loaded by those who read none. */
    static final class Images {

        private static final long MOST_PIXELS = 1 << 28;

        private Images() {
        }

        static Tensor read(Path file) throws IOException {
            try (var in = ImageIO.createImageInputStream(file.toFile())) {
                var readers = ImageIO.getImageReaders(in);
                if (!readers.hasNext()) {
                    throw new FormatException(file.toString(), "is no picture that Java can read; it reads "
                        + Arrays.toString(ImageIO.getReaderFormatNames()));
                }
                var reader = readers.next();
                try {
                    reader.setInput(in);
                    var pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                    if (pixels > MOST_PIXELS) {
                        throw new FormatException(file.toString(), "says that it has %d pixels; %d are most"
                            .formatted(pixels, MOST_PIXELS));
                    }
                    return Tensors.of(reader.read(0));
                } finally {
                    reader.dispose();
                }
            } catch (RuntimeException | IIOException | EOFException e) {
                throw new FormatException(file.toString(), "is a damaged picture: " + e.getMessage());
            }
        }

        static void write(Path file, Tensor tensor) throws IOException {
            var image = tensor.toImage();
            NewFile.write(file, out -> {
                if (!ImageIO.write(image, ending(file), out)) {
                    throw new IllegalArgumentException("a picture with opacity can't be a .%s file; .png can"
                        .formatted(ending(file)));
                }
            });
        }
    }
}
