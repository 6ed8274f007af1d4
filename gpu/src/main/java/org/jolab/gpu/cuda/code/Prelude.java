package org.jolab.gpu.cuda.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** CUDA C++ that all kernels begin with: element types, functions, and the algorithms as templates. */
public final class Prelude {

    private static final List<String> PARTS = List.of("elements", "arithmetic", "functions", "philox", "reduce", "scan",
        "sort", "scatter", "product");

    private Prelude() {
    }

    private static final class Holder {
        static final String TEXT = PARTS.stream().map(Prelude::read).collect(Collectors.joining("\n"));
    }

    /** The text; needs no header of CUDA's. */
    public static String text() {
        return Holder.TEXT;
    }

    private static String read(String part) {
        try (var in = Prelude.class.getResourceAsStream(part + ".cuh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
