package org.jolab.magics.git.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.api.CheckoutCommand.Stage;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryState;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jolab.api.UsageError;
import org.jolab.magics.git.Command;
import org.jolab.magics.git.compare.PathSpec;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Names;
import org.jolab.magics.git.place.Place;

/** {@code %git restore} and {@code reset}. */
public final class RestoreCommands {

    private RestoreCommands() {}

    /** The commands. */
    public static List<Command> all() {
        return List.of(
            Command.of("restore", "takes files back to what is staged or committed", Syntax.of("-S, --staged",
                "-W, --worktree", "-s, --source COMMIT", "--ours", "--theirs", "-q, --quiet"),
                RestoreCommands::restore),
            Command.of("reset", "takes the branch, the index or all files back to a commit", Syntax.of("--soft",
                "--mixed", "--hard", "-q, --quiet"), RestoreCommands::reset));
    }

    private static Object restore(Place place, Given given) throws Exception {
        place.top();
        if (given.allPaths().isEmpty()) {
            throw new UsageError("Say what to restore: %git restore FILE, or %git restore . for all that is below.");
        }
        var staged = given.has("-S");
        var files = given.has("-W") || !staged;
        var source = given.option("-s").orElse(staged ? "HEAD" : null);
        var paths = paths(place, given.allPaths(), source);
        if (given.has("--ours", "--theirs")) {
            var checkout = place.git().checkout().setStage(given.has("--ours") ? Stage.OURS : Stage.THEIRS);
            checkout.addPaths(List.copyOf(paths)).call();
            return null;
        }
        if (source != null && new Names(place.repository()).isEmpty()) {
            remove(place.repository(), List.copyOf(paths));
        } else if (files) {
            write(place, paths, source, staged);
        } else {
            unstage(place, given.allPaths(), source);
        }
        return null;
    }

    private static void unstage(Place place, List<String> typed, String source) throws Exception {
        var paths = paths(place, typed, source);
        if (new Names(place.repository()).isEmpty() && source.equals("HEAD")) {
            remove(place.repository(), List.copyOf(paths));
            return;
        }
        // The full name, as the commands of JGit do not know all forms of names.
        var reset = place.git().reset().setRef(place.resolve(source).name());
        paths.forEach(reset::addPath);
        reset.call();
    }

