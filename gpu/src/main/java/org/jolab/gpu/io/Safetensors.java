package org.jolab.gpu.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jolab.gpu.Device;
import org.jolab.gpu.Shape;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.io.Elements.Description;
import org.jolab.gpu.io.SafetensorsHeader.Placed;

/**
 * A safetensors file: how weights of neural networks are exchanged. Used by any thread.
 *
 * <p>Tensors are mapped into memory, each when it is asked for, and read when their elements are needed. What is
 * written to them does not reach the file, which must not shrink meanwhile. BOOL, and what begins at an odd place, is
 * read.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public final class Safetensors implements TensorFile {

    private final Path file;
    private final FileTime written;
    private final SafetensorsHeader header;

    private Safetensors(Path file, FileTime written, SafetensorsHeader header) {
        this.file = file;
        this.written = written;
        this.header = header;
    }

    /** Checks a file's header. */
    public static Safetensors open(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new Safetensors(file, Files.getLastModifiedTime(file),
                SafetensorsHeader.read(channel, file.toString()));
        }
    }

    @Override
    public Set<String> names() {
        return header.tensors().keySet();
    }

    /** The texts that the file's writer has given along. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    @Override
    public Tensor get(String name) throws IOException {
        var placed = placed(name);
        var elements = description(name, placed);
        var dtype = elements.type().dtype();
        if (!Files.getLastModifiedTime(file).equals(written)) {
            throw new FormatException(file.toString(), "has changed since it was opened; open it again");
        }
        if (elements.type().isMemory() && elements.bytes() > 0 && Elements.isAligned(placed.first(), dtype)) {
            return Elements.map(file, placed.first(), elements).to(Device.current());
        }
        // Opened each time, for an interrupt closes a channel, and a notebook's cells are interrupted.
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return Elements.read(Channels.newInputStream(channel.position(placed.first())), elements);
        }
    }

    @Override
    public Entry entry(String name) throws IOException {
        return Entry.of(description(name, placed(name)));
    }

    private Placed placed(String name) {
        var placed = header.tensors().get(name);
        if (placed == null) {
            throw new NoSuchElementException("%s has no tensor \"%s\"; it has %d others".formatted(file, name,
                names().size()));
        }
        return placed;
    }

    private Description description(String name, Placed placed) throws FormatException {
        var type = ElementType.ofSafetensors(placed.type()).orElseThrow(() -> new FormatException(file.toString(),
            "has tensor \"%s\" of type %s, which tensors lack".formatted(name, placed.type())));
        try {
            var shape = SafetensorsHeader.shape(placed);
            Shape.count(shape);
            return new Description(type, shape, false);
        } catch (ArithmeticException e) {
            throw new FormatException(file.toString(), "has tensor \"%s\" of shape %s; dimensions end at 2^31 - 1"
                .formatted(name, placed.shape()));
        }
    }

    /** Does nothing: a file is open only while a tensor is got from it. */
    @Override
    public void close() {
    }

    @Override
    public String toString() {
        return TensorFile.text(file, this);
    }

    /** Writes tensors by their names. */
    public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        write(file, tensors, Map.of());
    }

    /** Writes tensors by their names, and texts. */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        if (tensors.containsKey("__metadata__")) {
            throw new IllegalArgumentException("safetensors: no tensor can be called __metadata__");
        }
        NewFile.write(file, out -> write(out, tensors, metadata));
    }

    private static void write(OutputStream out, Map<String, Tensor> tensors, Map<String, String> metadata)
            throws IOException {
        // The widest elements first: so each tensor begins at a multiple of its element's size.
        List<Map.Entry<String, Tensor>> order = new ArrayList<>(tensors.entrySet());
        order.sort(Comparator.comparingInt(each -> -each.getValue().dtype().bytes()));
        List<String> fields = new ArrayList<>();
        if (!metadata.isEmpty()) {
            List<String> texts = new ArrayList<>();
            metadata.forEach((key, text) -> texts.add(Json.quote(key) + ":" + Json.quote(text)));
            fields.add("\"__metadata__\":{" + String.join(",", texts) + "}");
        }
        var at = 0L;
        for (var each : order) {
            var tensor = each.getValue();
            var end = at + Elements.bytes(tensor);
            fields.add("%s:{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}".formatted(
                Json.quote(each.getKey()), tensor.dtype(), Arrays.toString(tensor.shape()).replace(" ", ""), at, end));
            at = end;
        }
        var text = ("{" + String.join(",", fields) + "}").getBytes(StandardCharsets.UTF_8);
        var length = Math.ceilDiv(8 + text.length, 64) * 64 - 8;
        if (length > 100_000_000) {
            throw new IllegalArgumentException("safetensors: names and metadata of %d bytes; 100000000 are most"
                .formatted(length));
        }
        out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
        out.write(text);
        out.write(" ".repeat(length - text.length).getBytes(StandardCharsets.US_ASCII));
        for (var each : order) {
            Elements.write(each.getValue(), out);
        }
    }
}
