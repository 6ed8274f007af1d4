package org.jolab.magics.drive.nio;

import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.tree.Attributes;

/** The attributes of a file as {@code java.nio.file} has them; all belong to the user of this process. */
record FileFacts(Attributes attributes) implements PosixFileAttributes {

    /** From the most significant bit of a mode on. */
    private static final PosixFilePermission[] BITS = PosixFilePermission.values();

    static int mode(Set<PosixFilePermission> permissions) {
        var mode = 0;
        for (var permission : permissions) {
            mode |= 0400 >> permission.ordinal();
        }
        return mode;
    }

    /** The permission bits, with the usual ones in the place of unknown ones. */
    static int mode(Attributes attributes) {
        return attributes.mode() >= 0 ? attributes.mode() & 07777
            : attributes.kind() == Entry.Kind.FILE ? 0644 : 0755;
    }

    @Override
    public Set<PosixFilePermission> permissions() {
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (var bit : BITS) {
            if ((mode(attributes) & 0400 >> bit.ordinal()) != 0) {
                permissions.add(bit);
            }
        }
        return permissions;
    }

    @Override
    public GroupPrincipal owner() {
        return new User(System.getProperty("user.name"));
    }

    @Override
    public GroupPrincipal group() {
        return owner();
    }

    @Override
    public FileTime lastModifiedTime() {
        return FileTime.from(attributes.modified());
    }

    @Override
    public FileTime lastAccessTime() {
        return lastModifiedTime();
    }

    @Override
    public FileTime creationTime() {
        return lastModifiedTime();
    }

    @Override
    public boolean isRegularFile() {
        return attributes.kind() == Entry.Kind.FILE;
    }

    @Override
    public boolean isDirectory() {
        return attributes.isFolder();
    }

    @Override
    public boolean isSymbolicLink() {
        return attributes.kind() == Entry.Kind.LINK;
    }

    @Override
    public boolean isOther() {
        return false;
    }

    @Override
    public long size() {
        return attributes.size();
    }

    @Override
    public Object fileKey() {
        return attributes.number();
    }

    /** A user, who is a group too. */
    record User(String name) implements GroupPrincipal {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
