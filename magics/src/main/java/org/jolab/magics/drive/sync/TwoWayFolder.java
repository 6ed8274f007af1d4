package org.jolab.magics.drive.sync;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jolab.api.Amount;
import org.jolab.api.UsageError;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.tree.Attributes;
import org.jolab.magics.drive.tree.FileTree;
import org.jolab.magics.drive.tree.IsFolderException;

/**
 * A folder of this machine and one of a tree, kept equal by rounds. A round compares both with what they were when they
 * were equal last: what one side has changed goes to the other, what both have changed is kept twice. Nothing is
 * removed because it could not be seen: a side that cannot be listed whole ends the round. Used by one thread.
 */
public final class TwoWayFolder {

    /** Larger trees are refused, as all of their files are copied. */
    public static final long LARGEST = 2_000_000_000L;

    private static final int PIECE = 1 << 20;
    private static final long MILLIS = 1000;
    private static final String PART = ".jolab-part-";

    private final FileTree tree;
    private final String remote;
    private final Path local;
    private final SyncState state;
    private final List<String> up = new ArrayList<>();
    private final List<String> down = new ArrayList<>();
    private final List<String> conflicts = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    /**
     * Before the first round.
     *
     * @param remote a folder's path in the tree
     * @param local  a folder of this machine
     * @param state  where it is kept what both were last; made by the first round
     */
    public TwoWayFolder(FileTree tree, String remote, Path local, Path state) throws IOException {
        this.tree = tree;
        this.remote = remote.equals("/") ? "" : remote;
        this.local = local;
        this.state = new SyncState(state);
    }

    /**
     * Makes both sides equal.
     *
     * @throws UsageError if there is too much
     * @throws IOException if a side cannot be seen whole; then nothing is changed
     */
    public SyncReport round() throws IOException {
        List.of(up, down, conflicts, failed).forEach(List::clear);
        var here = new TreeMap<String, Seen>();
        var there = new TreeMap<String, Seen>();
        lookHere(local, "", here);
        lookThere("", there);
        var sum = there.values().stream().mapToLong(Seen::size).sum();
        if (sum > LARGEST) {
            throw new UsageError(remote + " holds " + Amount.of(sum) + "; at most " + Amount.of(LARGEST) + " are kept "
                + "as ordinary files. Choose a folder in it.");
        }
        var base = state.all();
        var all = new TreeSet<>(here.keySet());
        all.addAll(there.keySet());
        all.addAll(base.keySet());
        var removals = new ArrayList<String>();
        for (var path : all) {
            settle(path, new Three(base.get(path), here.get(path), there.get(path)), removals);
        }
        // What lies in a folder before the folder.
        for (var path : removals.reversed()) {
            attempt(path, () -> remove(path, base.get(path)));
        }
        state.save();
        return new SyncReport(List.copyOf(up), List.copyOf(down), List.copyOf(conflicts), List.copyOf(failed));
    }

    private record Three(Sides base, Seen here, Seen there) {

        boolean isSameHere() {
            return base == null ? here == null : base.local().equals(here, MILLIS);
        }

        boolean isSameThere() {
            return base == null ? there == null : base.remote().equals(there, MILLIS);
        }
    }

    private interface Work {

        void run() throws IOException;
    }

    private void attempt(String path, Work work) {
        try {
            work.run();
        } catch (IOException failure) {
            failed.add(path + ": " + failure.getMessage());
        }
    }

    private void settle(String path, Three three, List<String> removals) {
        if (three.here() == null && three.there() == null) {
            state.forget(path);
        } else if (three.isSameHere() && three.isSameThere()) {
            return;
        } else if (three.isSameHere() && three.there() != null) {
            attempt(path, () -> bring(path, three));
        } else if (three.isSameThere() && three.here() != null) {
            attempt(path, () -> send(path, three));
        } else if (three.here() == null || three.there() == null) {
            // Removed on one side: if the other has changed it since, it stays, else it goes there too.
            var isChanged = three.here() == null ? !three.isSameThere() : !three.isSameHere();
            if (!isChanged) {
                removals.add(path);
            } else if (three.here() == null) {
                attempt(path, () -> bring(path, three));
            } else {
                attempt(path, () -> send(path, three));
            }
        } else if (three.here().isFolder() && three.there().isFolder()
            || three.base() == null && three.here().equals(three.there(), MILLIS) && !three.here().isFolder()) {
            state.put(path, new Sides(three.here(), three.there()));
        } else {
            attempt(path, () -> keepBoth(path, three));
        }
    }

    private void keepBoth(String path, Three three) throws IOException {
        var other = beside(path);
        Files.move(at(path), at(other));
        conflicts.add(other);
        bring(path, new Three(null, null, three.there()));
        if (!three.here().isFolder()) {
            send(other, new Three(null, seen(at(other)), null));
        }
    }

