package org.jolab.magics.git.branches;

import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.api.MergeCommand;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.api.MergeResult;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryState;
import org.eclipse.jgit.merge.ContentMergeStrategy;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.jolab.api.UsageError;
import org.jolab.git.Committed;
import org.jolab.git.DiffStat;
import org.jolab.magics.git.Command;
import org.jolab.magics.git.compare.Comparison;
import org.jolab.magics.git.compare.Comparison.State;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Names;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.tree.Identity;
import org.jolab.magics.git.tree.Sequencer;
import org.jolab.magics.git.tree.StatusReader;

/** {@code %git merge}. */
public final class MergeCommands {

    private MergeCommands() {}

    /** The commands. */
    public static List<Command> all() {
        return List.of(Command.of("merge", "joins another branch into this one", Syntax.of("--ff", "--no-ff",
            "--ff-only", "--squash", "--commit", "--no-commit", "-m TEXT", "--abort", "--continue", "--quit",
            "-X, --strategy-option NAME", "-q, --quiet", "--no-edit", "--stat", "--no-stat",
            "--allow-unrelated-histories"), MergeCommands::merge));
    }

    private static Object merge(Place place, Given given) throws Exception {
        place.top();
        var repository = place.repository();
        if (given.has("--abort", "--continue", "--quit")) {
            if (repository.readMergeHeads() == null) {
                throw new UsageError("No merge has been begun, so there is none to end or to take back.");
            }
            if (given.has("--continue")) {
                return commit(place, "merge");
            }
            if (given.has("--abort")) {
                Conflicts.abort(place);
            } else {
                Conflicts.end(repository);
            }
            return null;
        }
        if (given.words().size() > 1) {
            throw new UsageError("One branch at a time can be merged here. The shell's git joins several: !git merge "
                + String.join(" ", given.words()));
        }
        var name = given.word(0).orElseGet(() -> upstream(place));
        if (isBegun(repository)) {
            throw begun(place);
        }
        return merge(place, given, name);
    }

