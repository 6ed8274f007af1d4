package org.jolab.gpu.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jolab.gpu.Tensor;

/** Writes files in the format that their name ends with. */
public final class Saving {

    private Saving() {
    }

    /** Writes one tensor. */
    public static void save(Path file, Tensor tensor) throws IOException {
        switch (Loading.ending(file)) {
            case "npy" -> Npy.write(file, tensor);
            case "csv", "txt" -> Csv.DEFAULT.write(file, tensor);
            case "tsv" -> Csv.TSV.write(file, tensor);
            case "png", "jpg", "jpeg", "gif", "bmp" -> Loading.Images.write(file, tensor);
            case "npz", "safetensors" -> throw new IllegalArgumentException(
                "%s: tensors have names in such a file; Tensors.save(file, Map.of(\"x\", x))".formatted(file));
            default -> throw unknown(file, ".npy, .csv, .tsv, .png, .jpg, .gif or .bmp");
        }
    }

    /** Writes tensors by name; .npz files are not compressed, as numpy.savez has it. */
    public static void save(Path file, Map<String, Tensor> tensors) throws IOException {
        switch (Loading.ending(file)) {
            case "npz" -> Npz.write(file, tensors, false);
            case "safetensors" -> Safetensors.write(file, tensors);
            default -> throw unknown(file, ".npz or .safetensors");
        }
    }

    private static IllegalArgumentException unknown(Path file, String known) {
        return new IllegalArgumentException("%s: the name has to end with %s, which is the format"
            .formatted(file, known));
    }
}
