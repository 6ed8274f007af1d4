package org.jolab.magics.drive.sync;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.tree.Attributes;
import org.jolab.magics.drive.tree.FileTree;

/** The folder of the drive. Others write in it at any time, so all is checked where it is replaced. */
final class RemoteSide {

    /** What another machine has begun to send and nobody has ended for so long will not be ended. */
    private static final Duration LEFT_BEHIND = Duration.ofDays(7);

    private final FileTree tree;
    private final String folder;
    private final Passing passing;
    private final Copying copying;

    /**
     * A side.
     *
     * @param folder a path, empty for the root
     */
    RemoteSide(FileTree tree, String folder, Passing passing, Copying copying) {
        this.tree = tree;
        this.folder = folder;
        this.passing = passing;
        this.copying = copying;
    }

    Found look() throws IOException {
        var found = new Found();
        look("", found);
        return found;
    }

    private void look(String prefix, Found found) throws IOException {
        var entries = new TreeMap<String, Attributes>();
        tree.list(folder.isEmpty() && prefix.isEmpty() ? "/" : folder + prefix, (name, attributes) -> {
            entries.put(name, attributes);
            return true;
        });
        for (var entry : entries.entrySet()) {
            var path = prefix + "/" + entry.getKey();
            if (Passing.is(entry.getKey())) {
                if (passing.isMine(entry.getKey())
                    || entry.getValue().modified().isBefore(Instant.now().minus(LEFT_BEHIND))) {
                    discard(path);
                }
            } else if (entry.getValue().kind() == Entry.Kind.LINK) {
                found.others().add(path);
            } else {
                found.files().put(path, seen(entry.getValue()));
                if (entry.getValue().isFolder()) {
                    look(path, found);
                }
            }
        }
    }

    private static Seen seen(Attributes file) {
        return file.isFolder() ? Seen.FOLDER
            : new Seen(false, file.number(), file.size(), file.modified(), Instant.EPOCH);
    }

    /** What is there now, or null. */
    Seen seen(String path) throws IOException {
        try {
            return seen(tree.attributes(folder + path));
        } catch (NoSuchFileException nothing) {
            return null;
        }
    }

    private void check(String path, Seen expected) throws IOException {
        if (!Objects.equals(expected, seen(path))) {
            throw new ChangingException();
        }
    }

    /**
     * Reads a file and gives its hash.
     *
     * @throws ChangingException if it is not, before and after, what was seen
     */
    String read(String path, Seen expected, Copying.Target target) throws IOException {
        try (var in = tree.open(folder + path, Set.of(StandardOpenOption.READ), 0)) {
            var hash = copying.copy(in::read, target, expected.size());
            check(path, expected);
            return hash;
        } catch (NoSuchFileException gone) {
            throw new ChangingException();
        }
    }

    /**
     * Puts a file of the other side in the place of what was seen there, or of nothing. It gets its name when it is
     * whole, so that nobody sees half of it.
     *
     * @throws ChangingException if something else is there by now, which is left; or if the source changed
     */
    Sides write(String path, Seen expected, Seen source, LocalSide from) throws IOException {
        makeParents(path);
        var part = path.substring(0, path.lastIndexOf('/') + 1) + passing.next();
        var isPlaced = false;
        try {
            String hash;
            try (var out = tree.open(folder + part, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                    0644)) {
                hash = from.read(path, source, out::write);
                out.flush();
            }
            tree.setModified(folder + part, source.modified());
            var sent = seen(part);
            check(path, expected);
            tree.rename(folder + part, folder + path, expected != null);
            isPlaced = true;
            return new Sides(source, sent, hash);
        } catch (FileAlreadyExistsException meanwhile) {
            throw new ChangingException();
        } finally {
            if (!isPlaced) {
                discard(part);
            }
        }
    }

    private void discard(String part) {
        try {
            tree.remove(folder + part);
        } catch (IOException later) {
            // The next round finds it.
            return;
        }
    }

    private void makeParents(String path) throws IOException {
        var end = path.lastIndexOf('/');
        if (end > 0 && seen(path.substring(0, end)) == null) {
            makeFolder(path.substring(0, end));
        }
    }

    void makeFolder(String path) throws IOException {
        makeParents(path);
        try {
            tree.makeFolder(folder + path, 0755);
        } catch (FileAlreadyExistsException meanwhile) {
            check(path, Seen.FOLDER);
        }
    }

    /**
     * Removes a file.
     *
     * @throws ChangingException if something else is there by now, which is left
     */
    void remove(String path, Seen expected) throws IOException {
        check(path, expected);
        tree.remove(folder + path);
    }

    /** Removes a folder if nothing is in it, and tells whether. */
    boolean removeFolder(String path) throws IOException {
        try {
            tree.removeFolder(folder + path);
            return true;
        } catch (NoSuchFileException already) {
            return true;
        } catch (DirectoryNotEmptyException full) {
            return false;
        }
    }
}
