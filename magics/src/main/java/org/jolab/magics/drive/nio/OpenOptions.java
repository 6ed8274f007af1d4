package org.jolab.magics.drive.nio;

import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** How a file is to be opened. */
record OpenOptions(Set<StandardOpenOption> all, boolean follow) {

    static OpenOptions of(Set<? extends OpenOption> given) {
        var all = EnumSet.noneOf(StandardOpenOption.class);
        var follow = true;
        for (var option : given) {
            switch (option) {
                case StandardOpenOption standard -> all.add(standard);
                case LinkOption _ -> follow = false;
                case null -> throw new NullPointerException();
                default -> throw new UnsupportedOperationException(option + " is not supported by drive:.");
            }
        }
        if (all.contains(StandardOpenOption.APPEND)) {
            if (all.contains(StandardOpenOption.READ)) {
                throw new IllegalArgumentException("READ + APPEND not allowed");
            }
            if (all.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
                throw new IllegalArgumentException("APPEND + TRUNCATE_EXISTING not allowed");
            }
            all.add(StandardOpenOption.WRITE);
        }
        if (!all.contains(StandardOpenOption.WRITE)) {
            all.add(StandardOpenOption.READ);
        }
        return new OpenOptions(all, follow);
    }

    boolean reads() {
        return all.contains(StandardOpenOption.READ);
    }

    boolean writes() {
        return all.contains(StandardOpenOption.WRITE);
    }

    boolean appends() {
        return all.contains(StandardOpenOption.APPEND);
    }

    boolean forces() {
        return all.contains(StandardOpenOption.SYNC) || all.contains(StandardOpenOption.DSYNC);
    }

    boolean makes() {
        return writes() && (all.contains(StandardOpenOption.CREATE) || isNew());
    }

    boolean isNew() {
        return writes() && all.contains(StandardOpenOption.CREATE_NEW);
    }

    boolean isRemovedAtClose() {
        return all.contains(StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Those that a tree knows. */
    Set<StandardOpenOption> forTree() {
        var known = EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
            StandardOpenOption.CREATE_NEW, StandardOpenOption.TRUNCATE_EXISTING);
        if (!writes()) {
            known.retainAll(EnumSet.of(StandardOpenOption.READ));
        }
        known.retainAll(all);
        return known;
    }

    /** The permission bits that a file is to be made with. */
    @SuppressWarnings("unchecked")
    static int mode(int usual, FileAttribute<?>... attributes) {
        var mode = usual;
        for (var attribute : attributes) {
            if (!attribute.name().equals("posix:permissions")) {
                throw new UnsupportedOperationException("'" + attribute.name()
                    + "' not supported as initial attribute");
            }
            mode = FileFacts.mode((Set<PosixFilePermission>) attribute.value());
        }
        return mode;
    }
}
