package org.jolab.magics.drive.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jolab.magics.drive.store.Entry;

/** Finds what the tree has of the store's entries. Guarded by the lock of {@link Nodes}. */
final class Index {

    private final Map<String, List<Remote>> byId = new HashMap<>();
    private final Map<String, List<Remote>> byPlace = new HashMap<>();
    private final Map<String, Set<Node>> away = new HashMap<>();
    private final Map<Long, String> awayAt = new HashMap<>();
    private final Map<String, Remote> expected = new HashMap<>();

    /** Sets what the store has, and finds it by that from now on. */
    void setEntry(Remote remote, Entry entry) {
        if (remote.entry != null) {
            drop(byId, remote.entry.id(), remote);
            if (remote.entry.isFolder()) {
                drop(byPlace, remote.entry.content(), remote);
            }
        }
        remote.entry = entry;
        if (entry != null) {
            expected.remove(remote.newId);
            remote.newId = "";
            remote.asked = false;
            byId.computeIfAbsent(entry.id(), id -> new ArrayList<>(1)).add(remote);
            if (entry.isFolder()) {
                byPlace.computeIfAbsent(entry.content(), id -> new ArrayList<>(1)).add(remote);
            }
        }
        placed(remote.owner);
    }

    private static void drop(Map<String, List<Remote>> index, String key, Remote remote) {
        var all = index.get(key);
        if (all != null) {
            all.remove(remote);
            if (all.isEmpty()) {
                index.remove(key);
            }
        }
    }

    List<Remote> withId(String id) {
        return List.copyOf(byId.getOrDefault(id, List.of()));
    }

    /** Those that show the folder whose entries the store keeps under an id. */
    List<Remote> withPlace(String id) {
        return List.copyOf(byPlace.getOrDefault(id, List.of()));
    }

    /** An entry with this id will appear, as this program makes it. */
    void expect(Remote remote, String id) {
        remote.newId = id;
        if (!id.isEmpty()) {
            expected.put(id, remote);
        }
    }

    /** Whether an entry that nobody knows is one that this program makes. */
    boolean expects(String id) {
        var remote = expected.get(id);
        if (remote != null && !remote.newId.equals(id)) {
            expected.remove(id);
            return false;
        }
        return remote != null;
    }

    /** To be called when a node was removed, moved or sent: keeps {@link #awayFrom} right. */
    void placed(Node node) {
        var before = awayAt.remove(node.number);
        if (before != null) {
            var all = away.get(before);
            all.remove(node);
            if (all.isEmpty()) {
                away.remove(before);
            }
        }
        var entry = node.remote.entry;
        if (entry != null && node.owns() && (node.removed || node.displaced)) {
            away.computeIfAbsent(entry.parent(), id -> new LinkedHashSet<>()).add(node);
            awayAt.put(node.number, entry.parent());
        }
    }

    /** Nodes that the store still has in a folder and that are elsewhere, or nowhere, in the tree. */
    List<Node> awayFrom(String place) {
        return List.copyOf(away.getOrDefault(place, Set.of()));
    }
}
