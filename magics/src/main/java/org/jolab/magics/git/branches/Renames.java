package org.jolab.magics.git.branches;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jolab.git.FileDiff;
import org.jolab.magics.git.compare.Comparison;
import org.jolab.magics.git.compare.Comparison.State;
import org.jolab.magics.git.place.Place;

/**
 * What JGit does not see in a merge, as it follows no renamed file: a folder that one side has renamed while the other
 * one put new files into it, and a file that both sides have renamed.
 */
final class Renames {

    private Renames() {}

    /** Tells what of it there is in a merge of {@code theirs} into {@code ours}. */
    static void tell(Place place, ObjectId ours, ObjectId theirs) throws IOException {
        try (var walk = new RevWalk(place.repository())) {
            var mine = walk.parseCommit(ours);
            var other = walk.parseCommit(theirs);
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(List.of(mine, other));
            var base = walk.next();
            if (base != null) {
                walk.parseHeaders(base);
                tell(place, List.of(base, mine, other));
                tell(place, List.of(base, other, mine));
                twice(place, List.of(base, mine, other));
            }
        }
    }

    private static String folder(String path) {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }

    /** {@code commits} are the last common one, that with the new files, and that which may have renamed folders. */
    private static void tell(Place place, List<RevCommit> commits) throws IOException {
        var fresh = new ArrayList<String>();
        var left = new TreeSet<String>();
        try (var walk = new TreeWalk(place.repository())) {
            for (var commit : commits) {
                walk.addTree(commit.getTree());
            }
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                var inBase = walk.getRawMode(0) != FileMode.TYPE_MISSING;
                var inOther = walk.getRawMode(2) != FileMode.TYPE_MISSING;
                if (!inBase && !inOther) {
                    fresh.add(walk.getPathString());
                } else if (inBase && !inOther) {
                    left.add(folder(walk.getPathString()));
                }
            }
        }
        fresh.removeIf(path -> folder(path).isEmpty() || !left.contains(folder(path)));
        if (fresh.isEmpty()) {
            return;
        }
        var goals = goals(place, commits);
        for (var path : fresh) {
            var goal = goals.get(folder(path));
            if (goal != null && !exists(place, commits.get(2), folder(path))) {
                System.err.println("One side has renamed the folder " + folder(path) + " to " + (goal.isEmpty() ? "."
                    : goal) + ", but " + path + ", which is new on the other one, stays where it is. %git mv " + path
                    + " " + (goal.isEmpty() ? "" : goal + "/") + path.substring(path.lastIndexOf('/') + 1)
                    + " moves it along.");
            }
        }
    }

    /** A file that both sides have renamed, each in its way, is there twice. */
    private static void twice(Place place, List<RevCommit> commits) throws IOException {
        var isLeft = false;
        try (var walk = new TreeWalk(place.repository())) {
            for (var commit : commits) {
                walk.addTree(commit.getTree());
            }
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (!isLeft && walk.next()) {
                isLeft = walk.getRawMode(1) == FileMode.TYPE_MISSING && walk.getRawMode(2) == FileMode.TYPE_MISSING;
            }
        }
        var ours = isLeft ? names(place, commits.get(0), commits.get(1)) : Map.<String, String>of();
        var theirs = ours.isEmpty() ? ours : names(place, commits.get(0), commits.get(2));
        ours.forEach((old, name) -> {
            var other = theirs.getOrDefault(old, name);
            if (!other.equals(name)) {
                System.err.println("Both sides have renamed " + old + ", and it is there twice now: " + name + " and "
                    + other + ". %git rm removes the one that is not meant.");
            }
        });
    }

    /** The new names of renamed files by the old ones. */
    private static Map<String, String> names(Place place, RevCommit from, RevCommit to) throws IOException {
        var found = new TreeMap<String, String>();
        for (var change : Comparison.usual(place).names(new State.Tree(from.getTree()),
                new State.Tree(to.getTree()))) {
            if (change.kind() == FileDiff.Kind.RENAMED) {
                found.put(change.oldPath(), change.path());
            }
        }
        return found;
    }

    private static boolean exists(Place place, RevCommit commit, String folder) throws IOException {
        try (var found = TreeWalk.forPath(place.repository(), folder, commit.getTree())) {
            return found != null;
        }
    }

    /** Where most files of each folder have gone. */
    private static Map<String, String> goals(Place place, List<RevCommit> commits) throws IOException {
        var counts = new HashMap<String, Map<String, Integer>>();
        names(place, commits.get(0), commits.get(2)).forEach((old, name) -> {
            if (!folder(old).equals(folder(name))) {
                counts.computeIfAbsent(folder(old), _ -> new HashMap<>()).merge(folder(name), 1, Integer::sum);
            }
        });
        var goals = new HashMap<String, String>();
        counts.forEach((from, to) -> goals.put(from, to.entrySet().stream().max(Map.Entry.comparingByValue())
            .orElseThrow().getKey()));
        return goals;
    }
}
