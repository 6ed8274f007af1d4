package org.jolab.magics.transfer;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jolab.api.UsageError;

/** What one download brings: bytes under one name. */
interface Parcel {

    /** The name of the file that the browser saves. */
    String name();

    /** The bytes; of an archive those of the files that it will hold. */
    long size();

    /** Writes all bytes. */
    void writeTo(OutputStream out) throws IOException;

    /** What the page is told, beside name and size: where a server may find the very file. */
    Map<String, Object> whereabouts();

    /**
     * A file as it is; a folder or several paths as an archive.
     *
     * @throws UsageError if something is not there, or can't be read
     */
    static Parcel of(List<Path> paths) {
        for (var path : paths) {
            if (!Files.exists(path)) {
                throw new UsageError("Cannot find file: " + path
                    + (path.isAbsolute() ? "." : " (the current folder is " + Path.of("").toAbsolutePath() + ")."));
            }
            if (!Files.isReadable(path)) {
                throw new UsageError(path + " can't be downloaded: permission denied.");
            }
            if (!Files.isRegularFile(path) && !Files.isDirectory(path)) {
                throw new UsageError(path + " can't be downloaded: it is neither a file nor a folder.");
            }
        }
        var absolute = paths.stream().map(path -> path.toAbsolutePath().normalize()).distinct().toList();
        try {
            return absolute.size() == 1 && Files.isRegularFile(absolute.getFirst())
                ? One.of(absolute.getFirst()) : Archive.of(absolute);
        } catch (IOException e) {
            throw new UsageError(paths.getFirst() + " can't be downloaded: " + Reasons.of(e) + ".", e);
        }
    }

    /** A file. */
    record One(Path file, long size, long modified) implements Parcel {

        static One of(Path file) throws IOException {
            return new One(file, Files.size(file), Files.getLastModifiedTime(file).toMillis());
        }

        @Override
        public String name() {
            return file.getFileName().toString();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            // Not Files.copy, whose channel an interrupt would close with an exception of its own.
            try (var in = new FileInputStream(file.toFile())) {
                in.transferTo(out);
            }
        }

        @Override
        public Map<String, Object> whereabouts() {
            var isLink = Files.isSymbolicLink(file) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
            return isLink ? Map.of() : Map.of("path", file.toString(), "modified", modified);
        }
    }
}
