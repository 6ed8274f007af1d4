package org.jolab.magics.git.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.StashApplyFailureException;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jolab.api.UsageError;
import org.jolab.git.Change;
import org.jolab.git.Conflict;
import org.jolab.git.Status;
import org.jolab.magics.git.compare.Comparison;
import org.jolab.magics.git.compare.Comparison.State;
import org.jolab.magics.git.place.Place;

/**
 * Brings back what was put away.
 *
 * @param place where
 * @param stash what
 */
record StashReturn(Place place, RevCommit stash) {

    /** Brings it back; {@code index} is its number, for the messages. */
    void run(boolean isStagedToo, int index) throws Exception {
        var touched = touched();
        var unknown = unknown();
        check(touched, unknown, index);
        var before = new IndexCopy(place.repository());
        var changed = changed();
        var staged = staged();
        if (!staged.isEmpty() && !isStagedToo) {
            // JGit wants an index without changes; these come back below.
            var reset = place.git().reset().setRef(Constants.HEAD);
            staged.forEach(reset::addPath);
            reset.call();
        }
        var fresh = new TreeSet<>(touched);
        fresh.addAll(unknown);
        fresh.removeIf(this::exists);
        try {
            place.git().stashApply().setStashRef(stash.name()).setRestoreIndex(isStagedToo).call();
        } catch (StashApplyFailureException e) {
            var conflicts = StatusReader.all(place).conflicts();
            if (conflicts.isEmpty()) {
                undo(before, changed, fresh);
                throw new UsageError("What was put away does not fit to what is here now. Nothing was changed, and "
                    + "the stash is kept. The shell's git may know how: !git stash pop stash@{" + index + "}", e);
            }
            bringUnknown(unknown);
            before.restore(staged::contains, false);
            throw conflicting(conflicts, index, e);
        } catch (GitAPIException | RuntimeException e) {
            undo(before, changed, fresh);
            throw e;
        }
        if (!isStagedToo) {
            // As git does it: new files are staged, or nobody would know them; all else is as it was before.
            before.restore(_ -> true, true);
            forget(unknown);
        }
    }

    private static UsageError conflicting(List<Conflict> conflicts, int index, Exception cause) {
        var text = new StringBuilder("What was put away and what is here now have changed the same places:\n");
        conflicts.forEach(conflict -> text.append("    ").append(conflict.words()).append('\n'));
        return new UsageError(text + "All else is back, and the stash is kept. Edit these files (between <<<<<<< and "
            + ">>>>>>> stands what both sides have) and %git add them; then %git stash drop " + index
            + " forgets the stash. Or throw all of it away again: %git reset --hard", cause);
    }

    /** The files that the stash has changed. */
    private Set<String> touched() throws IOException {
        try (var walk = new RevWalk(place.repository())) {
            var base = walk.parseCommit(stash.getParent(0));
            var found = new TreeSet<String>();
            for (var change : Comparison.usual(place).names(new State.Tree(base.getTree()),
                    new State.Tree(walk.parseCommit(stash).getTree()))) {
                found.add(change.path());
                found.add(change.oldPath());
            }
            return found;
        }
    }

    /** The files in it that the repository did not know. */
    private Set<String> unknown() throws IOException {
        return stash.getParentCount() > 2 ? new TreeSet<>(RestoreCommands.files(place, stash.getParent(2).name()))
            : Set.of();
    }

    private boolean exists(String path) {
        return Files.exists(place.top().resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** Looks before anything is written, as JGit finds out in the middle only. */
    private void check(Set<String> touched, Set<String> unknown, int index) throws Exception {
        var status = StatusReader.all(place);
        var known = place.repository().readDirCache();
        var inTheWay = new TreeSet<String>();
        status.conflicts().forEach(conflict -> inTheWay.add(conflict.path()));
        status.staged().forEach(change -> inTheWay.addAll(List.of(change.path(), change.oldPath())));
        status.unstaged().forEach(change -> inTheWay.add(change.path()));
        inTheWay.retainAll(touched);
        touched.stream().filter(path -> known.findEntry(path) < 0 && exists(path)).forEach(inTheWay::add);
        unknown.stream().filter(this::exists).forEach(inTheWay::add);
        if (!inTheWay.isEmpty()) {
            throw new UsageError("These files have changes here, or are not known to the repository, and what was put "
                + "away would overwrite them: " + String.join(", ", inTheWay) + ". Nothing was changed, and the stash "
                + "is kept. " + hint(status, inTheWay) + "look at it: %git stash show -p " + index
                + ", or let the shell's git try: !git stash pop stash@{" + index + "}");
        }
    }

    private static String hint(Status status, Set<String> inTheWay) {
        return status.unstaged().stream().map(Change::path).anyMatch(inTheWay::contains)
            || status.staged().stream().map(Change::path).anyMatch(inTheWay::contains)
            ? "Commit them (%git commit -a -m …) and try again; or " : "Move them away and try again; or ";
    }

    private TreeSet<String> staged() throws Exception {
        var found = new TreeSet<String>();
        StatusReader.all(place).staged().forEach(change -> found.addAll(List.of(change.path(), change.oldPath())));
        return found;
    }

    private TreeSet<String> changed() throws Exception {
        var found = new TreeSet<String>();
        StatusReader.all(place).unstaged().forEach(change -> found.add(change.path()));
        return found;
    }

    /** JGit leaves files behind, of which the index does not know. */
    private void undo(IndexCopy before, Set<String> changed, Set<String> fresh) throws Exception {
        before.restore(_ -> true, false);
        for (var path : fresh) {
            Files.deleteIfExists(place.top().resolve(path));
        }
        var marked = changed();
        marked.removeAll(changed);
        if (!marked.isEmpty()) {
            RestoreCommands.write(place, marked, null, false);
        }
    }

    /** A conflict keeps JGit from bringing back files that the repository did not know. */
    private void bringUnknown(Set<String> unknown) throws Exception {
        var missing = new TreeSet<>(unknown);
        missing.removeIf(this::exists);
        if (!missing.isEmpty()) {
            RestoreCommands.write(place, missing, stash.getParent(2).name(), true);
            forget(missing);
        }
    }

    private void forget(Set<String> paths) throws IOException {
        if (paths.isEmpty()) {
            return;
        }
        var index = place.repository().lockDirCache();
        try {
            var editor = index.editor();
            paths.forEach(path -> editor.add(new DirCacheEditor.DeletePath(path)));
            editor.commit();
        } finally {
            index.unlock();
        }
    }
}
