package org.jolab.magics.drive.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.jolab.magics.drive.store.Entry;

/**
 * What the file system tells of a path.
 *
 * @param key    tells the file from every other, whatever its name; empty where the file system has no such thing
 * @param target of a link, else empty
 */
record Seen(Entry.Kind kind, long size, Instant modified, int mode, String key, String target) {

    /** What is at a path; null when nothing is there, or neither file, folder nor link. */
    static Seen at(Path path) throws IOException {
        try {
            if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                return unix(path);
            }
            var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            var kind = kind(attributes.isRegularFile(), attributes.isDirectory(), attributes.isSymbolicLink());
            return of(path, kind, attributes.size(), attributes.lastModifiedTime());
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static Seen unix(Path path) throws IOException {
        Map<String, Object> all = Files.readAttributes(path,
            "unix:ino,mode,size,lastModifiedTime,creationTime,isRegularFile,isDirectory,isSymbolicLink",
            LinkOption.NOFOLLOW_LINKS);
        var kind = kind((boolean) all.get("isRegularFile"), (boolean) all.get("isDirectory"),
            (boolean) all.get("isSymbolicLink"));
        var plain = of(path, kind, (long) all.get("size"), (FileTime) all.get("lastModifiedTime"));
        if (plain == null) {
            return null;
        }
        // With its birth, as the number alone soon belongs to another file.
        var key = all.get("ino") + "@" + ((FileTime) all.get("creationTime")).toMillis();
        var mode = kind == Entry.Kind.LINK ? -1 : (int) all.get("mode") & 0777;
        return new Seen(kind, plain.size, plain.modified, mode, key, plain.target);
    }

    private static Seen of(Path path, Entry.Kind kind, long size, FileTime modified) throws IOException {
        if (kind == null) {
            return null;
        }
        var target = kind == Entry.Kind.LINK ? Files.readSymbolicLink(path).toString() : "";
        return new Seen(kind, kind == Entry.Kind.FILE ? size : 0, modified.toInstant(), -1, "", target);
    }

    private static Entry.Kind kind(boolean file, boolean folder, boolean link) {
        return file ? Entry.Kind.FILE : folder ? Entry.Kind.FOLDER : link ? Entry.Kind.LINK : null;
    }

    /** Whether the content is the same, as far as that can be told without reading it. */
    boolean sameContent(Seen other) {
        return kind == other.kind && target.equals(other.target)
            && (kind != Entry.Kind.FILE || size == other.size && modified.equals(other.modified)
            && key.equals(other.key));
    }

    /** Whether nothing is to be told of; a folder's time changes with every file in it. */
    boolean same(Seen other) {
        return sameContent(other) && mode == other.mode && key.equals(other.key);
    }
}
