package org.jolab.magics.git.tree;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.RefUpdate;
import org.jolab.api.UsageError;
import org.jolab.magics.git.place.EmptyTree;
import org.jolab.magics.git.place.Place;

/**
 * Puts work away. JGit's own way loses what makes a file executable, and folders stay behind.
 *
 * @param place where
 * @param text what the stash is called
 * @param base the commit that it rests on, as its messages say it
 */
record StashMaker(Place place, String text, String base) {

    /** Puts it away; whether there was something. */
    boolean run(boolean takesUnknown) throws Exception {
        var repository = place.repository();
        var status = place.git().status().call();
        var head = place.commit("HEAD");
        if (!status.getConflicting().isEmpty()) {
            throw new UsageError("These files have conflicts that nobody has solved yet: " + String.join(", ",
                new TreeSet<>(status.getConflicting())) + ". Edit them and %git add them first. Nothing was put away.");
        }
        var unknown = new TreeSet<>(takesUnknown ? status.getUntracked() : Set.of());
        // A repository within is none of this one's files.
        unknown.removeIf(path -> Files.isDirectory(place.top().resolve(path), LinkOption.NOFOLLOW_LINKS));
        var changed = new TreeSet<>(status.getModified());
        status.getMissing().stream().filter(path -> !status.getAdded().contains(path)).forEach(changed::add);
        status.getRemoved().stream().filter(this::exists).forEach(changed::add);
        unknown.removeAll(changed);
        var known = place.repository().readDirCache();
        // Neither do other repositories' commits belong to it.
        changed.removeIf(path -> known.getEntry(path) != null
            && FileMode.GITLINK.equals(known.getEntry(path).getRawMode()));
        if (changed.isEmpty() && unknown.isEmpty() && status.getAdded().isEmpty() && status.getChanged().isEmpty()
                && status.getRemoved().isEmpty()) {
            return false;
        }
        var before = new IndexCopy(repository);
        try (var inserter = repository.newObjectInserter()) {
            EmptyTree.store(repository);
            var index = commit(inserter, repository.readDirCache().writeTree(inserter), "index on " + base, head);
            var files = stage(changed, inserter);
            ObjectId others = null;
            if (!unknown.isEmpty()) {
                stage(unknown, inserter);
                others = commit(inserter, only(unknown).writeTree(inserter), "untracked files on " + base);
            }
            var made = others == null ? commit(inserter, files, text, head, index)
                : commit(inserter, files, text, head, index, others);
            inserter.flush();
            note(made);
        } finally {
            before.restore(_ -> true, false);
        }
        for (var path : unknown) {
            delete(path);
        }
        place.git().reset().setMode(ResetType.HARD).call();
        return true;
    }

    private boolean exists(String path) {
        return Files.exists(place.top().resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** The tree of all files when {@code paths} are as they are in the working tree. */
    private ObjectId stage(Set<String> paths, ObjectInserter inserter) throws Exception {
        if (!paths.isEmpty()) {
            place.git().add().addFilepatterns(paths).setAll(true).call();
        }
        return place.repository().readDirCache().writeTree(inserter);
    }

    private DirCache only(Set<String> paths) throws IOException {
        var all = place.repository().readDirCache();
        var some = DirCache.newInCore();
        var builder = some.builder();
        paths.stream().map(all::getEntry).filter(java.util.Objects::nonNull).forEach(builder::add);
        builder.finish();
        return some;
    }

    private ObjectId commit(ObjectInserter inserter, ObjectId tree, String message, ObjectId... parents)
            throws IOException {
        var who = Identity.committer(place);
        var builder = new CommitBuilder();
        builder.setTreeId(tree);
        builder.setParentIds(parents);
        builder.setAuthor(who);
        builder.setCommitter(who);
        builder.setMessage(message + "\n");
        return inserter.insert(builder);
    }

    private void note(ObjectId made) throws IOException {
        var update = place.repository().updateRef(Constants.R_STASH);
        update.setNewObjectId(made);
        update.setRefLogIdent(Identity.committer(place));
        update.setRefLogMessage(text, false);
        update.setForceRefLog(true);
        var result = update.forceUpdate();
        if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FORCED
                && result != RefUpdate.Result.FAST_FORWARD) {
            throw new IOException("the stash could not be noted: " + result);
        }
    }

    /** Deletes a file, and the folders that have nothing else in them. */
    private void delete(String path) throws IOException {
        var file = place.top().resolve(path);
        Files.deleteIfExists(file);
        for (var folder = file.getParent(); !folder.equals(place.top()); folder = folder.getParent()) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }
}
