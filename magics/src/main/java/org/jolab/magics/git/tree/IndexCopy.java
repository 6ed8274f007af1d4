package org.jolab.magics.git.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Repository;

/** What an index held at some moment. JGit's commands stage some files that git's leave alone. */
final class IndexCopy {

    private final Repository repository;
    private final List<DirCacheEntry> entries;

    /** What the index of {@code repository} holds now. */
    IndexCopy(Repository repository) throws IOException {
        this.repository = repository;
        entries = entries(repository);
    }

    private static List<DirCacheEntry> entries(Repository repository) throws IOException {
        var index = repository.readDirCache();
        var all = new ArrayList<DirCacheEntry>();
        for (var i = 0; i < index.getEntryCount(); i++) {
            all.add(index.getEntry(i));
        }
        return all;
    }

    /** Puts back what it held of the files {@code which}; files that it did not hold stay if {@code keepsNew}. */
    void restore(Predicate<String> which, boolean keepsNew) throws IOException {
        var index = repository.lockDirCache();
        try {
            var held = new HashSet<String>();
            entries.forEach(entry -> held.add(entry.getPathString()));
            var builder = index.builder();
            for (var i = 0; i < index.getEntryCount(); i++) {
                var entry = index.getEntry(i);
                var path = entry.getPathString();
                if (!which.test(path) || !held.contains(path) && keepsNew) {
                    builder.add(entry);
                }
            }
            entries.stream().filter(entry -> which.test(entry.getPathString())).forEach(entry -> {
                // Its file may have changed since, although size and time look the same.
                entry.smudgeRacilyClean();
                builder.add(entry);
            });
            builder.commit();
        } finally {
            index.unlock();
        }
    }
}
