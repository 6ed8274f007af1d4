package org.jolab.magics.drive.fuse;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jolab.magics.drive.tree.OpenFile;

/** A file or folder that the kernel knows by a number. Names and counts are owned by {@link Nodes}, under its lock. */
final class Node {

    final long id;
    /** The tree's number for what is here. */
    final long number;
    /** Who has it open; also after its name is gone. */
    final List<OpenFile> open = new CopyOnWriteArrayList<>();
    Node parent;
    String name;
    long lookups;
    int children;

    Node(long id, long number, Node parent, String name) {
        this.id = id;
        this.number = number;
        this.parent = parent;
        this.name = name;
    }
}
