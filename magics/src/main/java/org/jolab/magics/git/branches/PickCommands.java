package org.jolab.magics.git.branches;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jolab.api.UsageError;
import org.jolab.magics.git.Command;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.tree.Identity;
import org.jolab.magics.git.tree.Sequencer;

/** {@code %git cherry-pick} and {@code revert}. */
public final class PickCommands {

    private static final String PICK = "cherry-pick";
    private static final String REVERT = "revert";

    private PickCommands() {}

    /** The commands. */
    public static List<Command> all() {
        return List.of(
            Command.of(PICK, "does again what other commits did", Syntax.of("--abort", "--continue",
                "--skip", "--quit", "-n, --no-commit", "-m, --mainline N", "-x"), PickCommands::pick),
            Command.of(REVERT, "undoes what commits did, by new ones", Syntax.of("--abort", "--continue", "--skip",
                "--quit", "--no-edit"), PickCommands::revert));
    }

    private static Object pick(Place place, Given given) throws Exception {
        place.top();
        if (given.has("--abort", "--continue", "--skip", "--quit")) {
            return new PickSeries(place, PICK).end(given);
        }
        begin(place, PICK);
        var commits = commits(place, given, true);
        for (var commit : commits) {
            if (commit.getParentCount() > 1 && !given.has("-m")) {
                throw new UsageError("Commit " + commit.name().substring(0, 7) + " is a merge. Say which of its sides "
                    + "counts as before: -m 1 for the branch that it was made on.");
            }
        }
        if (given.has("-n")) {
            return apply(place, given, commits);
        }
        new PickSeries(place, PICK).run(commits, new Sequencer.Options(given.has("-m") ? given.number("-m", 1) : 0,
            given.has("-x")), null);
        return null;
    }

    /** Does what a commit did, without making one. */
    private static Object apply(Place place, Given given, List<RevCommit> commits) throws Exception {
        if (commits.size() != 1) {
            throw new UsageError("-n takes one commit here, not " + commits.size() + ". Nothing was done. The shell's "
                + "git takes several: !git cherry-pick -n " + String.join(" ", given.words()));
        }
        var commit = commits.getFirst();
        var before = place.commit("HEAD").getTree();
        var command = place.git().cherryPick().include(commit).setNoCommit(true)
            .setProgressMonitor(place.shift().meter());
        if (given.has("-m")) {
            command.setMainlineParentNumber(given.number("-m", 1));
        }
        var result = command.call();
        Modes.settle(place, before);
        var name = commit.name().substring(0, 7);
        switch (result.getStatus()) {
            case CONFLICTING -> throw new UsageError("Commit " + name + " and what is here have changed the same "
                + "places:\n" + Conflicts.list(place) + "Edit these files (between <<<<<<< and >>>>>>> stands what "
                + "both sides have) and %git add them. %git reset --hard throws all changes away.");
            case FAILED -> throw Conflicts.dirty("picking " + name, result.getFailingPaths().keySet());
            case OK -> System.out.println("Applied " + name + ", not committed.");
        }
        return null;
    }

    private static Object revert(Place place, Given given) throws Exception {
        place.top();
        if (given.has("--abort", "--continue", "--skip", "--quit")) {
            return new PickSeries(place, REVERT).end(given);
        }
        begin(place, REVERT);
        // A later commit has to be undone before the one that it rests on.
        var commits = commits(place, given, false);
        for (var commit : commits) {
            if (commit.getParentCount() != 1) {
                throw new UsageError("Commit " + commit.name().substring(0, 7) + (commit.getParentCount() > 1
                    ? " is a merge, which the shell's git can revert: !git revert -m 1 "
                    : " is the first one, which the shell's git can revert: !git revert ")
                    + commit.name().substring(0, 7));
            }
        }
        new PickSeries(place, REVERT).run(commits, new Sequencer.Options(0, false), null);
        return null;
    }

    private static List<RevCommit> commits(Place place, Given given, boolean oldestFirst) throws Exception {
        var found = new ArrayList<RevCommit>();
        given.need(0, "which commit");
        for (var word : given.words()) {
            var dots = word.indexOf("..");
            if (dots < 0) {
                found.add(place.commit(word));
                continue;
            }
            try (var walk = new RevWalk(place.repository())) {
                walk.markUninteresting(walk.parseCommit(place.resolve(dots == 0 ? "HEAD" : word.substring(0, dots))));
                walk.markStart(walk.parseCommit(place.resolve(dots + 2 == word.length() ? "HEAD"
                    : word.substring(dots + 2))));
                walk.sort(RevSort.TOPO);
                walk.sort(RevSort.REVERSE, oldestFirst);
                for (var commit : walk) {
                    found.add(place.commit(commit.name()));
                }
            }
        }
        if (found.isEmpty()) {
            throw new UsageError("There are no commits in " + String.join(" ", given.words()) + ". Nothing was done.");
        }
        return found;
    }

    private static void begin(Place place, String operation) throws Exception {
        if (MergeCommands.isBegun(place.repository())) {
            throw MergeCommands.begun(place);
        }
        Identity.committer(place);
        Conflicts.checkNothingStaged(place, operation);
    }
}
