package org.jolab.magics.drive.nio;

import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads and changes the attributes of a path. */
final class FileView implements PosixFileAttributeView {

    private static final List<String> BASIC = List.of("size", "creationTime", "lastAccessTime", "lastModifiedTime",
        "isDirectory", "isRegularFile", "isSymbolicLink", "isOther", "fileKey");
    private static final List<String> POSIX = List.of("permissions", "owner", "group");

    private final DrivePath path;
    private final boolean follow;
    private final String name;

    private FileView(DrivePath path, boolean follow, String name) {
        this.path = path;
        this.follow = follow;
        this.name = name;
    }

    static FileView of(DrivePath path, boolean follow) {
        return new FileView(path, follow, "posix");
    }

    static boolean isOf(Class<?> type) {
        return type == BasicFileAttributeView.class || type == PosixFileAttributeView.class
            || type == FileOwnerAttributeView.class;
    }

    static <V extends FileAttributeView> V of(DrivePath path, boolean follow, Class<V> type) {
        return isOf(type) ? type.cast(new FileView(path, follow, type == BasicFileAttributeView.class ? "basic"
            : type == FileOwnerAttributeView.class ? "owner" : "posix")) : null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FileFacts readAttributes() throws IOException {
        return new FileFacts(found().attributes());
    }

    private Links.Found found() throws IOException {
        return path.getFileSystem().links().find(path.key(), follow);
    }

    @Override
    public void setTimes(FileTime modified, FileTime accessed, FileTime created) throws IOException {
        var found = found();
        // When a file was made or read no tree keeps.
        if (modified != null) {
            path.getFileSystem().treeToWrite().setModified(found.path(), modified.toInstant());
        }
    }

    @Override
    public void setPermissions(Set<PosixFilePermission> permissions) throws IOException {
        path.getFileSystem().treeToWrite().setMode(found().path(), FileFacts.mode(permissions));
    }

    @Override
    public UserPrincipal getOwner() throws IOException {
        return readAttributes().owner();
    }

    @Override
    public void setOwner(UserPrincipal owner) throws IOException {
        if (!owner.equals(getOwner())) {
            throw new UnsupportedOperationException("Files of " + path.getFileSystem() + " can't change their owner.");
        }
    }

    @Override
    public void setGroup(GroupPrincipal group) throws IOException {
        setOwner(group);
    }

    /** The attributes that such as {@code posix:permissions,size} or {@code *} names. */
    Map<String, Object> read(String wish) throws IOException {
        var colon = wish.indexOf(':');
        var view = colon < 0 ? "basic" : wish.substring(0, colon);
        var known = names(view);
        var wanted = Arrays.asList(wish.substring(colon + 1).split(","));
        if (wish.substring(colon + 1).isEmpty()) {
            throw new IllegalArgumentException("No attributes specified");
        }
        var all = readAttributes();
        var read = new HashMap<String, Object>();
        for (var each : wanted) {
            for (var attribute : each.equals("*") ? known : List.of(each)) {
                if (!known.contains(attribute)) {
                    throw new IllegalArgumentException("'" + attribute + "' not recognized");
                }
                read.put(attribute, value(all, attribute));
            }
        }
        return read;
    }

    private static List<String> names(String view) {
        return switch (view) {
            case "basic" -> BASIC;
            case "posix" -> java.util.stream.Stream.concat(BASIC.stream(), POSIX.stream()).toList();
            case "owner" -> List.of("owner");
            default -> throw new UnsupportedOperationException("View '" + view + "' not available");
        };
    }

    private static Object value(FileFacts all, String attribute) {
        return switch (attribute) {
            case "size" -> all.size();
            case "creationTime" -> all.creationTime();
            case "lastAccessTime" -> all.lastAccessTime();
            case "lastModifiedTime" -> all.lastModifiedTime();
            case "isDirectory" -> all.isDirectory();
            case "isRegularFile" -> all.isRegularFile();
            case "isSymbolicLink" -> all.isSymbolicLink();
            case "isOther" -> all.isOther();
            case "fileKey" -> all.fileKey();
            case "permissions" -> all.permissions();
            default -> all.owner();
        };
    }

    @SuppressWarnings("unchecked")
    void set(String attribute, Object value) throws IOException {
        var colon = attribute.indexOf(':');
        var view = colon < 0 ? "basic" : attribute.substring(0, colon);
        var bare = attribute.substring(colon + 1);
        if (!names(view).contains(bare)) {
            throw new IllegalArgumentException("'" + attribute + "' not recognized");
        }
        switch (bare) {
            case "lastModifiedTime" -> setTimes((FileTime) value, null, null);
            case "lastAccessTime", "creationTime" -> setTimes(null, null, null);
            case "permissions" -> setPermissions((Set<PosixFilePermission>) value);
            case "owner", "group" -> setOwner((UserPrincipal) value);
            default -> throw new IllegalArgumentException("'" + attribute + "' can't be set");
        }
    }
}
