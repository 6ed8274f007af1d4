package org.jolab.magics.git.branches;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.tree.RestoreCommands;
import org.jolab.magics.git.tree.StatusReader;

/**
 * What takes back a merge that was interrupted while it wrote files. JGit writes the index last, so that nothing tells
 * later which files it has changed.
 *
 * @param place where
 * @param head the commit that was checked out before
 * @param known the files that it may change, and the repository has
 * @param fresh the files that it may make
 */
record Undo(Place place, ObjectId head, List<String> known, List<String> fresh) {

    /** Looks at what is there before {@code other} is merged; files with changes of the user are left alone. */
    static Undo before(Place place, AnyObjectId other) throws Exception {
        var head = place.commit("HEAD");
        var known = new ArrayList<String>();
        var fresh = new ArrayList<String>();
        try (var walk = new TreeWalk(place.repository()); var commits = new RevWalk(place.repository())) {
            walk.addTree(head.getTree());
            walk.addTree(commits.parseTree(other));
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                var isKnown = walk.getRawMode(0) != FileMode.TYPE_MISSING;
                if (isKnown || !Files.exists(place.top().resolve(walk.getPathString()), LinkOption.NOFOLLOW_LINKS)) {
                    (isKnown ? known : fresh).add(walk.getPathString());
                }
            }
        }
        var dirty = new TreeSet<String>();
        var status = StatusReader.all(place);
        status.staged().forEach(change -> dirty.addAll(List.of(change.path(), change.oldPath())));
        status.unstaged().forEach(change -> dirty.add(change.path()));
        known.removeIf(dirty::contains);
        fresh.removeIf(dirty::contains);
        return new Undo(place, head.getId(), known, fresh);
    }

    /** Takes back what has been done, if the branch has not been moved yet. */
    void run() throws Exception {
        // The thread has been told to end, which would close the files that it writes now.
        var isInterrupted = Thread.interrupted();
        try {
            if (!head.equals(place.repository().resolve(Constants.HEAD))) {
                return;
            }
            deleteHalves();
            for (var path : fresh) {
                Files.deleteIfExists(place.top().resolve(path));
                deleteEmpty(path);
            }
            RestoreCommands.writeAll(place, known);
            Conflicts.end(place.repository());
            System.err.println("The merge was interrupted, and what it had done is taken back.");
        } catch (IOException | RuntimeException e) {
            System.err.println("The merge was interrupted half-way. %git merge --abort forgets it, %git reset --hard "
                + "takes all files back to what was committed, with your own changes.");
            throw e;
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** JGit writes a file under another name first. */
    private void deleteHalves() throws IOException {
        var names = Stream.concat(known.stream(), fresh.stream()).collect(Collectors.toSet());
        var folders = names.stream().map(path -> place.top().resolve(path).getParent()).collect(Collectors.toSet());
        for (var folder : folders) {
            try (var files = Files.newDirectoryStream(folder, "._*.tmp")) {
                for (var file : files) {
                    var name = file.getFileName().toString().replaceFirst("^\\._(.*?)\\d+\\.tmp$", "$1");
                    if (names.contains(place.top().relativize(folder.resolve(name)).toString().replace('\\', '/'))) {
                        Files.delete(file);
                    }
                }
            } catch (NotDirectoryException | NoSuchFileException e) {
                // A folder that had not been made yet.
                continue;
            }
        }
    }

    private void deleteEmpty(String path) throws IOException {
        for (var folder = place.top().resolve(path).getParent(); !folder.equals(place.top());
                folder = folder.getParent()) {
            try (var files = Files.isDirectory(folder) ? Files.list(folder) : Stream.of(folder)) {
                if (files.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(folder);
        }
    }
}
