package org.jolab.magics.git.branches;

import java.io.IOException;
import java.util.Collection;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.jolab.api.UsageError;
import org.jolab.git.Conflict;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.tree.RestoreCommands;
import org.jolab.magics.git.tree.StatusReader;

/** What can't be merged: telling it, and taking it back. */
public final class Conflicts {

    private Conflicts() {}

    /** The mistake that {@code operation} has stopped at conflicts; {@code what} was to be joined. */
    public static UsageError stopped(Place place, String operation, String what) throws Exception {
        var conflicts = StatusReader.all(place).conflicts();
        var text = new StringBuilder("The " + operation + " of " + what + " has stopped, as both sides have changed "
            + "the same places:\n" + list(place));
        text.append("Edit these files (between <<<<<<< and >>>>>>> stands what both sides have), then %git add them "
            + "and %git ").append(operation).append(" --continue. %git ").append(operation)
            .append(" --abort takes everything back.");
        if (conflicts.stream().map(Conflict::code).anyMatch(code -> code.equals("DU") || code.equals("UD"))) {
            text.append(" A file that one side has renamed is not followed here; the shell's git does: %git ")
                .append(operation).append(" --abort, then !git ").append(operation).append(" ").append(what);
        }
        if (conflicts.stream().map(Conflict::code).anyMatch(code -> code.equals("AU") || code.equals("UA"))) {
            text.append(" Where one side has a file and the other one a folder, the file alone is kept here; the "
                + "shell's git keeps both: %git ").append(operation).append(" --abort, then !git ").append(operation)
                .append(" ").append(what);
        }
        return new UsageError(text.toString());
    }

    /** The files in conflict, a line each. */
    static String list(Place place) throws Exception {
        return String.join("", StatusReader.all(place).conflicts().stream().map(conflict -> "    " + conflict.words()
            + "\n").toList());
    }

    /**
     * Makes sure that nothing is staged: JGit would lose it, or make it a part of what it commits.
     *
     * @throws UsageError if something is
     */
    static void checkNothingStaged(Place place, String operation) throws Exception {
        var status = StatusReader.all(place);
        var paths = new TreeSet<String>();
        status.conflicts().forEach(conflict -> paths.add(conflict.path()));
        status.staged().forEach(change -> paths.add(change.path()));
        if (!paths.isEmpty()) {
            throw new UsageError("These files are staged or in conflict, and " + operation + " would mix with them: "
                + String.join(", ", paths) + ". Nothing was changed. Commit them (%git commit -m …), put them away "
                + "(%git stash, and later %git stash pop) or unstage them (%git restore --staged "
                + paths.first() + ").");
        }
    }

    /** The mistake that files have changes that {@code operation} would overwrite; nothing has been done. */
    public static UsageError dirty(String operation, Collection<String> paths) {
        var list = new TreeSet<>(paths);
        return new UsageError("These files have changes that are not committed, or are not known to the repository, "
            + "and " + operation + " would overwrite them: " + String.join(", ", list) + ". Nothing was changed. "
            + "Commit them (%git commit -a -m …), put them away (%git stash -u, and later %git stash pop), or throw "
            + "the changes away (%git restore " + list.first() + ").");
    }

    /** Takes back what has been begun: what is staged or in conflict is as committed again, other changes stay. */
    static void abort(Place place) throws Exception {
        var repository = place.repository();
        var status = StatusReader.all(place);
        var paths = new TreeSet<String>();
        status.conflicts().forEach(conflict -> paths.add(conflict.path()));
        status.staged().forEach(change -> {
            paths.add(change.path());
            paths.add(change.oldPath());
        });
        if (!paths.isEmpty()) {
            var reset = place.git().reset().setRef(Constants.HEAD);
            paths.forEach(reset::addPath);
            reset.call();
            RestoreCommands.write(place, paths, "HEAD", true);
        }
        end(repository);
    }

    /** Forgets what has been begun. */
    static void end(Repository repository) throws IOException {
        repository.writeMergeHeads(null);
        repository.writeMergeCommitMsg(null);
        repository.writeCherryPickHead(null);
        repository.writeRevertHead(null);
        for (var name : new String[] {"MERGE_MODE", "AUTO_MERGE", "SQUASH_MSG"}) {
            java.nio.file.Files.deleteIfExists(repository.getDirectory().toPath().resolve(name));
        }
    }
}