    private static String upstream(Place place) {
        try {
            var tracking = StatusReader.tracking(place.repository(), BranchCommands.current(place.repository()));
            if (tracking != null) {
                return tracking.upstream();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        throw new UsageError("Say what to merge: %git merge BRANCH.");
    }

    /** Whether something has been begun and not ended. */
    static boolean isBegun(Repository repository) throws IOException {
        var state = repository.getRepositoryState();
        return state != RepositoryState.SAFE && state != RepositoryState.BISECTING
            || !new Sequencer(repository).operation().isEmpty();
    }

    /** The mistake that something else has to be ended first. */
    public static UsageError begun(Place place) throws IOException {
        var state = place.repository().getRepositoryState();
        var series = new Sequencer(place.repository()).operation();
        var operation = state.name().startsWith("REBASING") ? "rebase" : state.name().startsWith("CHERRY")
            ? "cherry-pick" : state.name().startsWith("REVERT") ? "revert" : series.isEmpty() ? "merge" : series;
        return new UsageError("A " + operation + " has been begun and not ended. %git status tells what is left to do; "
            + "%git " + operation + " --continue ends it, %git " + operation + " --abort takes it back.");
    }

    private static Object merge(Place place, Given given, String name) throws Exception {
        var repository = place.repository();
        var other = place.commit(name);
        if (new Names(repository).isEmpty()) {
            throw new UsageError("There are no commits yet to merge " + name + " with. %git reset --hard " + name
                + " takes them over.");
        }
        var before = place.commit("HEAD");
        check(place, given, other);
        var command = place.git().merge().setProgressMonitor(place.shift().meter())
            .setSquash(given.has("--squash")).setCommit(!given.has("--no-commit"));
        var ref = repository.findRef(name);
        if (ref != null) {
            command.include(ref);
        } else {
            command.include(name, other);
        }
        return call(place, given, command, new Joined(name, other, before.getTree()));
    }

    /**
     * What has come from elsewhere.
     *
     * @param commit its last commit
     * @param name its branch
     * @param message the message of a commit that joins it
     */
    public record Incoming(ObjectId commit, String name, String message) {}

    /** Joins {@code incoming} into the branch that is checked out. */
    public static Object join(Place place, Given given, Incoming incoming) throws Exception {
        var before = place.commit("HEAD");
        check(place, given, incoming.commit);
        var command = place.git().merge().setProgressMonitor(place.shift().meter())
            .include(incoming.name, incoming.commit).setMessage(incoming.message);
        return call(place, given, command, new Joined(incoming.name, incoming.commit, before.getTree()));
    }

    /** Makes sure that a commit which joins {@code other} can be made, if there is to be one. */
    private static void check(Place place, Given given, ObjectId other) throws Exception {
        try (var walk = new RevWalk(place.repository())) {
            var mine = walk.parseCommit(place.commit("HEAD"));
            var theirs = walk.parseCommit(other);
            if (walk.isMergedInto(theirs, mine) || walk.isMergedInto(mine, theirs) && !given.has("--no-ff")) {
                return;
            }
            walk.reset();
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(List.of(mine, theirs));
            if (walk.next() == null && !given.has("--allow-unrelated-histories")) {
                throw new UsageError("The two have no commit in common, so they are hardly the same project. Nothing "
                    + "was changed. --allow-unrelated-histories joins them all the same"
                    + (place.repository().getObjectDatabase().getShallowCommits().isEmpty() ? "."
                    : "; but this clone is shallow, and %git fetch --unshallow may find what they share."));
            }
        }
        Identity.committer(place);
        Conflicts.checkNothingStaged(place, "merging");
    }

    private static Object call(Place place, Given given, MergeCommand command, Joined joined) throws Exception {
        if (given.has("--no-ff", "--ff-only")) {
            command.setFastForward(given.has("--no-ff") ? FastForwardMode.NO_FF : FastForwardMode.FF_ONLY);
        }
        given.option("-m").ifPresent(command::setMessage);
        given.option("-X").ifPresent(side -> command.setContentMergeStrategy(side(side)));
        var undo = Undo.before(place, joined.other);
        MergeResult result;
        try {
            result = command.call();
        } catch (Exception e) {
            if (place.shift().meter().isCancelled()) {
                undo.run();
            }
            throw e;
        }
        Modes.settle(place, joined.tree);
        if (result.getMergeStatus() != MergeResult.MergeStatus.FAST_FORWARD) {
            Renames.tell(place, undo.head(), joined.other);
        }
        return tell(place, given, result, joined);
    }

    private static ContentMergeStrategy side(String name) {
        return switch (name) {
            case "ours" -> ContentMergeStrategy.OURS;
            case "theirs" -> ContentMergeStrategy.THEIRS;
            default -> throw new UsageError("-X takes ours or theirs; the shell's git knows more: !git merge -X "
                + name + " …");
        };
    }

    /** What is merged, and the files before it. */
    private record Joined(String name, ObjectId other, ObjectId tree) {}

    private static Object tell(Place place, Given given, MergeResult result, Joined joined) throws Exception {
        switch (result.getMergeStatus()) {
            case ALREADY_UP_TO_DATE -> System.out.println("Already up to date.");
            case CONFLICTING -> throw Conflicts.stopped(place, "merge", joined.name);
            case CHECKOUT_CONFLICT -> throw Conflicts.dirty("merging", result.getCheckoutConflicts());
            case FAILED -> throw Conflicts.dirty("merging", result.getFailingPaths().keySet());
            case ABORTED -> throw new UsageError("This branch and " + joined.name + " have both gone on, so it can't "
                + "just be moved ahead. Nothing was changed. %git merge " + joined.name + " makes a commit that joins "
                + "them, %git rebase " + joined.name + " puts yours on top.");
            case NOT_SUPPORTED -> throw new UsageError("This is more than can be merged here. !git merge "
                + joined.name);
            case FAST_FORWARD_SQUASHED, MERGED_SQUASHED, MERGED_SQUASHED_NOT_COMMITTED, MERGED_NOT_COMMITTED ->
                System.out.println("Merged " + joined.name + " into the working tree, not committed. %git commit -m … "
                    + "does that.");
            case FAST_FORWARD, MERGED -> summary(place, given, joined.tree,
                result.getMergeStatus() == MergeResult.MergeStatus.FAST_FORWARD ? "Fast-forward" : "Merged "
                    + joined.name);
        }
        return null;
    }

    /** Shows how the files differ from {@code before}. */
    public static void summary(Place place, Given given, ObjectId before, String title) throws IOException {
        if (!given.has("-q")) {
            System.out.println(title + " to " + place.commit("HEAD").name().substring(0, 7));
            System.out.println(DiffStat.of(Comparison.usual(place).between(new State.Tree(before),
                new State.Tree(place.repository().resolve("HEAD^{tree}")))).text());
        }
    }

    /** Commits what a merge, a pick or a revert has stopped at. */
    static Object commit(Place place, String operation) throws Exception {
        var repository = place.repository();
        var status = StatusReader.all(place);
        if (!status.conflicts().isEmpty()) {
            throw new UsageError("These files still have conflicts: " + String.join(", ", status.conflicts().stream()
                .map(org.jolab.git.Conflict::path).toList()) + ". Edit them and %git add them first.");
        }
        var message = repository.readMergeCommitMsg();
        var picked = repository.readCherryPickHead();
        var command = place.git().commit().setCommitter(Identity.committer(place)).setAllowEmpty(true)
            .setMessage(message == null ? operation : String.join("\n", message.lines()
                .filter(line -> !line.startsWith("#")).toList()));
        if (picked != null) {
            command.setAuthor(place.commit(picked.name()).getAuthorIdent());
        }
        if (repository.readMergeHeads() == null && status.staged().isEmpty()) {
            throw new UsageError("Nothing of this commit is left to do here. %git " + operation + " --skip leaves it "
                + "out, %git commit --allow-empty -m … makes a commit that changes nothing.");
        }
        var made = command.call();
        Conflicts.end(repository);
        var commit = place.commit(made.name());
        return new Committed(status.head().branch(), new org.jolab.magics.git.history.Commits(repository)
            .value(commit));
    }
}
