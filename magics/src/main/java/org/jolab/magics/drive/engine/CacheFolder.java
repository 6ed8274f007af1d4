package org.jolab.magics.drive.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jolab.magics.drive.tree.TreeReport;

/**
 * The folder of a cache: {@code lock}, {@code format}, {@code journal}, {@code staged/}, {@code blocks/} and
 * {@code aside/}. One process has it at a time; others than its owner cannot look into it.
 */
final class CacheFolder implements Closeable {

    private static final String FORMAT = "1";
    private static final String WHY = "why.txt";

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private CacheFolder(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the folder, making it where there is none. */
    static CacheFolder open(Path folder) throws IOException {
        makePrivate(folder);
        var channel = openPrivate(folder.resolve("lock"));
        try {
            var lock = tryLock(channel);
            if (lock == null) {
                throw new FileSystemException(folder.toString(), null,
                    "another process has this cache of Drive open; unmount it there first");
            }
            var opened = new CacheFolder(folder, channel, lock);
            opened.checkFormat();
            makePrivate(opened.staged());
            makePrivate(opened.blocks());
            makePrivate(opened.aside());
            return opened;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void checkFormat() throws IOException {
        var file = folder.resolve("format");
        try {
            var format = Files.readString(file).strip();
            if (!format.isEmpty() && !format.equals(FORMAT)) {
                throw new FileSystemException(folder.toString(), null, "this cache of Drive has format " + format
                    + ", and this version of Jolab reads format " + FORMAT + "; open it with the version that made it");
            }
            if (!format.isEmpty()) {
                return;
            }
        } catch (NoSuchFileException e) {
            // A new cache.
        }
        Files.writeString(file, FORMAT + "\n");
    }

    private static void makePrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.getParent());
            Files.createDirectory(folder);
        }
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (UnsupportedOperationException e) {
            // A file system without permissions.
        }
    }

    /** Opens a file for reading and writing that nobody else may look into. */
    static FileChannel openPrivate(Path file) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return FileChannel.open(file, options,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException e) {
            return FileChannel.open(file, options);
        }
    }

    /** Copies the first bytes of a file to a new one, which is open afterwards. */
    static FileChannel copy(FileChannel from, long size, Path to) throws IOException {
        Files.deleteIfExists(to);
        var copy = openPrivate(to);
        for (long at = 0; at < size;) {
            at += from.transferTo(at, size - at, copy);
            copy.position(at);
        }
        return copy;
    }

    static void forceFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (FileSystemException e) {
            // Windows opens no folders.
        }
    }

    Path folder() {
        return folder;
    }

    Path journal() {
        return folder.resolve("journal");
    }

    Path staged() {
        return folder.resolve("staged");
    }

    Path blocks() {
        return folder.resolve("blocks");
    }

    private Path aside() {
        return folder.resolve("aside");
    }

    /** Puts the journal and all staged files where nobody touches them any more. */
    void putAllAside(String why) throws IOException {
        var place = newPlace(why);
        // The journal last: as long as it is there, whoever is cut off here comes here again.
        Files.move(staged(), place.resolve("staged"));
        makePrivate(staged());
        Files.move(journal(), place.resolve("journal"));
    }

    /** Puts a staged file where nobody touches it any more, under a name that tells what it was. */
    Path putAside(Path file, String name, String why) throws IOException {
        var target = newPlace(why).resolve(name.isEmpty() ? "content" : name);
        Files.move(file, target);
        return target;
    }

    /** Says that something is lost, where what was put aside is told. */
    void note(String why) throws IOException {
        newPlace(why);
    }

    /** The process ends in good order. */
    void ended() throws IOException {
        Files.deleteIfExists(folder.resolve("running"));
    }

    private Path newPlace(String why) throws IOException {
        var name = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss"));
        var place = aside().resolve(name);
        for (var i = 2; Files.exists(place, LinkOption.NOFOLLOW_LINKS); i++) {
            place = aside().resolve(name + "-" + i);
        }
        makePrivate(place);
        Files.writeString(place.resolve(WHY), why + "\n", StandardCharsets.UTF_8);
        return place;
    }

    /** All that was ever put aside and is still there. */
    List<TreeReport.SetAside> putAside() {
        var all = new ArrayList<TreeReport.SetAside>();
        try (var places = Files.list(aside())) {
            for (var place : places.sorted().toList()) {
                var why = place.resolve(WHY);
                all.add(new TreeReport.SetAside(place, Files.exists(why) ? Files.readString(why).strip() : ""));
            }
        } catch (IOException e) {
            all.add(new TreeReport.SetAside(aside(), "cannot be listed: " + e.getMessage()));
        }
        return all;
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            // The lock goes with the process.
        }
    }
}
