package org.jolab.gpu.io;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jolab.gpu.DType;
import org.jolab.gpu.Device;
import org.jolab.gpu.Shape;
import org.jolab.gpu.ShapeException;
import org.jolab.gpu.Tensor;

/** Writes tables. */
final class CsvWriter {

    private final Csv format;
    private final DType dtype;

    private CsvWriter(Csv format, DType dtype) {
        this.format = format;
        this.dtype = dtype;
    }

    static void write(Csv format, Path file, Tensor tensor, List<String> names) throws IOException {
        if (tensor.ndim() > 2) {
            throw new ShapeException("csv: %s has more than 2 dimensions".formatted(Shape.text(tensor.shape())));
        }
        var rows = tensor.ndim() == 2 ? tensor : tensor.reshape(Math.toIntExact(tensor.size()), 1);
        if (!names.isEmpty() && names.size() != rows.size(1)) {
            throw new ShapeException("csv: %d names for %d columns".formatted(names.size(), rows.size(1)));
        }
        var plain = rows.contiguous().to(Device.CPU).eval();
        NewFile.write(file, out -> {
            var text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            new CsvWriter(format, tensor.dtype()).write(text, plain, names);
            text.flush();
        });
    }

    private void write(BufferedWriter out, Tensor rows, List<String> names) throws IOException {
        if (!names.isEmpty()) {
            out.write(names.stream().map(this::quoted).collect(Collectors.joining(format.delimiter() + "")) + "\n");
        }
        for (var i = 0; i < rows.size(0); i++) {
            var row = rows.get(i);
            var reals = dtype.isFloat() ? row.toDoubleArray() : null;
            var wholes = dtype.isFloat() ? null : row.toLongArray();
            for (var j = 0; j < rows.size(1); j++) {
                if (j > 0) {
                    out.write(format.delimiter());
                }
                out.write(reals != null ? real(reals[j]) : Long.toString(wholes[j]));
            }
            out.write('\n');
        }
    }

    private String quoted(String name) {
        return name.chars().anyMatch(c -> c == format.delimiter() || c == '"' || c == '\n' || c == '\r'
            || c == format.comment()) || name.isBlank() || !name.equals(name.strip())
            ? "\"" + name.replace("\"", "\"\"") + "\"" : name;
    }

    private String real(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf";
        }
        var text = format.digits() > 0
            ? new BigDecimal(value).round(new MathContext(format.digits(), RoundingMode.HALF_EVEN)).toString()
            : dtype == DType.F64 ? Double.toString(value) : Float.toString((float) value);
        return format.decimal() == '.' ? text : text.replace('.', format.decimal());
    }
}