    /** Writes files as they are in {@code source}, or in the index if that is null. */
    public static void write(Place place, Set<String> paths, String source, boolean staged) throws Exception {
        var index = new IndexCopy(place.repository());
        var there = source == null ? paths : new TreeSet<>(files(place, source));
        var kept = paths.stream().filter(there::contains).toList();
        if (!kept.isEmpty()) {
            var checkout = place.git().checkout().addPaths(kept).setProgressMonitor(place.shift().meter());
            if (source != null) {
                checkout.setStartPoint(place.commit(source));
            }
            checkout.call();
        }
        var gone = paths.stream().filter(path -> !there.contains(path)).toList();
        for (var path : gone) {
            // A file may stand where its folder was, or a folder where it was.
            var file = place.top().resolve(path);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(file);
            }
        }
        if (source != null && !staged) {
            index.restore(paths::contains, false);
        } else if (!gone.isEmpty()) {
            remove(place.repository(), gone);
        }
    }

    /** Writes {@code paths} as they are in the last commit, and lets nothing interrupt it. */
    public static void writeAll(Place place, List<String> paths) throws Exception {
        if (!paths.isEmpty()) {
            place.git().checkout().addPaths(paths).setStartPoint(place.commit("HEAD")).call();
        }
    }

    private static void remove(Repository repository, List<String> paths) throws IOException {
        var index = repository.lockDirCache();
        try {
            var editor = index.editor();
            paths.forEach(path -> editor.add(new DirCacheEditor.DeletePath(path)));
            editor.commit();
        } finally {
            index.unlock();
        }
    }

    /**
     * The files that were meant, of those that the index or {@code source} has.
     *
     * @throws UsageError if there are none
     */
    public static Set<String> paths(Place place, List<String> typed, String source) throws IOException {
        var known = new TreeSet<String>();
        var index = place.repository().readDirCache();
        for (var i = 0; i < index.getEntryCount(); i++) {
            known.add(index.getEntry(i).getPathString());
        }
        if (source != null) {
            known.addAll(files(place, source));
        }
        for (var one : typed) {
            var spec = PathSpec.of(place, List.of(one));
            if (known.stream().noneMatch(spec::matches) && !one.startsWith(":")) {
                throw new UsageError("The repository knows no file " + one + (source == null ? "" : " at " + source)
                    + ". Nothing was changed.");
            }
        }
        var spec = PathSpec.of(place, typed);
        known.removeIf(path -> !spec.matches(path));
        return known;
    }

    /**
     * The files that were meant, of those that {@code source} has.
     *
     * @throws UsageError if there are none
     */
    public static Set<String> committed(Place place, List<String> typed, String source) throws IOException {
        var known = new TreeSet<>(files(place, source));
        for (var one : typed) {
            var spec = PathSpec.of(place, List.of(one));
            if (known.stream().noneMatch(spec::matches) && !one.startsWith(":")) {
                throw new UsageError("There is no file " + one + " in " + source + ". Nothing was changed.");
            }
        }
        var spec = PathSpec.of(place, typed);
        known.removeIf(path -> !spec.matches(path));
        return known;
    }

    static List<String> files(Place place, String source) throws IOException {
        var found = new ArrayList<String>();
        if (new Names(place.repository()).isEmpty()) {
            return found;
        }
        try (var walk = new TreeWalk(place.repository()); var commits = new RevWalk(place.repository())) {
            walk.addTree(commits.parseTree(place.resolve(source)));
            walk.setRecursive(true);
            while (walk.next()) {
                found.add(walk.getPathString());
            }
        }
        return found;
    }

    private static Object reset(Place place, Given given) throws Exception {
        var names = new Names(place.repository());
        var first = given.word(0).orElse("HEAD");
        var isCommit = given.words().isEmpty() || names.exists(first) || given.hasDashes();
        var paths = isCommit ? given.from(1).allPaths() : given.allPaths();
        if (!isCommit && !Files.exists(place.folder().resolve(first)) && !first.matches(".*[*?\\[:].*")) {
            paths(place, List.of(first), null);
        }
        if (!paths.isEmpty()) {
            if (given.has("--hard", "--soft")) {
                throw new UsageError("Files alone can be reset in the index only: %git reset -- FILE. %git restore "
                    + "FILE takes back the file itself.");
            }
            unstage(place, paths, isCommit ? first : "HEAD");
        } else {
            whole(place, given, first);
        }
        if (!given.has("-q", "--hard", "--soft")) {
            var left = StatusReader.all(place).unstaged();
            if (!left.isEmpty()) {
                System.out.println("Unstaged changes after reset:");
                left.forEach(change -> System.out.println(change.kind().letter() + "\t" + change.path()));
            }
        }
        return null;
    }

    private static void whole(Place place, Given given, String name) throws Exception {
        if (new Names(place.repository()).isEmpty() && name.equals("HEAD")) {
            place.git().reset().setMode(ResetType.MIXED).call();
            return;
        }
        var commit = place.commit(name);
        if (given.has("--soft") && place.repository().getRepositoryState() == RepositoryState.MERGING) {
            throw new UsageError("A merge has been begun, in the middle of which the branch can't be moved alone. "
                + "%git merge --abort takes it back.");
        }
        var mode = given.has("--hard") ? ResetType.HARD : given.has("--soft") ? ResetType.SOFT : ResetType.MIXED;
        place.git().reset().setRef(commit.name()).setMode(mode).setProgressMonitor(place.shift().meter()).call();
        if (given.has("--hard") && !given.has("-q")) {
            System.out.println("HEAD is now at " + commit.name().substring(0, 7) + " " + commit.getShortMessage());
        }
    }
}
