package org.jolab.magics.drive.fuse;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jolab.magics.drive.tree.Attributes;

/**
 * The numbers by which the kernel knows files, and the paths that they stand for. One lock guards all; nothing waits
 * under it.
 */
final class Nodes {

    static final long ROOT = 1;

    private final Map<Long, Node> byId = new HashMap<>();
    private final Map<Name, Node> byName = new HashMap<>();
    private long last = ROOT;

    private record Name(long parent, String name) {
    }

    Nodes() {
        byId.put(ROOT, new Node(ROOT, ROOT, null, ""));
    }

    /** The node of a number that the kernel has been given, or null. */
    synchronized Node get(long id) {
        return byId.get(id);
    }

    /** The kernel is told of a file: it will forget it as often as it has been told. */
    synchronized Node enter(Node parent, String name, Attributes file) {
        var key = new Name(parent.id, name);
        var node = byName.get(key);
        if (node == null || node.number != file.number()) {
            if (node != null) {
                cut(node);
            }
            node = new Node(++last, file.number(), parent, name);
            parent.children++;
            byId.put(node.id, node);
            byName.put(key, node);
        }
        node.lookups++;
        return node;
    }

    synchronized void forget(long id, long count) {
        var node = byId.get(id);
        if (node != null && id != ROOT) {
            node.lookups -= count;
            drop(node);
        }
    }

    /** The path, or null when the file has been removed. */
    synchronized String path(Node node) {
        var names = new ArrayDeque<String>();
        for (var each = node; each.id != ROOT; each = each.parent) {
            if (each.parent == null) {
                return null;
            }
            names.addFirst(each.name);
        }
        return "/" + String.join("/", names);
    }

    /** A name is gone; the file may be open still. */
    synchronized void detach(Node parent, String name) {
        var node = byName.get(new Name(parent.id, name));
        if (node != null) {
            cut(node);
            drop(node);
        }
    }

    synchronized void move(Node from, String name, Node to, String newName) {
        detach(to, newName);
        var node = byName.remove(new Name(from.id, name));
        if (node != null) {
            from.children--;
            to.children++;
            node.parent = to;
            node.name = newName;
            byName.put(new Name(to.id, newName), node);
            drop(from);
        }
    }

    private void cut(Node node) {
        byName.remove(new Name(node.parent.id, node.name));
        var parent = node.parent;
        node.parent = null;
        parent.children--;
        drop(parent);
    }

    /** Lets go of a node that neither the kernel nor a node below it needs. */
    private void drop(Node node) {
        if (node.lookups <= 0 && node.children == 0 && node.id != ROOT && byId.get(node.id) == node) {
            byId.remove(node.id);
            if (node.parent != null) {
                cut(node);
            }
        }
    }
}
