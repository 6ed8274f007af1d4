package org.jolab.kernel.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jolab.kernel.protocol.Json;
import org.jolab.kernel.wire.MalformedMessage;

/**
 * The file of all sessions of one user: a line of JSON for each cell, only ever appended to.
 *
 * <p>Several kernels write at once without locks, because each record is one appending write, which the system keeps
 * whole. Each record begins with a line break, so that one torn by a crash spoils no other. A file that has grown large
 * is renamed when a session begins, and both are read; a kernel that is just then writing loses nothing.
 */
final class HistoryFile {

    private static final long LARGE = 8 << 20;

    private final Path path;
    private final Path older;

    HistoryFile(Path path) {
        // The notebook's %cd moves the whole process.
        this.path = path.toAbsolutePath();
        this.older = this.path.resolveSibling(path.getFileName() + ".old");
    }

    /**
     * Finds a session number that no other kernel has, by writing a claim and looking whose claim came first.
     */
    int claimSession() throws IOException {
        prepare();
        var mine = UUID.randomUUID().toString();
        while (true) {
            int number = 1 + highestSession();
            append(Json.write(Map.of("claim", number, "by", mine)));
            if (mine.equals(firstClaim(number))) {
                return number;
            }
        }
    }

    void append(Entry entry) throws IOException {
        append(entry.toJson());
    }

    /** All entries of both files, oldest first. */
    List<Entry> read() throws IOException {
        var entries = new ArrayList<Entry>();
        eachLine(line -> Entry.read(line).ifPresent(entries::add));
        return entries;
    }

    private void prepare() throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        var parent = path.toAbsolutePath().getParent();
        Files.createDirectories(parent, mode(posix, "rwx------"));
        if (Files.exists(path) && Files.size(path) > LARGE) {
            Files.move(path, older, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        if (!Files.exists(path)) {
            try {
                Files.createFile(path, mode(posix, "rw-------"));
            } catch (FileAlreadyExistsException e) {
                // Another kernel that starts now was faster.
                return;
            }
        } else if (posix) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static FileAttribute<?>[] mode(boolean posix, String permissions) {
        if (!posix) {
            return new FileAttribute<?>[0];
        }
        var set = PosixFilePermissions.fromString(permissions);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
    }

    private void append(byte[] json) throws IOException {
        var record = ByteBuffer.allocate(json.length + 2).put((byte) '\n').put(json).put((byte) '\n').flip();
        // No CREATE: the file was made with the right permissions, and one that the user removed stays removed.
        try (var channel = FileChannel.open(path, Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND))) {
            while (record.hasRemaining()) {
                channel.write(record);
            }
        } catch (NoSuchFileException e) {
            // Renamed by another kernel just now, or removed by the user: begin a new one.
            prepare();
            try (var channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                channel.write(record);
            }
        }
    }

    private int highestSession() throws IOException {
        int[] highest = {0};
        eachLine(line -> {
            try {
                var fields = Json.readObject(line);
                for (var name : List.of("claim", "session")) {
                    if (fields.get(name) instanceof Integer number) {
                        highest[0] = Math.max(highest[0], number);
                    }
                }
            } catch (MalformedMessage e) {
                // A torn line claims nothing.
                return;
            }
        });
        return highest[0];
    }

    private String firstClaim(int number) throws IOException {
        String[] first = {null};
        eachLine(line -> {
            try {
                var fields = Json.readObject(line);
                if (first[0] == null && fields.get("claim") instanceof Integer claim && claim == number) {
                    first[0] = (String) fields.get("by");
                }
            } catch (MalformedMessage e) {
                // A torn line claims nothing.
                return;
            }
        });
        return first[0];
    }

    /** Splits bytes, not text: a torn line may end within a character. */
    private void eachLine(Consumer<byte[]> consumer) throws IOException {
        for (var file : List.of(older, path)) {
            if (!Files.exists(file)) {
                continue;
            }
            var bytes = Files.readAllBytes(file);
            int start = 0;
            for (int i = 0; i <= bytes.length; i++) {
                if (i == bytes.length || bytes[i] == '\n') {
                    if (i > start) {
                        consumer.accept(Arrays.copyOfRange(bytes, start, i));
                    }
                    start = i + 1;
                }
            }
        }
    }
}
