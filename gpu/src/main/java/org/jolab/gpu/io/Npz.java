package org.jolab.gpu.io;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jolab.gpu.Tensor;

/** NumPy's archives of arrays by name, plain or compressed. Used by any thread. */
public final class Npz implements TensorFile {

    /** No byte of DEFLATE's stands for more. */
    private static final long GREATEST_RATIO = 1032;

    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

    private Npz(Path file, ZipFile zip) throws FormatException {
        this.file = file;
        this.zip = zip;
        for (var each = zip.entries(); each.hasMoreElements();) {
            var entry = each.nextElement();
            var name = entry.getName();
            if (entries.put(name.endsWith(".npy") ? name.substring(0, name.length() - 4) : name, entry) != null) {
                throw new FormatException(file.toString(), "has two entries called " + name);
            }
        }
    }

    /** Opens an archive; nothing but its table of contents is read. */
    public static Npz open(Path file) throws IOException {
        if (Files.size(file) < 22) {
            throw new FormatException(file.toString(), "is no .npz file: it is too short for a ZIP archive");
        }
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new FormatException(file.toString(), "is no .npz file, or a damaged one: " + e.getMessage());
        }
        try {
            return new Npz(file, zip);
        } catch (FormatException e) {
            zip.close();
            throw e;
        } catch (IllegalArgumentException e) {
            zip.close();
            throw new FormatException(file.toString(), "has a name that can't be read: " + e.getMessage());
        }
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    @Override
    public Tensor get(String name) throws IOException {
        return read(name, (in, size) -> {
            var header = NpyHeader.read(in, size, place(name));
            var tensor = Elements.read(in, header.elements());
            try {
                // To the end, so that what is checked is all of it.
                in.skipNBytes(size - header.length() - header.elements().bytes());
                check(name, in.getChecksum().getValue());
                return tensor;
            } catch (IOException | RuntimeException e) {
                tensor.close();
                throw e;
            }
        });
    }

    @Override
    public Entry entry(String name) throws IOException {
        return read(name, (in, size) -> Entry.of(NpyHeader.read(in, size, place(name)).elements()));
    }

    private interface Reading<T> {
        T from(CheckedInputStream in, long size) throws IOException;
    }

    private <T> T read(String name, Reading<T> reading) throws IOException {
        var entry = entries.get(name);
        if (entry == null) {
            throw new NoSuchElementException("%s has no array \"%s\"; it has %s".formatted(file, name, names()));
        }
        if (entry.getSize() < 0 || entry.getCompressedSize() < 0
            || entry.getSize() / GREATEST_RATIO > entry.getCompressedSize()
            || entry.getMethod() == ZipEntry.STORED && entry.getSize() != entry.getCompressedSize()) {
            throw new FormatException(place(name), "says that %d bytes are %d bytes unpacked, which can't be"
                .formatted(entry.getCompressedSize(), entry.getSize()));
        }
        try (var raw = zip.getInputStream(entry)) {
            return reading.from(new CheckedInputStream(new BufferedInputStream(raw), new CRC32()), entry.getSize());
        } catch (ZipException | EOFException e) {
            throw new FormatException(place(name), "is damaged: " + e.getMessage());
        }
    }

    private void check(String name, long sum) throws FormatException {
        var expected = entries.get(name).getCrc();
        if (sum != expected) {
            throw new FormatException(place(name), "is damaged: its checksum is %08x, not %08x"
                .formatted(sum, expected));
        }
    }

    private String place(String name) {
        return file + "[" + name + "]";
    }

    /** Has no tensors but those that have been got: they stay. */
    @Override
    public void close() throws IOException {
        zip.close();
    }

    @Override
    public String toString() {
        return TensorFile.text(file, this);
    }

    /** Writes tensors by their names, compressed or not. */
    public static void write(Path file, Map<String, Tensor> tensors, boolean compressed) throws IOException {
        NewFile.write(file, out -> write(out, tensors, compressed));
    }

    private static void write(OutputStream out, Map<String, Tensor> tensors, boolean compressed) throws IOException {
        var zip = new ZipOutputStream(out);
        zip.setLevel(compressed ? Deflater.DEFAULT_COMPRESSION : Deflater.NO_COMPRESSION);
        for (var each : tensors.entrySet()) {
            var entry = new ZipEntry(each.getKey() + ".npy");
            // As the format's writers do, so that equal tensors make equal files.
            entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
            if (!compressed) {
                var measure = new Measure();
                Npy.write(measure, each.getValue());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(measure.size);
                entry.setCompressedSize(measure.size);
                entry.setCrc(measure.check.getValue());
            }
            zip.putNextEntry(entry);
            Npy.write(zip, each.getValue());
            zip.closeEntry();
        }
        zip.finish();
    }

    /** Counts and sums what is written to it: an entry that is not compressed begins with both. */
    private static final class Measure extends OutputStream {

        private final CRC32 check = new CRC32();
        private long size;

        @Override
        public void write(int b) {
            check.update(b);
            size++;
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            check.update(bytes, from, count);
            size += count;
        }
    }
}
