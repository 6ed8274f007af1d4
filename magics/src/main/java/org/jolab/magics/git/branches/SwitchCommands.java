package org.jolab.magics.git.branches;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.CheckoutCommand;
import org.eclipse.jgit.api.CheckoutCommand.Stage;
import org.eclipse.jgit.api.CreateBranchCommand.SetupUpstreamMode;
import org.eclipse.jgit.api.ResetCommand;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.jolab.api.UsageError;
import org.jolab.magics.git.Command;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.EmptyTree;
import org.jolab.magics.git.place.Names;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.tree.RestoreCommands;
import org.jolab.magics.git.tree.StatusReader;

/** {@code %git switch} and {@code checkout}. */
public final class SwitchCommands {

    private SwitchCommands() {}

    /** The commands. */
    public static List<Command> all() {
        return List.of(
            Command.of("switch", "checks out a branch", Syntax.of("-c, --create NAME", "-C, --force-create NAME",
                "-d, --detach", "-f, --force, --discard-changes", "-q, --quiet", "--orphan NAME", "-t, --track",
                "--no-track", "--no-guess"), SwitchCommands::change),
            Command.of("checkout", "checks out a branch, a commit or files", Syntax.of("-b NAME", "-B NAME",
                "--detach", "-f, --force", "-q, --quiet", "--orphan NAME", "-t, --track", "--no-track", "--ours",
                "--theirs"), SwitchCommands::checkout));
    }

    private static Object change(Place place, Given given) throws Exception {
        place.top();
        if (!given.paths().isEmpty()) {
            throw new UsageError("%git switch changes branches. %git restore " + String.join(" ", given.paths())
                + " takes files back.");
        }
        checkBegun(place);
        var fresh = given.option("-c").or(() -> given.option("-C"));
        if (fresh.isPresent()) {
            return create(place, given, checked(fresh.get()), given.has("-C"));
        }
        if (given.has("--orphan")) {
            return orphan(place, checked(given.option("--orphan").orElseThrow()), true);
        }
        given.atMost(1);
        var name = given.has("-d") && given.words().isEmpty() ? "HEAD" : previous(place, given.need(0,
            "which branch: %git switch NAME, or %git switch -c NAME for a new one"));
        var isBranch = place.repository().exactRef(Constants.R_HEADS + name) != null;
        if (!isBranch && !given.has("-d") && remote(place, name).isEmpty() && new Names(place.repository())
                .exists(name)) {
            throw new UsageError(name + " is no branch but a commit or a tag. %git switch --detach " + name
                + " looks at it, %git switch -c NAME " + name + " begins a branch there.");
        }
        return go(place, given, name, given.has("-d"));
    }

