package org.jolab.gpu.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jolab.gpu.DType;
import org.jolab.gpu.Shape;
import org.jolab.gpu.Tensor;

/** A file of several tensors by name, read one by one. Those that have been read stay when it is closed. */
public sealed interface TensorFile extends AutoCloseable permits Npz, Safetensors {

    /** What the tensors are called, in the file's order. */
    Set<String> names();

    /**
     * Reads a tensor, to the current device.
     *
     * @throws java.util.NoSuchElementException if there is none of that name
     * @throws FormatException if it is damaged, or of a type that tensors lack
     */
    Tensor get(String name) throws IOException;

    /** What the file says of a tensor; reads none of its elements. */
    Entry entry(String name) throws IOException;

    /** Reads all tensors. */
    default Map<String, Tensor> toMap() throws IOException {
        Map<String, Tensor> all = new LinkedHashMap<>();
        try {
            for (var name : names()) {
                all.put(name, get(name));
            }
        } catch (IOException | RuntimeException e) {
            all.values().forEach(Tensor::close);
            throw e;
        }
        return all;
    }

    @Override
    void close() throws IOException;

    /**
     * A tensor that is still in its file.
     *
     * @param dtype the type that it will have
     * @param shape its shape
     */
    record Entry(DType dtype, int... shape) {

        static Entry of(Elements.Description elements) {
            return new Entry(elements.type().dtype(), elements.shape());
        }

        @Override
        public String toString() {
            return Shape.text(shape) + " " + dtype;
        }
    }

    /** A line for each tensor. */
    static String text(Path file, TensorFile tensors) {
        var text = new StringBuilder(file.toString());
        for (var name : tensors.names()) {
            try {
                text.append("\n  ").append(name).append(' ').append(tensors.entry(name));
            } catch (IOException | IllegalStateException e) {
                text.append(": ").append(e.getMessage());
            }
        }
        return text.toString();
    }
}
