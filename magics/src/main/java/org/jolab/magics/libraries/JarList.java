package org.jolab.magics.libraries;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;

/** Files of a class path. */
final class JarList extends AbstractList<Path> implements Displayable {

    private final List<Path> paths;
    private final boolean isShown;

    private JarList(List<Path> paths, boolean isShown) {
        this.paths = List.copyOf(paths);
        this.isShown = isShown;
    }

    /** Files that a cell shows, one a line. */
    static JarList shown(List<Path> paths) {
        return new JarList(paths, true);
    }

    /** Files of which a cell shows nothing when it ends with them, as it has been said already what they are. */
    static JarList quiet(List<Path> paths) {
        return new JarList(paths, false);
    }

    @Override
    public Path get(int index) {
        return paths.get(index);
    }

    @Override
    public int size() {
        return paths.size();
    }

    @Override
    public MimeBundle toMimeBundle() {
        if (!isShown) {
            return new MimeBundle(Map.of(), Map.of());
        }
        return MimeBundle.text(paths.isEmpty() ? "Nothing but the JDK and Jolab is on the class path."
            : paths.stream().map(Path::toString).collect(Collectors.joining("\n")));
    }
}
