package org.jolab.magics.git.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.submodule.SubmoduleWalk;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.jolab.api.UsageError;
import org.jolab.git.Status;
import org.jolab.magics.git.Command;
import org.jolab.magics.git.compare.PathSpec;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Place;

/** {@code %git status}, {@code add}, {@code rm} and {@code mv}. */
public final class StagingCommands {

    private StagingCommands() {}

    /** The commands. */
    public static List<Command> all() {
        return List.of(
            Command.of("status", "what is staged, changed, unknown", Syntax.of("-s, --short", "-b, --branch",
                "--porcelain[=", "-u, --untracked-files[=", "-uno", "-uall", "-unormal", "--long"),
                StagingCommands::status).gives(Status.class),
            Command.of("add", "stages files for the next commit", Syntax.of("-A, --all", "-u, --update", "-f, --force",
                "-n, --dry-run", "-v, --verbose", "--renormalize"), StagingCommands::add),
            Command.of("rm", "removes files from the working tree and the index", Syntax.of("-r", "-f, --force",
                "--cached", "-n, --dry-run", "-q, --quiet", "--ignore-unmatch"), StagingCommands::remove),
            Command.of("mv", "renames files", Syntax.of("-f, --force", "-n, --dry-run", "-v, --verbose", "-k"),
                StagingCommands::move));
    }

    private static Object status(Place place, Given given) throws Exception {
        if (given.option("--porcelain").filter(version -> !version.matches("v?1")).isPresent()) {
            throw new UsageError("The shell's git has that form: !git status --porcelain="
                + given.option("--porcelain").orElseThrow());
        }
        var form = !given.has("-s", "--porcelain") ? Status.Form.LONG
            : given.has("-b") ? Status.Form.SHORT_WITH_BRANCH : Status.Form.SHORT;
        var untracked = given.has("-uno") ? "no" : given.has("-uall") ? "all"
            : given.has("-u") ? given.option("-u").orElse("all") : "normal";
        return new StatusReader(place, PathSpec.of(place, given.allPaths())).read(form, untracked);
    }

    private static Object add(Place place, Given given) throws Exception {
        place.top();
        var typed = given.allPaths();
        if (typed.isEmpty() && !given.has("-A", "-u", "--renormalize")) {
            throw new UsageError("Say what to add: %git add FILE, or %git add -A for everything.");
        }
        var found = candidates(place, given);
        var wanted = new TreeSet<String>();
        for (var one : typed) {
            var spec = PathSpec.of(place, List.of(one));
            var some = found.stream().filter(spec::matches).toList();
            if (some.isEmpty() && !one.startsWith(":") && !isKnown(place, spec)) {
                throw nothing(place, one);
            }
        }
        var spec = PathSpec.of(place, typed);
        found.stream().filter(spec::matches).forEach(wanted::add);
        if (given.has("-n", "-v")) {
            wanted.forEach(path -> System.out.println((Files.exists(place.repository().getWorkTree().toPath()
                .resolve(path), LinkOption.NOFOLLOW_LINKS) ? "add '" : "remove '") + path + "'"));
        }
        if (wanted.isEmpty() || given.has("-n")) {
            return null;
        }
        var command = place.git().add().addFilepatterns(wanted).setRenormalize(given.has("--renormalize"));
        if (given.has("-u", "--renormalize")) {
            command.setUpdate(true);
        } else {
            command.setAll(true);
        }
        if (given.has("-f")) {
            command.setWorkingTreeIterator(new Everything(place.repository()));
        }
        command.call();
        addRepositories(place, wanted);
        return null;
    }

    /** JGit stages no other commit of a repository within. */
    private static void addRepositories(Place place, TreeSet<String> wanted) throws IOException {
        var index = place.repository().readDirCache();
        for (var path : wanted) {
            var entry = index.getEntry(path);
            if (entry == null || !FileMode.GITLINK.equals(entry.getRawMode())) {
                continue;
            }
            try (var inner = SubmoduleWalk.getSubmoduleRepository(place.repository(), path)) {
                var head = inner == null ? null : inner.resolve(Constants.HEAD);
                if (head != null && !head.equals(entry.getObjectId())) {
                    stage(place, path, head);
                }
            }
        }
    }

