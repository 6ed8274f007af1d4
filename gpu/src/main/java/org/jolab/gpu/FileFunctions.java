package org.jolab.gpu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jolab.gpu.io.Csv;
import org.jolab.gpu.io.Loading;
import org.jolab.gpu.io.Npz;
import org.jolab.gpu.io.Safetensors;
import org.jolab.gpu.io.Saving;

/** Tensors from files and to files; a part of {@link Tensors}, through which its functions are called. */
abstract sealed class FileFunctions permits Tensors {

    /**
     * Reads a file of one tensor: {@code .npy}, {@code .csv}, {@code .tsv}, or a picture as {@link #of(Object)} does.
     *
     * @throws org.jolab.gpu.io.FormatException if the file is damaged or holds something else; says what and where
     */
    public static Tensor load(Path file) throws IOException {
        return Loading.load(file);
    }

    /** As {@link #load(Path)}. */
    public static Tensor load(String file) throws IOException {
        return load(Path.of(file));
    }

    /**
     * An {@code .npy} file as a tensor on the processor that reads it when elements are needed, and takes no memory
     * of its own. What is written to the tensor does not reach the file. While it is in use the file must not shrink.
     */
    public static Tensor memmap(Path file) throws IOException {
        return Loading.map(file);
    }

    /** As {@link #memmap(Path)}. */
    public static Tensor memmap(String file) throws IOException {
        return memmap(Path.of(file));
    }

    /** Opens a NumPy archive; its arrays are read one by one when they are asked for. */
    public static Npz loadNpz(Path file) throws IOException {
        return Npz.open(file);
    }

    /** As {@link #loadNpz(Path)}. */
    public static Npz loadNpz(String file) throws IOException {
        return loadNpz(Path.of(file));
    }

    /** Opens a safetensors file; its tensors are mapped one by one when they are asked for. */
    public static Safetensors loadSafetensors(Path file) throws IOException {
        return Safetensors.open(file);
    }

    /** As {@link #loadSafetensors(Path)}. */
    public static Safetensors loadSafetensors(String file) throws IOException {
        return loadSafetensors(Path.of(file));
    }

    /** Reads a table of numbers; see {@link Csv} for what can be chosen. */
    public static Tensor loadCsv(Path file) throws IOException {
        return Csv.DEFAULT.read(file);
    }

    /** As {@link #loadCsv(Path)}. */
    public static Tensor loadCsv(String file) throws IOException {
        return loadCsv(Path.of(file));
    }

    /** Writes tensors by their names to a new {@code .npz} or {@code .safetensors} file. */
    public static void save(Path file, Map<String, Tensor> tensors) throws IOException {
        Saving.save(file, tensors);
    }

    /** As {@link #save(Path, Map)}. */
    public static void save(String file, Map<String, Tensor> tensors) throws IOException {
        save(Path.of(file), tensors);
    }
}
