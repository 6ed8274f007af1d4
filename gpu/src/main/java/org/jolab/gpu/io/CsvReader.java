package org.jolab.gpu.io;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jolab.gpu.DType;
import org.jolab.gpu.Device;
import org.jolab.gpu.Strided;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.jolab.gpu.cpu.HostMemory;

/** Makes a tensor of fields; owned by one thread. */
final class CsvReader {

    private final Csv format;
    private final CsvFields fields;
    /** Floats are kept by their bits. */
    private final List<long[]> full = new ArrayList<>();
    private long[] current = new long[64];
    private int used;
    private int width = -1;
    private int[] chosen;
    private int rows;

    CsvReader(Csv format, CsvFields fields) {
        this.format = format;
        this.fields = fields;
    }

    Tensor read() throws IOException {
        List<String> line = new ArrayList<>();
        List<String> names = List.of();
        while (fields.next(line)) {
            if (width < 0) {
                width = line.size();
                if (format.header() == null ? line.stream().anyMatch(this::isName) : format.header()) {
                    names = List.copyOf(line);
                }
                chosen = choose(names);
                if (!names.isEmpty()) {
                    continue;
                }
            }
            if (line.size() != width) {
                throw fields.wrong("%d fields; the lines before have %d".formatted(line.size(), width));
            }
            for (var column : chosen) {
                add(number(line.get(column), column, names));
            }
            rows = Math.addExact(rows, 1);
        }
        return tensor();
    }

    private boolean isName(String field) {
        return !field.isEmpty() && !format.missing().contains(field) && !isNumber(field);
    }

    private boolean isNumber(String field) {
        try {
            real(field);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private int[] choose(List<String> names) throws FormatException {
        if (format.columns().isEmpty()) {
            return IntStream.range(0, width).toArray();
        }
        var result = new int[format.columns().size()];
        for (var i = 0; i < result.length; i++) {
            var wanted = format.columns().get(i);
            result[i] = wanted instanceof Integer number ? number < 0 ? number + width : number : names.indexOf(wanted);
            if (result[i] < 0 || result[i] >= width) {
                throw fields.wrong("there is no column %s; there are %s".formatted(wanted instanceof String
                    ? "\"" + wanted + "\"" : wanted, names.isEmpty() ? width : names));
            }
        }
        return result;
    }

    private long number(String field, int column, List<String> names) throws FormatException {
        var isFloat = format.dtype().isFloat();
        try {
            if (field.isEmpty() || format.missing().contains(field)) {
                if (isFloat) {
                    return Double.doubleToRawLongBits(Double.NaN);
                }
            } else if (isFloat) {
                return Double.doubleToRawLongBits(real(field));
            } else if (format.dtype() == DType.BOOL && (field.equalsIgnoreCase("true")
                || field.equalsIgnoreCase("false"))) {
                return field.equalsIgnoreCase("true") ? 1 : 0;
            } else {
                var whole = Long.parseLong(field);
                if (whole >= format.dtype().least() && whole <= format.dtype().greatest()) {
                    return whole;
                }
            }
        } catch (NumberFormatException e) {
            // Said below, with the place.
        }
        throw fields.wrong("\"%s\" in column %s is no %s".formatted(field, names.isEmpty() ? column : names.get(column),
            isFloat ? "number" : "integer of " + format.dtype()));
    }

    private double real(String field) {
        var text = format.decimal() == '.' ? field : field.replace(format.decimal(), '.');
        var last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
        if (last >= '0' && last <= '9' || last == '.') {
            // Java's notation for bits is no other program's.
            if (text.indexOf('x') < 0 && text.indexOf('X') < 0) {
                return Double.parseDouble(text);
            }
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> throw new NumberFormatException(field);
        };
    }

    private void add(long value) {
        if (used == current.length) {
            if (used < 1 << 16) {
                current = Arrays.copyOf(current, 2 * used);
            } else {
                full.add(current);
                current = new long[used];
                used = 0;
            }
        }
        current[used++] = value;
    }

    private Tensor tensor() throws FormatException {
        if (width < 0) {
            throw fields.wrong("the file has no numbers");
        }
        var dtype = format.dtype().isFloat() ? DType.F64 : DType.I64;
        var result = Tensors.of(HostMemory.INSTANCE.allocate(Device.CPU, 8L * rows * chosen.length),
            dtype, Strided.contiguous(rows, chosen.length));
        if (result.size() > 0) {
            var memory = result.segment();
            var at = 0L;
            for (var chunk : full) {
                MemorySegment.copy(chunk, 0, memory, JAVA_LONG, at,
                    chunk.length);
                at += 8L * chunk.length;
            }
            MemorySegment.copy(current, 0, memory, JAVA_LONG, at, used);
        }
        return result.to(format.dtype()).to(Device.current());
    }
}
