package org.jolab.magics.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * A file or folder as a listing shows it.
 *
 * @param name what it is called in the listing
 * @param mode type and permission bits as in {@code stat(2)}; made up where the system has none
 * @param facts what else the system tells of it: {@code nlink}, {@code owner}, {@code group}
 * @param size in bytes
 */
record Entry(String name, Path path, int mode, Map<String, Object> facts, long size, FileTime modified) {

    private static final int TYPE = 0170000;
    private static final int FOLDER = 0040000;
    private static final int FILE = 0100000;
    private static final int LINK = 0120000;
    private static final int ANYONE_EXECUTES = 0111;

    /** Asks the system for the facts; a link is shown itself unless {@code follow}. */
    static Entry of(String name, Path path, boolean follow) throws IOException {
        if (follow && !Files.exists(path)) {
            return of(name, path, false);
        }
        var options = follow ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            var facts = Files.readAttributes(path, "unix:mode,nlink,owner,group,size,lastModifiedTime", options);
            return new Entry(name, path, (int) facts.get("mode"), facts, (long) facts.get("size"),
                (FileTime) facts.get("lastModifiedTime"));
        }
        var facts = Files.readAttributes(path, "isDirectory,isSymbolicLink,size,lastModifiedTime", options);
        var type = (boolean) facts.get("isSymbolicLink") ? LINK : (boolean) facts.get("isDirectory") ? FOLDER : FILE;
        return new Entry(name, path, type | (Files.isWritable(path) ? 0644 : 0444), facts, (long) facts.get("size"),
            (FileTime) facts.get("lastModifiedTime"));
    }

    boolean isFolder() {
        return (mode & TYPE) == FOLDER;
    }

    boolean isLink() {
        return (mode & TYPE) == LINK;
    }

    boolean isProgram() {
        return (mode & TYPE) == FILE && (mode & ANYONE_EXECUTES) != 0;
    }

    /** Type and permissions in ten letters, as {@code ls -l} writes them. */
    String permissions() {
        var type = switch (mode & TYPE) {
            case FOLDER -> 'd';
            case LINK -> 'l';
            case 0060000 -> 'b';
            case 0020000 -> 'c';
            case 0010000 -> 'p';
            case 0140000 -> 's';
            default -> '-';
        };
        return type + triple(6, 04000, 's') + triple(3, 02000, 's') + triple(0, 01000, 't');
    }

    private String triple(int shift, int special, char letter) {
        var bits = mode >> shift;
        var executes = (bits & 1) != 0;
        var last = (mode & special) == 0 ? executes ? 'x' : '-' : executes ? letter : Character.toUpperCase(letter);
        return ((bits & 4) != 0 ? "r" : "-") + ((bits & 2) != 0 ? "w" : "-") + last;
    }
}
