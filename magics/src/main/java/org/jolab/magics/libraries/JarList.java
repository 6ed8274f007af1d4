package org.jolab.magics.libraries;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.stream.Collectors;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;

/** What is on a class path, shown one a line. */
final class JarList extends AbstractList<Path> implements Displayable {

    private final List<Path> paths;

    JarList(List<Path> paths) {
        this.paths = List.copyOf(paths);
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
        return MimeBundle.text(paths.isEmpty() ? "Nothing but the JDK and Jolab is on the class path."
            : paths.stream().map(Path::toString).collect(Collectors.joining("\n")));
    }
}