    private static void stage(Place place, String path, ObjectId commit) throws IOException {
        var index = place.repository().lockDirCache();
        try {
            var editor = index.editor();
            editor.add(new DirCacheEditor.PathEdit(path) {
                @Override
                public void apply(DirCacheEntry entry) {
                    entry.setFileMode(FileMode.GITLINK);
                    entry.setObjectId(commit);
                }
            });
            editor.commit();
        } finally {
            index.unlock();
        }
    }

    private static TreeSet<String> candidates(Place place, Given given) throws Exception {
        var status = place.git().status().setProgressMonitor(place.shift().meter()).call();
        var found = new TreeSet<>(status.getModified());
        found.addAll(status.getMissing());
        found.addAll(status.getConflicting());
        if (!given.has("-u", "--renormalize")) {
            found.addAll(status.getUntracked());
        }
        if (given.has("-f")) {
            found.addAll(status.getIgnoredNotInIndex());
        }
        if (given.has("--renormalize")) {
            var index = place.repository().readDirCache();
            for (var i = 0; i < index.getEntryCount(); i++) {
                found.add(index.getEntry(i).getPathString());
            }
        }
        return found;
    }

    private static boolean isKnown(Place place, PathSpec spec) throws IOException {
        var index = place.repository().readDirCache();
        for (var i = 0; i < index.getEntryCount(); i++) {
            if (spec.matches(index.getEntry(i).getPathString())) {
                return true;
            }
        }
        return false;
    }

    private static UsageError nothing(Place place, String typed) throws Exception {
        var path = place.inTree(typed);
        var ignored = place.git().status().call().getIgnoredNotInIndex();
        if (ignored.stream().anyMatch(one -> one.equals(path) || path.startsWith(one + "/"))) {
            return new UsageError(typed + " is ignored by a .gitignore file; nothing was added. To add it all the "
                + "same: %git add -f " + typed);
        }
        if (Files.exists(place.top().resolve(path), LinkOption.NOFOLLOW_LINKS)) {
            return new UsageError(typed + " is empty: git keeps files, not folders. Nothing was added.");
        }
        return new UsageError("There is no file " + typed + " in " + place.folder() + ", and the repository knows "
            + "none. Nothing was added.");
    }

    /** Files that are ignored, too. */
    private static final class Everything extends FileTreeIterator {

        Everything(Repository repository) {
            super(repository);
        }

        Everything(Everything parent, java.io.File folder) {
            super(parent, folder, parent.fs);
        }

        @Override
        protected org.eclipse.jgit.treewalk.AbstractTreeIterator enterSubtree() {
            return new Everything(this, ((FileEntry) current()).getFile());
        }

        @Override
        public boolean isEntryIgnored() {
            return false;
        }
    }

    private static Object remove(Place place, Given given) throws Exception {
        place.top();
        if (given.allPaths().isEmpty()) {
            throw new UsageError("Say what to remove: %git rm FILE.");
        }
        var known = new ArrayList<String>();
        var index = place.repository().readDirCache();
        for (var i = 0; i < index.getEntryCount(); i++) {
            known.add(index.getEntry(i).getPathString());
        }
        var wanted = new TreeSet<String>();
        for (var typed : given.allPaths()) {
            var spec = PathSpec.of(place, List.of(typed));
            var some = known.stream().filter(spec::matches).toList();
            var path = place.inTree(typed);
            if (some.isEmpty() && !given.has("--ignore-unmatch")) {
                throw new UsageError("The repository knows no file " + typed + ". Nothing was removed.");
            }
            if (!given.has("-r") && some.stream().anyMatch(one -> one.startsWith(path + "/") || path.isEmpty())) {
                throw new UsageError(typed + " is a folder; %git rm -r " + typed + " removes it with all that is in "
                    + "it. Nothing was removed.");
            }
            wanted.addAll(some);
        }
        if (!given.has("-f") && !given.has("--cached")) {
            checkUnchanged(place, wanted);
        }
        if (!given.has("-q")) {
            wanted.forEach(path -> System.out.println("rm '" + path + "'"));
        }
        if (!given.has("-n") && !wanted.isEmpty()) {
            var command = place.git().rm().setCached(given.has("--cached"));
            wanted.forEach(command::addFilepattern);
            command.call();
        }
        return null;
    }

