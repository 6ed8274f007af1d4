package org.jolab.magics.drive.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Instant;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.tree.Attributes;
import org.junit.jupiter.api.Test;

class NodesTest {

    private final Nodes nodes = new Nodes();
    private final Node root = nodes.get(Nodes.ROOT);

    private Node enter(Node parent, String name, long number) {
        return nodes.enter(parent, name, new Attributes(number, Entry.Kind.FOLDER, 0, Instant.EPOCH, 0755));
    }

    @Test
    void aPathFollowsItsFolders() {
        var folder = enter(root, "a", 10);
        var file = enter(folder, "b", 11);
        assertEquals("/", nodes.path(root));
        assertEquals("/a/b", nodes.path(file));
        nodes.move(root, "a", root, "c");
        assertEquals("/c/b", nodes.path(file));
        assertSame(file, enter(folder, "b", 11));
    }

    @Test
    void aRemovedFileHasNoPathAndItsNameIsAnothers() {
        var file = enter(root, "a", 10);
        nodes.detach(root, "a");
        assertNull(nodes.path(file));
        assertNotNull(nodes.get(file.id));
        assertNotEquals(file.id, enter(root, "a", 11).id);
        nodes.forget(file.id, 1);
        assertNull(nodes.get(file.id));
    }

    @Test
    void anotherFileOfTheSameNameIsAnotherNode() {
        var before = enter(root, "a", 10);
        var after = enter(root, "a", 11);
        assertNotEquals(before.id, after.id);
        assertNull(nodes.path(before));
        assertEquals("/a", nodes.path(after));
    }

    @Test
    void whatTheKernelForgetsIsLetGoWithTheFoldersAboveIt() {
        var folder = enter(root, "a", 10);
        var file = enter(folder, "b", 11);
        enter(folder, "b", 11);
        nodes.forget(folder.id, 1);
        assertEquals("/a/b", nodes.path(file));
        nodes.forget(file.id, 1);
        assertNotNull(nodes.get(file.id));
        nodes.forget(file.id, 1);
        assertNull(nodes.get(file.id));
        assertNull(nodes.get(folder.id));
    }
}
