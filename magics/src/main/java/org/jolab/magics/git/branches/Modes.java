package org.jolab.magics.git.branches;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.concurrent.Callable;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jolab.magics.git.place.Place;

/** Which files can be executed. */
final class Modes {

    private Modes() {}

    /**
     * Several merges, one after the other, in a tree without changes: what JGit leaves of one would look like a change
     * to the next. So it does not look, and all is settled at the end.
     */
    static <T> T without(Place place, Callable<T> work) throws Exception {
        var repository = place.repository();
        var config = repository.getConfig();
        if (!repository.getFS().supportsExecute() || !config.getBoolean("core", "filemode", true)) {
            return work.call();
        }
        // In memory alone.
        config.setBoolean("core", null, "filemode", false);
        try {
            return work.call();
        } finally {
            config.setBoolean("core", null, "filemode", true);
            settle(place, Constants.EMPTY_TREE_ID);
        }
    }

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
                var isStaged = walk.getTree(1, DirCacheIterator.class) != null
                    && walk.getTree(1, DirCacheIterator.class).getDirCacheEntry().getStage() == 0;
                var file = place.top().resolve(walk.getPathString());
                if (isStaged && walk.getRawMode(0) != walk.getRawMode(1) && (walk.getRawMode(1) & FileMode.TYPE_MASK)
                        == FileMode.TYPE_FILE && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    var isExecutable = FileMode.EXECUTABLE_FILE.equals(walk.getRawMode(1));
                    if (Files.isExecutable(file) != isExecutable) {
                        repository.getFS().setExecute(file.toFile(), isExecutable);
                    }
                }
            }
        }
    }
}
