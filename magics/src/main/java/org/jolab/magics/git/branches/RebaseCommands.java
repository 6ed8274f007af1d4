package org.jolab.magics.git.branches;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.RebaseCommand;
import org.eclipse.jgit.api.RebaseCommand.Operation;
import org.eclipse.jgit.api.RebaseResult;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryState;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.jolab.api.UsageError;
import org.jolab.magics.git.Command;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.EmptyTree;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.tree.Identity;
import org.jolab.magics.git.tree.StatusReader;

/** {@code %git rebase}. */
public final class RebaseCommands {

    private RebaseCommands() {}

    /** The commands. */
    public static List<Command> all() {
        return List.of(Command.of("rebase", "puts this branch's commits on top of another one's", Syntax.of("--abort",
                "--continue", "--skip", "-q, --quiet", "-r, --rebase-merges"), RebaseCommands::rebase));
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
        if (operation == Operation.CONTINUE && isDone(place)) {
            System.out.println("Nothing of this step is left to commit; going on.");
            operation = Operation.SKIP;
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
            command.setUpstream(id(place, name)).setUpstreamName(name).setPreserveMerges(given.has("-r"));
            return begun(place, command, name);
        }
        return called(place, command, name);
    }

    /** Whether what it has stopped at is committed already, or nothing of it is left. */
    private static boolean isDone(Place place) throws Exception {
        var status = StatusReader.all(place);
        return status.conflicts().isEmpty() && status.staged().isEmpty() && status.unstaged().isEmpty();
    }

    /** How many commits, merges aside, the branch has on top of {@code base}. */
    private static int count(Place place, ObjectId base) throws IOException {
        try (var walk = new RevWalk(place.repository())) {
            walk.setRevFilter(RevFilter.NO_MERGES);
            walk.markStart(walk.parseCommit(place.commit("HEAD")));
            walk.markUninteresting(walk.parseCommit(base));
            var count = 0;
            for (var commit : walk) {
                count += commit == null ? 0 : 1;
            }
            return count;
        }
    }

    /** Puts this branch's commits on top of {@code commit}, in one line. */
    public static Object onto(Place place, String commit) throws Exception {
        return onto(place, commit, false);
    }

    /** The same; its merges stay merges if {@code keepsMerges}. */
    public static Object onto(Place place, String commit, boolean keepsMerges) throws Exception {
        Identity.committer(place);
        clean(place);
        var command = place.git().rebase().setUpstream(id(place, commit)).setUpstreamName(commit)
            .setPreserveMerges(keepsMerges).setProgressMonitor(place.shift().meter());
        return begun(place, command, commit);
    }

    private static Object begun(Place place, RebaseCommand command, String name) throws Exception {
        var base = id(place, name);
        var before = count(place, base);
        called(place, command, ObjectId.isId(name) ? name.substring(0, 7) : name);
        var lost = before - count(place, base);
        if (lost > 0) {
            System.out.println((lost == 1 ? "One commit was" : lost + " commits were") + " left out, as what they did "
                + "is there already, or was nothing (%git log ORIG_HEAD).");
        }
        return null;
    }

    private static Object called(Place place, RebaseCommand command, String name) throws Exception {
        EmptyTree.store(place.repository());
        var result = Modes.without(place, command::call);
        readable(place.repository());
        return told(place, result, name);
    }

    /** JGit ends the author's file by an empty line, which keeps git from going on with the rebase. */
    private static void readable(Repository repository) throws IOException {
        var file = repository.getDirectory().toPath().resolve("rebase-merge/author-script");
        if (Files.exists(file)) {
            Files.writeString(file, Files.readString(file).stripTrailing() + "\n");
        }
    }

    /** Not the commit itself: one that another walk has read makes JGit drop commits when it keeps merges. */
    private static ObjectId id(Place place, String name) throws IOException {
        return ObjectId.fromString(place.commit(name).name());
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
}