    /** "a (conflict 2026-01-31).txt", with a number if that is taken. */
    private String beside(String path) {
        var slash = path.lastIndexOf('/');
        var dot = path.lastIndexOf('.');
        var end = dot > slash + 1 ? dot : path.length();
        for (var i = 1;; i++) {
            var name = path.substring(0, end) + " (conflict " + LocalDate.now() + (i == 1 ? "" : " " + i) + ")"
                + path.substring(end);
            if (Files.notExists(at(name), LinkOption.NOFOLLOW_LINKS)) {
                return name;
            }
        }
    }

    private void remove(String path, Sides base) throws IOException {
        var file = at(path);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            // What was changed since the folder was looked at is not removed.
            if (base.local().equals(seen(file), MILLIS)) {
                Files.delete(file);
                down.add(path);
            }
        } else if (base.remote().isFolder()) {
            tree.removeFolder(remote + path);
            up.add(path);
        } else if (base.remote().equals(seen(tree.attributes(remote + path)), MILLIS)) {
            tree.remove(remote + path);
            up.add(path);
        }
        state.forget(path);
    }

    private void bring(String path, Three three) throws IOException {
        var file = at(path);
        if (three.there().isFolder()) {
            if (three.here() != null && !three.here().isFolder()) {
                Files.delete(file);
            }
            Files.createDirectories(file);
        } else {
            var part = file.resolveSibling(PART + file.getFileName());
            try (var in = tree.open(remote + path, Set.of(StandardOpenOption.READ), 0);
                    var out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
                var piece = ByteBuffer.allocate(PIECE);
                for (var offset = 0L; in.read(piece.clear(), offset) > 0; offset += piece.position()) {
                    out.write(piece.duplicate().flip(), offset);
                }
            }
            Files.setLastModifiedTime(part, FileTime.from(three.there().modified()));
            // What was written here while the copy was made is not written over; the next round sees both.
            if (three.here() == null ? Files.exists(file) : !three.here().equals(seen(file), 1)) {
                Files.delete(part);
                return;
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
        state.put(path, new Sides(seen(file), three.there()));
        down.add(path);
    }

    private void send(String path, Three three) throws IOException {
        var target = remote + path;
        if (three.here().isFolder()) {
            if (three.there() != null && !three.there().isFolder()) {
                tree.remove(target);
            }
            tree.makeFolder(target, 0755);
        } else {
            try (var in = FileChannel.open(at(path)); var out = tree.open(target, Set.of(StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING), 0644)) {
                var piece = ByteBuffer.allocate(PIECE);
                for (var offset = 0L; in.read(piece.clear(), offset) > 0; offset += piece.position()) {
                    out.write(piece.duplicate().flip(), offset);
                }
                out.flush();
            } catch (IsFolderException folder) {
                throw new IOException("it is a folder in the drive", folder);
            }
            tree.setModified(target, three.here().modified());
        }
        state.put(path, new Sides(three.here(), seen(tree.attributes(target))));
        up.add(path);
    }

    private Path at(String path) {
        return local.resolve(path.substring(1));
    }

    private static Seen seen(Attributes file) {
        return new Seen(file.isFolder(), file.isFolder() ? 0 : file.size(), file.modified());
    }

    private static Seen seen(Path file) throws IOException {
        var folder = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
        return new Seen(folder, folder ? 0 : Files.size(file),
            Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant());
    }

    private static void lookHere(Path folder, String prefix, Map<String, Seen> all) throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            for (var entry : entries) {
                var name = entry.getFileName().toString();
                if (name.startsWith(PART) || Files.isSymbolicLink(entry)) {
                    continue;
                }
                try {
                    all.put(prefix + "/" + name, seen(entry));
                } catch (NoSuchFileException goneMeanwhile) {
                    continue;
                }
                if (Files.isDirectory(entry)) {
                    lookHere(entry, prefix + "/" + name, all);
                }
            }
        }
    }

    private void lookThere(String prefix, Map<String, Seen> all) throws IOException {
        var found = new HashMap<String, Attributes>();
        tree.list(remote + prefix + (remote.isEmpty() && prefix.isEmpty() ? "/" : ""), (name, attributes) -> {
            if (attributes.kind() != Entry.Kind.LINK) {
                found.put(name, attributes);
            }
            return true;
        });
        for (var name : found.keySet().stream().sorted(Comparator.naturalOrder()).toList()) {
            all.put(prefix + "/" + name, seen(found.get(name)));
            if (found.get(name).isFolder()) {
                lookThere(prefix + "/" + name, all);
            }
        }
    }
}
