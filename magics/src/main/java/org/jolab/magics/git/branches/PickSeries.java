package org.jolab.magics.git.branches;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.api.CherryPickCommitMessageProvider;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jolab.api.UsageError;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.place.EmptyTree;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.tree.Sequencer;
import org.jolab.magics.git.tree.Sequencer.Options;

/**
 * Commits that are picked or reverted, one after the other.
 *
 * @param place where
 * @param operation {@code cherry-pick} or {@code revert}
 */
record PickSeries(Place place, String operation) {

    /** What has become of one commit. */
    private sealed interface Outcome {

        record Made(RevCommit commit) implements Outcome {}

        record Nothing() implements Outcome {}

        record Conflict() implements Outcome {}

        record Dirty(Set<String> paths) implements Outcome {}
    }

    private boolean isPick() {
        return operation.equals("cherry-pick");
    }

    private Sequencer sequencer() {
        return new Sequencer(place.repository());
    }

    /** Does {@code commits}; {@code origin} is where the branch was before the series, null if this begins it. */
    void run(List<RevCommit> commits, Options options, ObjectId origin) throws Exception {
        // Not in the middle of it: what has been done can't be done once more.
        EmptyTree.store(place.repository());
        var start = origin == null ? place.commit("HEAD").getId() : origin;
        var isSeries = origin != null || commits.size() > 1;
        for (var i = 0; i < commits.size(); i++) {
            var left = commits.subList(i, commits.size());
            switch (tried(left, options, isSeries)) {
                case Outcome.Made(var made) -> System.out.println("[" + place.repository().getBranch() + " "
                    + made.abbreviate(7).name() + "] " + made.getShortMessage());
                case Outcome.Nothing() -> System.out.println(name(left.getFirst()) + ": nothing of it is left to do "
                    + "here, so no commit was made.");
                case Outcome.Conflict() -> throw stopped(left, options, isSeries ? start : null);
                case Outcome.Dirty(var paths) -> {
                    tellLeft(left, isSeries);
                    throw Conflicts.dirty((isPick() ? "picking " : "reverting ")
                        + left.getFirst().abbreviate(7).name(), paths);
                }
            }
        }
        sequencer().end();
    }

    private static String name(RevCommit commit) {
        return commit.abbreviate(7).name() + " " + commit.getShortMessage();
    }

    private Outcome tried(List<RevCommit> left, Options options, boolean isSeries) throws Exception {
        try {
            return isPick() ? pick(left.getFirst(), options) : revert(left.getFirst());
        } catch (Exception e) {
            tellLeft(left, isSeries);
            throw e;
        }
    }

    /** What is not done must not be forgotten, but nothing that could be ended or taken back has been begun. */
    private void tellLeft(List<RevCommit> left, boolean isSeries) throws IOException {
        sequencer().end();
        if (isSeries) {
            System.err.println("Not done yet: %git " + operation + " " + String.join(" ", left.stream().map(commit ->
                commit.abbreviate(7).name()).toList()));
        }
    }

    private Outcome pick(RevCommit commit, Options options) throws Exception {
        var before = place.commit("HEAD");
        var command = place.git().cherryPick().include(commit).setProgressMonitor(place.shift().meter());
        if (options.mainline() > 0) {
            command.setMainlineParentNumber(options.mainline());
        }
        var words = options.namesOrigin() ? CherryPickCommitMessageProvider.ORIGINAL_WITH_REFERENCE
            : CherryPickCommitMessageProvider.ORIGINAL;
        var result = command.setCherryPickCommitMessageProvider(words).call();
        Modes.settle(place, before.getTree());
        return switch (result.getStatus()) {
            case FAILED -> new Outcome.Dirty(result.getFailingPaths().keySet());
            case OK -> made(before, result.getNewHead());
            case CONFLICTING -> {
                if (options.namesOrigin()) {
                    var repository = place.repository();
                    var comments = repository.readMergeCommitMsg().lines().filter(line -> line.startsWith("#"));
                    repository.writeMergeCommitMsg(words.getCherryPickedCommitMessage(commit) + "\n\n"
                        + String.join("\n", comments.toList()) + "\n");
                }
                yield new Outcome.Conflict();
            }
        };
    }

