package org.jolab.magics.git.branches;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.RebaseCommand.Operation;
import org.eclipse.jgit.api.RebaseResult;
import org.eclipse.jgit.lib.RepositoryState;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jolab.api.UsageError;
import org.jolab.magics.git.Command;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.tree.Identity;
import org.jolab.magics.git.tree.StatusReader;

/** {@code %git rebase}, {@code cherry-pick} and {@code revert}. */
public final class RebaseCommands {

    private RebaseCommands() {}

    /** The commands. */
    public static List<Command> all() {
        return List.of(
            Command.of("rebase", "puts this branch's commits on top of another one's", Syntax.of("--abort",
                "--continue", "--skip", "-q, --quiet", "-r, --rebase-merges"), RebaseCommands::rebase),
            Command.of("cherry-pick", "does again what other commits did", Syntax.of("--abort", "--continue",
                "--quit", "-n, --no-commit", "-m, --mainline N", "-x"), RebaseCommands::pick),
            Command.of("revert", "undoes what commits did, by new ones", Syntax.of("--abort", "--continue", "--quit",
                "--no-edit"), RebaseCommands::revert));
    }

    private static Object rebase(Place place, Given given) throws Exception {
        place.top();
        var isBegun = place.repository().getRepositoryState().isRebasing();
        var operation = given.has("--abort") ? Operation.ABORT : given.has("--continue") ? Operation.CONTINUE
            : given.has("--skip") ? Operation.SKIP : Operation.BEGIN;
        if (operation != Operation.BEGIN && !isBegun) {
            throw new UsageError("No rebase has been begun, so there is none to go on with or to take back.");
        }
        if (operation == Operation.BEGIN && place.repository().getRepositoryState() != RepositoryState.SAFE) {
            throw MergeCommands.begun(place);
        }
        var command = place.git().rebase().setOperation(operation).setProgressMonitor(place.shift().meter());
        var name = "the commits";
        if (operation == Operation.BEGIN) {
            given.atMost(2);
            if (given.words().size() == 2) {
                place.git().checkout().setName(given.words().get(1)).call();
            }
            name = given.word(0).orElse(null);
            if (name == null) {
                var tracking = StatusReader.tracking(place.repository(), BranchCommands.current(place.repository()));
                if (tracking == null) {
                    throw new UsageError("This branch follows no other. Say on top of what: %git rebase BRANCH.");
                }
                name = tracking.upstream();
            }
            Identity.committer(place);
            clean(place);
            command.setUpstream(place.commit(name)).setUpstreamName(name).setPreserveMerges(given.has("-r"));
        }
        return told(place, command.call(), name);
    }

    /** Puts this branch's commits on top of {@code commit}. */
    public static Object onto(Place place, String commit) throws Exception {
        Identity.committer(place);
        clean(place);
        return told(place, place.git().rebase().setUpstream(place.commit(commit)).setUpstreamName(commit)
            .setProgressMonitor(place.shift().meter()).call(), commit.substring(0, 7));
    }

    private static void clean(Place place) throws Exception {
        var status = StatusReader.all(place);
        if (!status.staged().isEmpty() || !status.unstaged().isEmpty()) {
            var paths = new ArrayList<String>();
            status.staged().forEach(change -> paths.add(change.path()));
            status.unstaged().forEach(change -> paths.add(change.path()));
            throw Conflicts.dirty("rebasing", paths);
        }
    }

    private static Object told(Place place, RebaseResult result, String name) throws Exception {
        switch (result.getStatus()) {
            case OK -> System.out.println("Rebased " + BranchCommands.current(place.repository()) + ", now at "
                + place.commit("HEAD").name().substring(0, 7) + ".");
            case UP_TO_DATE -> System.out.println("Already up to date.");
            case FAST_FORWARD -> System.out.println("Fast-forwarded " + BranchCommands.current(place.repository())
                + " to " + name + ".");
            case ABORTED -> System.out.println("Everything is as it was before the rebase.");
            case STOPPED, CONFLICTS -> throw result.getConflicts() != null && result.getStatus()
                == RebaseResult.Status.CONFLICTS ? Conflicts.dirty("rebasing", result.getConflicts())
                : Conflicts.stopped(place, "rebase", result.getCurrentCommit() == null ? name
                    : result.getCurrentCommit().abbreviate(7).name());
            case UNCOMMITTED_CHANGES -> throw Conflicts.dirty("rebasing", result.getUncommittedChanges());
            case NOTHING_TO_COMMIT -> throw new UsageError("Nothing is left of this commit, as its changes are there "
                + "already. %git rebase --skip leaves it out and goes on.");
            case STASH_APPLY_CONFLICTS -> throw new UsageError("Rebased, but the changes that had been put away do not "
                + "fit any more. %git stash list has them.");
            default -> throw result.getFailingPaths() == null ? new UsageError("The rebase has failed: "
                + result.getStatus() + ".") : Conflicts.dirty("rebasing", result.getFailingPaths().keySet());
        }
        return null;
    }

