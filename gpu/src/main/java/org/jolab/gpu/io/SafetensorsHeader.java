package org.jolab.gpu.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a safetensors file says of itself, checked by the format's rules: the tensors' elements follow each other from
 * the header's end to the file's, without holes and overlaps, and each takes what its type and shape need.
 *
 * @param tensors by name, in the file's order
 * @param metadata texts by name
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
record SafetensorsHeader(Map<String, Placed> tensors, Map<String, String> metadata) {

    private static final long LONGEST = 100_000_000;

    /**
     * A tensor in the file.
     *
     * @param type as the file calls it
     * @param shape its sizes, of which one may be more than tensors can have
     * @param first the first byte of its elements in the file
     * @param end the byte after its last one
     */
    record Placed(String type, List<Long> shape, long first, long end) {
    }

    static SafetensorsHeader read(FileChannel channel, String file) throws IOException {
        var size = channel.size();
        var start = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, start, 0, file);
        var length = start.getLong(0);
        if (length < 0 || length > LONGEST) {
            throw new FormatException(file, "is no safetensors file: its header would have %s bytes, at byte 0"
                .formatted(Long.toUnsignedString(length)));
        }
        if (length > size - 8) {
            throw new FormatException(file, "ends in the header, which takes %d bytes from byte 8 on; there are %d"
                .formatted(length, size - 8));
        }
        var bytes = ByteBuffer.allocate((int) length);
        fill(channel, bytes, 8, file);
        if (length < 2 || bytes.get(0) != '{') {
            throw new FormatException(file, "is no safetensors file: its header does not begin with {, at byte 8");
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
            return of((Map<?, ?>) Json.read(text), new Reader(file, length + 8, size));
        } catch (CharacterCodingException e) {
            throw new FormatException(file, "has a header that is no UTF-8, at bytes 8 to " + (8 + length));
        } catch (Json.Fault e) {
            throw new FormatException(file, "has a header that is no JSON: %s of the header, which begins at byte 8"
                .formatted(e.getMessage()));
        }
    }

    private static void fill(FileChannel channel, ByteBuffer target, long from, String file) throws IOException {
        while (target.hasRemaining()) {
            if (channel.read(target, from + target.position()) < 0) {
                throw new FormatException(file, "is no safetensors file: it ends at byte "
                    + (from + target.position()));
            }
        }
    }

    private static SafetensorsHeader of(Map<?, ?> fields, Reader reader) throws FormatException {
        Map<String, String> metadata = Map.of();
        Map<String, Placed> found = new LinkedHashMap<>();
        for (var each : fields.entrySet()) {
            var name = (String) each.getKey();
            if (name.equals("__metadata__")) {
                metadata = reader.metadata(each.getValue());
            } else {
                found.put(name, reader.placed(name, each.getValue()));
            }
        }
        List<Map.Entry<String, Placed>> sorted = new ArrayList<>(found.entrySet());
        sorted.sort(Comparator.comparingLong((Map.Entry<String, Placed> each) -> each.getValue().first)
            .thenComparingLong(each -> each.getValue().end));
        var end = reader.begin;
        Map<String, Placed> tensors = new LinkedHashMap<>();
        for (var each : sorted) {
            var placed = each.getValue();
            if (placed.first != end) {
                throw reader.wrong(each.getKey(), placed.first < end
                    ? "overlaps with the one before, at byte " + placed.first
                    : "leaves a hole before it, from byte %d to %d".formatted(end, placed.first));
            }
            end = placed.end;
            tensors.put(each.getKey(), placed);
        }
        if (end != reader.size) {
            throw new FormatException(reader.file, "has %d bytes; its tensors end at byte %d"
                .formatted(reader.size, end));
        }
        return new SafetensorsHeader(Collections.unmodifiableMap(tensors), metadata);
    }

    /** Bits of an element; -1 for types that are unknown. */
    static int bits(String type) {
        return switch (type) {
            case "F64", "I64", "U64", "C64" -> 64;
            case "F32", "I32", "U32" -> 32;
            case "F16", "BF16", "I16", "U16" -> 16;
            case "I8", "U8", "BOOL", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ" -> 8;
            case "F6_E2M3", "F6_E3M2" -> 6;
            case "F4" -> 4;
            default -> -1;
        };
    }

    /** Checks what is said of single tensors; {@code begin} is where the elements begin. */
    private record Reader(String file, long begin, long size) {

        FormatException wrong(String name, String problem) {
            return new FormatException(file, "is damaged: tensor \"%s\" %s".formatted(name, problem));
        }

        Map<String, String> metadata(Object value) throws FormatException {
            Map<String, String> texts = new LinkedHashMap<>();
            if (value instanceof Map<?, ?> map) {
                for (var each : map.entrySet()) {
                    if (each.getValue() instanceof String text) {
                        texts.put((String) each.getKey(), text);
                    }
                }
                if (texts.size() == map.size()) {
                    return Collections.unmodifiableMap(texts);
                }
            }
            throw new FormatException(file, "is damaged: __metadata__ has something that is no text");
        }

        Placed placed(String name, Object value) throws FormatException {
            if (!(value instanceof Map<?, ?> fields) || !(fields.get("dtype") instanceof String type)
                || !(fields.get("shape") instanceof List<?> shape)
                || !(fields.get("data_offsets") instanceof List<?> offsets) || offsets.size() != 2) {
                throw wrong(name, "has no dtype, shape and two data_offsets");
            }
            var sizes = numbers(name, shape);
            var ends = numbers(name, offsets);
            var available = size - begin;
            if (ends.get(0) > ends.get(1) || ends.get(1) > available) {
                throw wrong(name, "lies at %s of the %d bytes that follow the header".formatted(ends, available));
            }
            var bits = bits(type);
            if (bits < 0) {
                throw wrong(name, "has the unknown dtype " + type);
            }
            var needed = bytes(name, sizes, bits);
            if (needed != ends.get(1) - ends.get(0)) {
                throw wrong(name, "takes %d bytes; %s of shape %s takes %d".formatted(ends.get(1) - ends.get(0), type,
                    sizes, needed));
            }
            return new Placed(type, sizes, begin + ends.get(0), begin + ends.get(1));
        }

        private List<Long> numbers(String name, List<?> values) throws FormatException {
            List<Long> numbers = new ArrayList<>();
            for (var each : values) {
                if (!(each instanceof Long number) || number < 0) {
                    throw wrong(name, "has %s where a size or an offset ought to be".formatted(each));
                }
                numbers.add(number);
            }
            return Collections.unmodifiableList(numbers);
        }

        private long bytes(String name, List<Long> sizes, int bits) throws FormatException {
            try {
                var all = (long) bits;
                for (var each : sizes) {
                    all = Math.multiplyExact(all, each);
                }
                if (all % 8 != 0) {
                    throw wrong(name, "does not end at a whole byte");
                }
                return all / 8;
            } catch (ArithmeticException e) {
                throw wrong(name, "has a shape with more elements than can be counted: " + sizes);
            }
        }
    }

    /** The shape as tensors have it. */
    static int[] shape(Placed placed) {
        return placed.shape.stream().mapToInt(Math::toIntExact).toArray();
    }

}
