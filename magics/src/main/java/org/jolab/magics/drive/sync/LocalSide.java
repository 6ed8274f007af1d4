package org.jolab.magics.drive.sync;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/** The folder of this machine. Programs write in it at any time, so all is checked where it is replaced. */
final class LocalSide {

    /** Two writes within a tick of the file system's clock, 10 ms at most, leave the same times. */
    private static final Duration TICK = Duration.ofMillis(20);
    private static final boolean HAS_CHANGE_TIMES =
        FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    private final Path folder;
    private final Passing passing;
    private final Copying copying;

    LocalSide(Path folder, Passing passing, Copying copying) {
        this.folder = folder;
        this.passing = passing;
        this.copying = copying;
    }

    private Path at(String path) {
        return folder.resolve(path.substring(1));
    }

    Found look() throws IOException {
        var found = new Found();
        try {
            look(folder, "", found);
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        return found;
    }

    private void look(Path in, String prefix, Found found) throws IOException {
        try (var entries = Files.newDirectoryStream(in)) {
            for (var entry : entries) {
                var name = entry.getFileName().toString();
                var path = prefix + "/" + name;
                if (Passing.is(name)) {
                    if (passing.isMine(name)) {
                        Files.deleteIfExists(entry);
                    }
                    continue;
                }
                try {
                    var kind = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                    // A name of bytes that are no text does not lead back to its file.
                    if (!kind.isDirectory() && !kind.isRegularFile() || !Files.exists(at(path))) {
                        found.others().add(path);
                        continue;
                    }
                    found.files().put(path, seen(entry));
                } catch (NoSuchFileException goneMeanwhile) {
                    continue;
                }
                if (found.files().get(path).isFolder()) {
                    look(entry, path, found);
                }
            }
        }
    }

    private static Seen seen(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            return Seen.FOLDER;
        }
        var modified = attributes.lastModifiedTime().toInstant();
        if (!HAS_CHANGE_TIMES) {
            return new Seen(false, 0, attributes.size(), modified, Instant.EPOCH);
        }
        var more = Files.readAttributes(file, "unix:ino,ctime", LinkOption.NOFOLLOW_LINKS);
        return new Seen(false, (Long) more.get("ino"), attributes.size(), modified,
            ((FileTime) more.get("ctime")).toInstant());
    }

    /** What is there now, or null. */
    Seen seen(String path) throws IOException {
        try {
            return seen(at(path));
        } catch (NoSuchFileException nothing) {
            return null;
        }
    }

    boolean exists(String path) {
        return Files.exists(at(path), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Reads a file and gives its hash.
     *
     * @throws ChangingException if it is not, before and after, what was seen
     */
    String read(String path, Seen expected, Copying.Target target) throws IOException {
        rest(expected);
        try (var in = FileChannel.open(at(path), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            var hash = copying.copy(in::read, target, expected.size());
            check(path, expected);
            return hash;
        } catch (NoSuchFileException gone) {
            throw new ChangingException();
        }
    }

    private void check(String path, Seen expected) throws IOException {
        if (!expected.equals(seen(path))) {
            throw new ChangingException();
        }
    }

    private static void rest(Seen seen) {
        var left = TICK.minus(Duration.between(seen.changed(), Instant.now()).abs());
        if (left.isPositive()) {
            try {
                Thread.sleep(left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    interface Filling {

        String fill(Copying.Target target) throws IOException;
    }

    /**
     * Puts a content in the place of what was seen there, or of nothing, and tells what is there then.
     *
     * @param changed takes over what a program has written into the old file in the last moment
     * @throws ChangingException if something else is there by now, which is left
     */
    Sides write(String path, Seen expected, Seen source, Filling filling, Rescue changed) throws IOException {
        var file = at(path);
        Files.createDirectories(file.getParent());
        var part = file.resolveSibling(passing.next());
        try {
            String hash;
            try (var out = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                hash = filling.fill((piece, offset) -> write(out, piece, offset));
                // What is recorded as equal has to be so after a loss of power.
                out.force(true);
            }
            Files.setLastModifiedTime(part, FileTime.from(source.modified()));
            var made = seen(part);
            if (expected == null) {
                place(part, file);
            } else {
                check(path, expected);
                var old = keep(file);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                letGo(old, expected, changed);
            }
            Files.deleteIfExists(part);
            var now = seen(path);
            // Written by a program already: the next round is to see that.
            return new Sides(now != null && now.isWrittenWhen(made) ? now : made, source, hash);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void write(FileChannel out, ByteBuffer piece, long offset) throws IOException {
        for (var at = offset; piece.hasRemaining();) {
            at += out.write(piece, at);
        }
    }

    /** Gives a file its name unless something has it. */
    private static void place(Path part, Path file) throws IOException {
        try {
            // A link, other than a move, never replaces anything.
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException meanwhile) {
            throw new ChangingException();
        } catch (IOException | UnsupportedOperationException noLinksHere) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new ChangingException();
            }
            Files.move(part, file);
        }
    }

    /** A second name of a file, as long as its first is taken away; null where there are no such names. */
    private Path keep(Path file) {
        var old = file.resolveSibling(passing.next());
        try {
            return Files.createLink(old, file);
        } catch (IOException | UnsupportedOperationException noLinksHere) {
            return null;
        }
    }

    interface Rescue {

        /** Where what was written in the last moment is to be. */
        String path() throws IOException;
    }

    private void letGo(Path old, Seen expected, Rescue changed) throws IOException {
        if (old == null) {
            return;
        }
        if (seen(old).isWrittenWhen(expected)) {
            Files.delete(old);
        } else {
            Files.move(old, at(changed.path()));
        }
    }

    /**
     * Removes a file.
     *
     * @throws ChangingException if something else is there by now, which is left
     */
    void remove(String path, Seen expected, Rescue changed) throws IOException {
        check(path, expected);
        var old = keep(at(path));
        Files.delete(at(path));
        letGo(old, expected, changed);
    }

    /** Removes a folder if nothing is in it, and tells whether. */
    boolean removeFolder(String path) throws IOException {
        // Java removes a file by the same call, and the folder may be one by now.
        if (exists(path) && !Files.isDirectory(at(path), LinkOption.NOFOLLOW_LINKS)) {
            throw new ChangingException();
        }
        try {
            Files.deleteIfExists(at(path));
            return true;
        } catch (DirectoryNotEmptyException full) {
            return false;
        }
    }

    void makeFolder(String path) throws IOException {
        Files.createDirectories(at(path));
    }

    void rename(String from, String to) throws IOException {
        Files.move(at(from), at(to));
    }
}
