package org.jolab.magics.drive.fuse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Space;
import org.jolab.magics.drive.tree.Attributes;
import org.jolab.magics.drive.tree.IsFolderException;
import org.jolab.magics.drive.tree.KeptTree;
import org.jolab.magics.drive.tree.OpenFile;
import org.jolab.magics.drive.tree.TreeReport;

/** A folder of the machine as a tree, with nothing between: what a mount does with it is the mount's alone. */
public class FolderTree implements KeptTree {

    private final Path root;

    public FolderTree(Path root) {
        this.root = root;
    }

    private Path at(String path) {
        return path.equals("/") ? root : root.resolve(path.substring(1));
    }

    private static Attributes attributes(Path file) throws IOException {
        var all = Files.readAttributes(file, "unix:ino,size,lastModifiedTime,mode,isDirectory,isSymbolicLink",
            LinkOption.NOFOLLOW_LINKS);
        var kind = (Boolean) all.get("isDirectory") ? Entry.Kind.FOLDER
            : (Boolean) all.get("isSymbolicLink") ? Entry.Kind.LINK : Entry.Kind.FILE;
        return new Attributes((Long) all.get("ino"), kind, (Long) all.get("size"),
            ((FileTime) all.get("lastModifiedTime")).toInstant(), (Integer) all.get("mode") & 07777);
    }

    @Override
    public Attributes attributes(String path) throws IOException {
        return attributes(at(path));
    }

    @Override
    public void list(String path, BiPredicate<String, Attributes> sink) throws IOException {
        try (var entries = Files.newDirectoryStream(at(path))) {
            for (var entry : entries) {
                if (!sink.test(entry.getFileName().toString(), attributes(entry))) {
                    return;
                }
            }
        }
    }

    @Override
    public OpenFile open(String path, Set<? extends OpenOption> options, int mode) throws IOException {
        var file = at(path);
        if (Files.isDirectory(file)) {
            throw new IsFolderException(path);
        }
        var all = new HashSet<OpenOption>(options);
        // What removes its name afterwards can still be asked for its attributes.
        all.add(StandardOpenOption.READ);
        if (all.contains(StandardOpenOption.CREATE) || all.contains(StandardOpenOption.CREATE_NEW)) {
            all.add(StandardOpenOption.WRITE);
        }
        var made = Files.notExists(file);
        var channel = FileChannel.open(file, all);
        if (made) {
            Files.setAttribute(file, "unix:mode", mode);
        }
        return new Open(channel, file, attributes(file));
    }

    private static final class Open implements OpenFile {

        private final FileChannel channel;
        private final Path file;
        private final Attributes opened;
        private volatile Instant written;

        Open(FileChannel channel, Path file, Attributes opened) {
            this.file = file;
            this.channel = channel;
            this.opened = opened;
        }

        @Override
        public Attributes attributes() throws IOException {
            try {
                var now = FolderTree.attributes(file);
                if (now.number() == opened.number()) {
                    return now;
                }
            } catch (NoSuchFileException removed) {
                // The descriptor knows its size.
            }
            return new Attributes(opened.number(), opened.kind(), channel.size(),
                written == null ? opened.modified() : written, opened.mode());
        }

        @Override
        public int read(ByteBuffer target, long offset) throws IOException {
            var sum = 0;
            while (target.hasRemaining()) {
                var count = channel.read(target, offset + sum);
                if (count < 0) {
                    break;
                }
                sum += count;
            }
            return sum;
        }

        @Override
        public void write(ByteBuffer source, long offset) throws IOException {
            var at = offset;
            while (source.hasRemaining()) {
                at += channel.write(source, at);
            }
            written = Instant.now();
        }

        @Override
        public void truncate(long size) throws IOException {
            if (size < channel.size()) {
                channel.truncate(size);
            } else if (size > channel.size()) {
                channel.write(ByteBuffer.allocate(1), size - 1);
            }
            written = Instant.now();
        }

        @Override
        public void flush() {}

        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Override
    public void makeFolder(String path, int mode) throws IOException {
        Files.createDirectory(at(path));
        Files.setAttribute(at(path), "unix:mode", mode);
    }

    @Override
    public void remove(String path) throws IOException {
        Files.delete(at(path));
    }

    @Override
    public void removeFolder(String path) throws IOException {
        Files.delete(at(path));
    }

    @Override
    public void rename(String from, String to, boolean replace) throws IOException {
        if (!replace && Files.exists(at(to), LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(to);
        }
        if (Files.isDirectory(at(to), LinkOption.NOFOLLOW_LINKS)) {
            try (var entries = Files.newDirectoryStream(at(to))) {
                if (entries.iterator().hasNext()) {
                    throw new DirectoryNotEmptyException(to);
                }
            }
        }
        Files.move(at(from), at(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void truncate(String path, long size) throws IOException {
        try (var file = open(path, Set.of(StandardOpenOption.WRITE), 0)) {
            file.truncate(size);
        }
    }

    @Override
    public void setModified(String path, Instant modified) throws IOException {
        Files.setLastModifiedTime(at(path), FileTime.from(modified));
    }

    @Override
    public void setMode(String path, int mode) throws IOException {
        Files.setAttribute(at(path), "unix:mode", mode);
    }

    @Override
    public String linkTarget(String path) throws IOException {
        return Files.readSymbolicLink(at(path)).toString();
    }

    @Override
    public Space space() throws IOException {
        var store = Files.getFileStore(root);
        return new Space(store.getTotalSpace(), store.getTotalSpace() - store.getUsableSpace());
    }

    @Override
    public TreeReport report() {
        return new TreeReport("the folder " + root, "", 0, 0, List.of(), List.of());
    }

    @Override
    public boolean flush(Duration limit) {
        return true;
    }

    @Override
    public void refresh() {}

    @Override
    public InputStream export(String path, String format) throws IOException {
        return Files.newInputStream(at(path));
    }

    @Override
    public void close() {}
}