    private static void checkUnchanged(Place place, TreeSet<String> wanted) throws Exception {
        var status = place.git().status().call();
        var changed = wanted.stream().filter(path -> status.getModified().contains(path)
            || status.getChanged().contains(path) || status.getAdded().contains(path)).toList();
        if (!changed.isEmpty()) {
            throw new UsageError("These files have changes that would be lost: " + String.join(", ", changed)
                + ". --cached keeps the files and removes them from the index alone, -f removes them all the same. "
                + "Nothing was removed.");
        }
    }

    private static Object move(Place place, Given given) throws Exception {
        var typed = given.allPaths();
        if (typed.size() < 2) {
            throw new UsageError("Say what to rename and how: %git mv OLD NEW.");
        }
        var goal = place.folder().resolve(typed.getLast());
        if (typed.size() > 2 && !Files.isDirectory(goal)) {
            throw new UsageError(typed.getLast() + " is no folder, so several files can't be moved there.");
        }
        for (var source : typed.subList(0, typed.size() - 1)) {
            var from = place.inTree(source);
            var file = place.top().resolve(from);
            var to = place.inTree(Files.isDirectory(goal) ? goal.resolve(file.getFileName()).toString()
                : goal.toString());
            checkMovable(place, from);
            move(place, given, new String[] {from, to});
        }
        return null;
    }

    /** A repository within this one knows where it lies, and is known by that in other files. */
    private static void checkMovable(Place place, String from) throws IOException {
        var index = place.repository().readDirCache();
        for (var i = 0; i < index.getEntryCount(); i++) {
            var entry = index.getEntry(i);
            if (entry.getFileMode() == FileMode.GITLINK && (entry.getPathString() + "/").startsWith(from + "/")) {
                throw new UsageError(entry.getPathString() + " is a repository within this one, which %git can't move. "
                    + "The shell's git can: !git mv …");
            }
        }
    }

    private static void move(Place place, Given given, String[] names) throws IOException {
        var from = names[0];
        var to = names[1];
        var spec = PathSpec.of(place, List.of(":/" + from));
        if (!isKnown(place, spec)) {
            throw new UsageError("The repository knows no file " + from + ", so it can't rename it. Nothing was "
                + "renamed.");
        }
        var target = place.top().resolve(to);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !given.has("-f")) {
            throw new UsageError(to + " is there already; -f overwrites it. Nothing was renamed.");
        }
        if (given.has("-n", "-v")) {
            System.out.println("Renaming " + from + " to " + to);
        }
        if (given.has("-n")) {
            return;
        }
        var index = place.repository().lockDirCache();
        try {
            var editor = index.editor();
            for (var i = 0; i < index.getEntryCount(); i++) {
                var entry = index.getEntry(i);
                if (spec.matches(entry.getPathString())) {
                    editor.add(new DirCacheEditor.DeletePath(entry));
                    editor.add(new DirCacheEditor.PathEdit(to + entry.getPathString().substring(from.length())) {
                        @Override
                        public void apply(DirCacheEntry fresh) {
                            fresh.setFileMode(entry.getFileMode());
                            fresh.setObjectId(entry.getObjectId());
                            fresh.setLength(entry.getLength());
                            fresh.setLastModified(entry.getLastModifiedInstant());
                        }
                    });
                }
            }
            Files.move(place.top().resolve(from), target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            editor.commit();
        } finally {
            index.unlock();
        }
    }
}
