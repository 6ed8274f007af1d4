package org.jolab.magics.libraries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of a {@link Plan}.
 *
 * @param files what was found, in the order of the class path
 * @param tree who needs whom, in the order of a printed tree
 * @param notes what the user should know, whole sentences
 * @param warnings what the user must know, whole sentences
 * @param expires the time, in milliseconds since 1970, after which a repository may answer otherwise
 */
record Resolution(List<Located> files, List<Node> tree, List<String> notes, List<String> warnings, long expires) {

    /**
     * A file in the local repository.
     *
     * @param coordinates its name, with one version
     * @param path where it lies
     * @param size in bytes
     * @param modified in milliseconds since 1970
     */
    record Located(Coordinates coordinates, Path path, long size, long modified) {

        static Located of(Coordinates coordinates, Path path) throws IOException {
            return new Located(coordinates, path, Files.size(path), Files.getLastModifiedTime(path).toMillis());
        }

        boolean isUnchanged() {
            var file = path.toFile();
            return file.length() == size && file.lastModified() == modified;
        }
    }

    /**
     * A line of the tree.
     *
     * @param depth 0 for what was asked for
     * @param coordinates the library, in the version that was taken
     * @param wanted the version that was wanted here if another was taken, or the library stands elsewhere in the
     *     tree with what it needs; else empty
     */
    record Node(int depth, Coordinates coordinates, String wanted) {}

    Resolution {
        files = List.copyOf(files);
        tree = List.copyOf(tree);
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
    }

    /** What was asked for, in the versions that were taken. */
    List<Coordinates> roots() {
        return tree.stream().filter(node -> node.depth() == 0).map(Node::coordinates).toList();
    }

    /** The file of a library, by its key. */
    Map<String, Located> byKey() {
        return files.stream().collect(Collectors.toMap(file -> file.coordinates().key(), file -> file, (a, _) -> a));
    }

    /** The files of {@code keys} and of all that they need, in the order of the class path. */
    List<Located> closure(Collection<String> keys) {
        var children = children();
        var seen = new LinkedHashSet<>(keys);
        var open = new ArrayDeque<>(keys);
        while (!open.isEmpty()) {
            for (var child : children.getOrDefault(open.pop(), List.of())) {
                if (seen.add(child)) {
                    open.add(child);
                }
            }
        }
        return files.stream().filter(file -> seen.contains(file.coordinates().key())).toList();
    }

    private Map<String, List<String>> children() {
        var all = new HashMap<String, List<String>>();
        var path = new ArrayList<String>();
        for (var node : tree) {
            path.subList(node.depth(), path.size()).clear();
            if (!path.isEmpty()) {
                all.computeIfAbsent(path.getLast(), _ -> new ArrayList<>()).add(node.coordinates().key());
            }
            path.add(node.coordinates().key());
        }
        return all;
    }
}