    private static List<RevCommit> commits(Place place, Given given) throws Exception {
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
                walk.sort(RevSort.REVERSE, true);
                for (var commit : walk) {
                    found.add(place.commit(commit.name()));
                }
            }
        }
        return found;
    }

    private static boolean ends(Place place, Given given, boolean isBegun, String operation) throws Exception {
        if (given.has("--abort", "--continue", "--quit")) {
            if (!isBegun) {
                throw new UsageError("No " + operation + " has been begun, so there is none to end or to take back.");
            }
            if (given.has("--abort")) {
                Conflicts.abort(place);
            } else if (given.has("--quit")) {
                Conflicts.end(place.repository());
            }
            return true;
        }
        if (place.repository().getRepositoryState() != RepositoryState.SAFE) {
            throw MergeCommands.begun(place);
        }
        Identity.committer(place);
        return false;
    }

    private static Object pick(Place place, Given given) throws Exception {
        place.top();
        if (ends(place, given, place.repository().readCherryPickHead() != null, "cherry-pick")) {
            return given.has("--continue") ? MergeCommands.commit(place, "cherry-pick") : null;
        }
        for (var commit : commits(place, given)) {
            var command = place.git().cherryPick().include(commit).setNoCommit(given.has("-n"))
                .setProgressMonitor(place.shift().meter());
            if (given.has("-m")) {
                command.setMainlineParentNumber(given.number("-m", 1));
            } else if (commit.getParentCount() > 1) {
                throw new UsageError("Commit " + commit.name().substring(0, 7) + " is a merge. Say which of its sides "
                    + "counts as before: -m 1 for the branch that it was made on.");
            }
            if (given.has("-x")) {
                command.setCherryPickCommitMessageProvider(
                    org.eclipse.jgit.api.CherryPickCommitMessageProvider.ORIGINAL_WITH_REFERENCE);
            }
            var result = command.call();
            switch (result.getStatus()) {
                case CONFLICTING -> throw Conflicts.stopped(place, "cherry-pick", commit.name().substring(0, 7));
                case FAILED -> throw Conflicts.dirty("picking " + commit.name().substring(0, 7),
                    result.getFailingPaths().keySet());
                case OK -> System.out.println(given.has("-n") ? "Applied " + commit.name().substring(0, 7)
                    + ", not committed." : "[" + place.repository().getBranch() + " "
                    + result.getNewHead().abbreviate(7).name() + "] " + commit.getShortMessage());
            }
        }
        return null;
    }

    private static Object revert(Place place, Given given) throws Exception {
        place.top();
        if (ends(place, given, place.repository().readRevertHead() != null, "revert")) {
            return given.has("--continue") ? MergeCommands.commit(place, "revert") : null;
        }
        for (var commit : commits(place, given)) {
            if (commit.getParentCount() != 1) {
                throw new UsageError("Commit " + commit.name().substring(0, 7) + (commit.getParentCount() > 1
                    ? " is a merge, which the shell's git can revert: !git revert -m 1 "
                    : " is the first one, which the shell's git can revert: !git revert ")
                    + commit.name().substring(0, 7));
            }
            var command = place.git().revert().include(commit).setProgressMonitor(place.shift().meter());
            var made = command.call();
            if (made == null) {
                var failing = command.getFailingResult();
                throw failing != null && failing.getFailingPaths() != null
                    ? Conflicts.dirty("reverting", failing.getFailingPaths().keySet())
                    : Conflicts.stopped(place, "revert", commit.name().substring(0, 7));
            }
            System.out.println("[" + place.repository().getBranch() + " " + made.abbreviate(7).name() + "] "
                + made.getShortMessage());
        }
        return null;
    }
}