    private static Object checkout(Place place, Given given) throws Exception {
        place.top();
        var fresh = given.option("-b").or(() -> given.option("-B"));
        if (fresh.isPresent()) {
            checkBegun(place);
            return create(place, given, checked(fresh.get()), given.has("-B"));
        }
        if (given.has("--orphan")) {
            checkBegun(place);
            return orphan(place, checked(given.option("--orphan").orElseThrow()), false);
        }
        if (given.words().isEmpty() && given.paths().isEmpty()) {
            throw new UsageError("Say what to check out: %git checkout BRANCH, or %git checkout -- FILE.");
        }
        if (given.has("--ours", "--theirs")) {
            var paths = RestoreCommands.paths(place, given.allPaths(), null);
            place.git().checkout().setStage(given.has("--ours") ? Stage.OURS : Stage.THEIRS)
                .addPaths(List.copyOf(paths)).call();
            return null;
        }
        var names = new Names(place.repository());
        var first = given.word(0).map(name -> {
            try {
                return previous(place, name);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }).orElse("");
        var isName = !first.isEmpty() && (names.exists(first) || !remote(place, first).isEmpty()
            && !Files.exists(place.folder().resolve(first)));
        if (isName && given.words().size() == 1 && given.paths().isEmpty() && !given.hasDashes()) {
            checkBegun(place);
            return go(place, given, first, given.has("--detach"));
        }
        if (given.hasDashes() && !given.words().isEmpty()) {
            place.resolve(first);
        }
        return files(place, isName ? first : null, isName ? given.from(1).allPaths() : given.allPaths());
    }

    /** What has been begun would go along to the other branch, and be committed there. */
    private static void checkBegun(Place place) throws IOException {
        if (MergeCommands.isBegun(place.repository())) {
            throw new UsageError(MergeCommands.begun(place).getMessage() + " Only then can another branch be checked "
                + "out.");
        }
    }

    private static Object files(Place place, String source, List<String> typed) throws Exception {
        var known = source == null && typed.size() == 1;
        try {
            // What the commit does not have stays as it is.
            RestoreCommands.write(place, source == null ? RestoreCommands.paths(place, typed, null)
                : RestoreCommands.committed(place, typed, source), source, true);
        } catch (UsageError e) {
            throw known ? new UsageError("There is neither a branch nor a file that the repository knows called "
                + typed.getFirst() + ". %git branch -a lists the branches; %git fetch asks the remote repository for "
                + "new ones.", e) : e;
        }
        return null;
    }

    private static String checked(String name) {
        return BranchCommands.checked(name);
    }

    /** The name behind {@code -}. */
    private static String previous(Place place, String name) throws IOException {
        if (!name.equals("-") && !name.equals("@{-1}")) {
            return name;
        }
        var log = place.repository().getRefDatabase().getReflogReader(Constants.HEAD);
        for (var entry : log == null ? List.<org.eclipse.jgit.lib.ReflogEntry>of() : log.getReverseEntries()) {
            var move = entry.parseCheckout();
            if (move != null) {
                return move.getFromBranch();
            }
        }
        throw new UsageError("There was no other branch before.");
    }

    private static List<Ref> remote(Place place, String name) throws IOException {
        var found = new ArrayList<Ref>();
        for (var remote : place.repository().getRemoteNames()) {
            var ref = place.repository().exactRef(Constants.R_REMOTES + remote + "/" + name);
            if (ref != null) {
                found.add(ref);
            }
        }
        return found;
    }

    /** A branch without commits; its files are those of the commit that is left, or none if {@code isEmpty}. */
    private static Object orphan(Place place, String name, boolean isEmpty) throws Exception {
        var repository = place.repository();
        if (repository.exactRef(Constants.R_HEADS + name) != null) {
            throw new UsageError("There is a branch " + name + " already. %git switch " + name + " checks it out.");
        }
        if (new Names(repository).isEmpty()) {
            repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + name);
        } else if (isEmpty) {
            EmptyTree.store(repository);
            var index = repository.lockDirCache();
            try {
                var checkout = new DirCacheCheckout(repository, place.commit("HEAD").getTree(), index,
                    Constants.EMPTY_TREE_ID);
                checkout.setFailOnConflict(true);
                checkout.checkout();
            } finally {
                index.unlock();
            }
            repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + name);
        } else {
            place.git().checkout().setOrphan(true).setName(name).call();
        }
        System.out.println("Switched to a new branch '" + name + "'");
        return null;
    }

    private static Object create(Place place, Given given, String name, boolean isForced) throws Exception {
        given.atMost(1);
        var repository = place.repository();
        var exists = repository.exactRef(Constants.R_HEADS + name) != null;
        if (exists && !isForced) {
            throw new UsageError("There is a branch " + name + " already. %git switch " + name + " checks it out.");
        }
        Worktrees.checkFree(repository, name, "moved");
        if (new Names(repository).isEmpty() && given.words().isEmpty()) {
            return orphan(place, name, false);
        }
        var start = BranchCommands.startPoint(place, previous(place, given.word(0).orElse("HEAD")));
        if (given.has("-f")) {
            discard(place, start);
        }
        var mode = given.has("-t") ? SetupUpstreamMode.TRACK : given.has("--no-track") ? SetupUpstreamMode.NOTRACK
            : null;
        if (exists) {
            // JGit moves no branch that is checked out.
            call(place, place.git().checkout().setName(place.commit(start).name()));
            place.git().branchCreate().setName(name).setForce(true).setStartPoint(start).setUpstreamMode(mode).call();
            call(place, place.git().checkout().setName(name));
        } else {
            call(place, place.git().checkout().setCreateBranch(true).setName(name).setStartPoint(start)
                .setUpstreamMode(mode));
        }
        tell(place, given, (exists ? "Switched to and reset branch '" : "Switched to a new branch '") + name + "'");
        return null;
    }

    /** Throws away what is in the way of {@code name}; JGit would note conflicts. */
    private static void discard(Place place, String name) throws Exception {
        var commit = place.commit(name);
        place.git().reset().setMode(ResetCommand.ResetType.HARD).call();
        var index = place.repository().readDirCache();
        for (var path : RestoreCommands.committed(place, List.of(), commit.name())) {
            if (index.findEntry(path) < 0 && Files.isRegularFile(place.top().resolve(path),
                    LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(place.top().resolve(path));
            }
        }
    }

    private static Object go(Place place, Given given, String name, boolean isDetached) throws Exception {
        var repository = place.repository();
        var isBranch = repository.exactRef(Constants.R_HEADS + name) != null;
        var remotes = isBranch || new Names(repository).exists(name) ? List.<Ref>of() : remote(place, name);
        if (remotes.size() > 1) {
            throw new UsageError("Several remote repositories have a branch " + name + ". Say which: %git switch -c "
                + name + " " + org.eclipse.jgit.lib.Repository.shortenRefName(remotes.getFirst().getName()));
        }
        if (isBranch && !isDetached && name.equals(BranchCommands.current(repository)) && !given.has("-f")) {
            tell(place, given, "Already on '" + name + "'");
            return null;
        }
        if (isBranch && !isDetached) {
            Worktrees.checkFree(repository, name, "checked out");
        }
        if (given.has("-f")) {
            discard(place, remotes.isEmpty() ? name : remotes.getFirst().getName());
        }
        var command = place.git().checkout();
        if (!remotes.isEmpty()) {
            var upstream = org.eclipse.jgit.lib.Repository.shortenRefName(remotes.getFirst().getName());
            call(place, command.setCreateBranch(true).setName(name).setStartPoint(upstream)
                .setUpstreamMode(SetupUpstreamMode.TRACK));
            tell(place, given, "Switched to a new branch '" + name + "', which follows " + upstream);
            return null;
        }
        call(place, command.setName(isBranch && !isDetached ? name : place.commit(name).name()));
        if (isBranch && !isDetached) {
            tell(place, given, "Switched to branch '" + name + "'");
        } else if (!given.has("-q")) {
            var commit = place.commit("HEAD");
            System.out.println("HEAD is now at " + commit.name().substring(0, 7) + " " + commit.getShortMessage()
                + "; no branch is checked out. %git switch -c NAME begins one here, %git switch - goes back.");
        }
        return null;
    }

    private static void call(Place place, CheckoutCommand command) throws Exception {
        command.setProgressMonitor(place.shift().meter()).call();
        if (place.shift().meter().isCancelled()) {
            throw new InterruptedException();
        }
    }

    private static void tell(Place place, Given given, String text) throws IOException {
        if (given.has("-q")) {
            return;
        }
        System.out.println(text);
        var tracking = StatusReader.tracking(place.repository(), BranchCommands.current(place.repository()));
        if (tracking != null) {
            System.out.println(tracking.sentence());
        }
    }
}
