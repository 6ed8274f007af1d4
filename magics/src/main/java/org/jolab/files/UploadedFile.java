package org.jolab.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jolab.api.UsageError;

/**
 * A file that was uploaded. It lies on the disk and is read when it is asked for, so that its size does not matter.
 *
 * @param name the name under which it was saved, the folder given to {@code upload} included
 * @param path where it lies, absolute
 * @param size its bytes
 */
public record UploadedFile(String name, Path path, long size) {

    /** All of its bytes; a file above 2 GB does not fit into an array. */
    public byte[] bytes() {
        return reading(() -> Files.readAllBytes(path));
    }

    /**
     * All of it as UTF-8 text.
     *
     * @throws UsageError if it is no such text
     */
    public String text() {
        return text(StandardCharsets.UTF_8);
    }

    /**
     * All of it as text.
     *
     * @throws UsageError if it is no text in {@code charset}
     */
    public String text(Charset charset) {
        return reading(() -> {
            try {
                return Files.readString(path, charset);
            } catch (CharacterCodingException e) {
                throw new UsageError(name + " is no text in " + charset + ". Name its encoding, such as "
                    + "text(StandardCharsets.ISO_8859_1), or take its bytes().", e);
            }
        });
    }

    /** Its lines as UTF-8 text, read as the stream goes on; closing the stream early closes the file. */
    public Stream<String> lines() {
        return lines(StandardCharsets.UTF_8);
    }

    /** Its lines, read as the stream goes on; closing the stream early closes the file. */
    public Stream<String> lines(Charset charset) {
        return reading(() -> Files.lines(path, charset));
    }

    /** A stream of its bytes, to be closed by the caller. */
    public InputStream open() {
        return reading(() -> Files.newInputStream(path));
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (NoSuchFileException e) {
            throw new UsageError(path + " is not there anymore. Upload it again.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
