package org.jolab.magics.libraries;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jolab.api.Magic;
import org.jolab.magics.libraries.Resolution.Located;

/**
 * What a notebook has.
 *
 * @param resolution what was asked for by name, and what that needs
 * @param classPath all that is on the class path
 */
record Inventory(Resolution resolution, List<Path> classPath) {

    /** A line for each library. */
    List<Library> lines() {
        var lines = new ArrayList<Library>();
        lines.add(new Library("JDK", Runtime.version().toString(), "", "runs the notebook"));
        lines.add(new Library("org.jolab.api", version(), "", "comes with Jolab"));
        var files = resolution.byKey();
        var origins = origins();
        origins.forEach((one, origin) -> {
            var file = files.get(one.key());
            lines.add(new Library(one.key(), one.version(), file == null ? "" : Sizes.text(file.size()), origin));
        });
        var known = resolution.files().stream().map(Located::path).toList();
        for (var path : classPath) {
            if (!known.contains(path)) {
                lines.add(new Library(path.getFileName().toString(), "",
                    Files.isRegularFile(path) ? Sizes.text(path.toFile().length()) : "", "added as " + path));
            }
        }
        return lines;
    }

    /** By library: that it was asked for, or what needs it, and which other versions were wanted. */
    private LinkedHashMap<Coordinates, String> origins() {
        var origins = new LinkedHashMap<Coordinates, String>();
        var path = new ArrayList<Coordinates>();
        for (var node : resolution.tree()) {
            path.subList(node.depth(), path.size()).clear();
            var parent = path.isEmpty() ? null : path.getLast().artifact();
            path.add(node.coordinates());
            var isOther = !node.wanted().isEmpty() && !node.wanted().equals(node.coordinates().version());
            var origin = parent == null ? "asked for"
                : (isOther ? "wanted by " + parent + " as " + node.wanted() : "needed by " + parent);
            origins.merge(node.coordinates(), origin, (one, other) -> one + ", " + other);
        }
        return origins;
    }

    private static String version() {
        return Objects.requireNonNullElse(Magic.class.getPackage().getImplementationVersion(), "");
    }
}
