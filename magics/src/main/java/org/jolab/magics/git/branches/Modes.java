package org.jolab.magics.git.branches;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jolab.magics.git.place.Place;

/** Which files can be executed. */
final class Modes {

    private Modes() {}

    /** JGit merges what is in a file, but leaves it as executable as it was in {@code before}. */
    static void settle(Place place, AnyObjectId before) throws IOException {
        var repository = place.repository();
        if (!repository.getFS().supportsExecute() || !repository.getConfig().getBoolean("core", "filemode", true)) {
            return;
        }
        try (var walk = new TreeWalk(repository); var commits = new RevWalk(repository)) {
            walk.addTree(commits.parseTree(before));
            walk.addTree(new DirCacheIterator(repository.readDirCache()));
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                var old = walk.getRawMode(0) & FileMode.TYPE_MASK;
                var isStaged = walk.getTree(1, DirCacheIterator.class) != null
                    && walk.getTree(1, DirCacheIterator.class).getDirCacheEntry().getStage() == 0;
                var file = place.top().resolve(walk.getPathString());
                if (isStaged && old == FileMode.TYPE_FILE && walk.getRawMode(0) != walk.getRawMode(1)
                        && (walk.getRawMode(1) & FileMode.TYPE_MASK) == FileMode.TYPE_FILE
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    repository.getFS().setExecute(file.toFile(),
                        FileMode.EXECUTABLE_FILE.equals(walk.getRawMode(1)));
                }
            }
        }
    }
}