    private Outcome revert(RevCommit commit) throws Exception {
        var before = place.commit("HEAD");
        var command = place.git().revert().include(commit).setProgressMonitor(place.shift().meter());
        var made = command.call();
        Modes.settle(place, before.getTree());
        if (made != null) {
            return made(before, made);
        }
        var failing = command.getFailingResult();
        return failing != null && failing.getFailingPaths() != null
            ? new Outcome.Dirty(failing.getFailingPaths().keySet()) : new Outcome.Conflict();
    }

    private static Outcome made(RevCommit before, RevCommit now) {
        return now.equals(before) ? new Outcome.Nothing() : new Outcome.Made(now);
    }

    /** The mistake that it has stopped at the first of {@code left}; {@code start} is null if that is all there is. */
    private UsageError stopped(List<RevCommit> left, Options options, ObjectId start) throws Exception {
        var error = Conflicts.stopped(place, operation, left.getFirst().abbreviate(7).name());
        if (start == null) {
            return error;
        }
        sequencer().stop(start, isPick() ? "pick" : "revert", left, options);
        var rest = left.subList(1, left.size());
        return new UsageError(error.getMessage() + (rest.isEmpty() ? "" : " --continue then goes on with what is left: "
            + String.join("; ", rest.stream().map(PickSeries::name).toList()) + ".") + " --skip leaves this one out.");
    }

    /** Ends what has been begun, as {@code given} says. */
    Object end(Given given) throws Exception {
        var repository = place.repository();
        var head = isPick() ? repository.readCherryPickHead() : repository.readRevertHead();
        var isSeries = sequencer().operation().equals(operation);
        if (head == null && !isSeries) {
            throw new UsageError("No " + operation + " has been begun, so there is none to end or to take back.");
        }
        if (given.has("--abort")) {
            abort();
            return null;
        }
        if (given.has("--quit")) {
            Conflicts.end(repository);
            sequencer().end();
            return null;
        }
        return isSeries ? goOn(given, head) : given.has("--skip") ? skipped() : MergeCommands.commit(place, operation);
    }

    private Object skipped() throws Exception {
        Conflicts.abort(place);
        return null;
    }

    private Object goOn(Given given, ObjectId head) throws Exception {
        var options = sequencer().options();
        var rest = new ArrayList<RevCommit>();
        for (var step : sequencer().steps()) {
            if (!step.command().equals(isPick() ? "pick" : "revert")) {
                throw new UsageError("What is left has a step that %git does not know: " + step.command()
                    + ". The shell's git can go on: !git " + operation + " --continue");
            }
            rest.add(place.commit(step.commit()));
        }
        var start = sequencer().begun();
        Object made = null;
        if (given.has("--skip")) {
            skipped();
        } else if (head != null) {
            made = MergeCommands.commit(place, operation);
        } else {
            Conflicts.checkNothingStaged(place, operation);
        }
        if (rest.size() == 1) {
            sequencer().end();
            return made;
        }
        if (made != null) {
            System.out.println("[" + place.repository().getBranch() + " " + name(place.commit("HEAD")).replaceFirst(" ",
                "] "));
        }
        run(rest.subList(1, rest.size()), options, start == null ? place.commit("HEAD") : start);
        return null;
    }

    private void abort() throws Exception {
        var repository = place.repository();
        var sequencer = sequencer();
        var back = sequencer.start();
        var begun = sequencer.begun();
        Conflicts.abort(place);
        var head = place.commit("HEAD");
        if (back != null && !back.equals(head)) {
            var index = repository.lockDirCache();
            try {
                var checkout = new DirCacheCheckout(repository, head.getTree(), index,
                    place.commit(back.name()).getTree());
                checkout.setFailOnConflict(true);
                checkout.checkout();
            } finally {
                index.unlock();
            }
            repository.writeOrigHead(head);
            var update = repository.updateRef(Constants.HEAD);
            update.setNewObjectId(back);
            update.setRefLogMessage("reset: moving to " + back.name(), false);
            update.forceUpdate();
        } else if (back == null && begun != null) {
            System.err.println("The branch has been moved since it stopped, so it stays where it is. %git reset --hard "
                + begun.name().substring(0, 7) + " goes back to before all of it.");
        }
        sequencer.end();
    }
}
