package org.jolab.magics.git.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.BranchTrackingStatus;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.IndexDiff.StageState;
import org.eclipse.jgit.lib.Repository;
import org.jolab.git.Change;
import org.jolab.git.Conflict;
import org.jolab.git.FileDiff.Kind;
import org.jolab.git.Status;
import org.jolab.git.Tracking;
import org.jolab.magics.git.compare.Comparison;
import org.jolab.magics.git.compare.Comparison.State;
import org.jolab.magics.git.compare.PathSpec;
import org.jolab.magics.git.place.Place;

/**
 * Reads the state of a working tree.
 *
 * @param place where
 * @param spec which files
 */
public record StatusReader(Place place, PathSpec spec) {

    private static final Map<StageState, String> CODES = Map.of(StageState.BOTH_DELETED, "DD",
        StageState.ADDED_BY_US, "AU", StageState.DELETED_BY_THEM, "UD", StageState.ADDED_BY_THEM, "UA",
        StageState.DELETED_BY_US, "DU", StageState.BOTH_ADDED, "AA", StageState.BOTH_MODIFIED, "UU");

    /** The state of all files of {@code place}. */
    public static Status all(Place place) throws IOException, GitAPIException {
        return new StatusReader(place, PathSpec.of(place, List.of())).read(Status.Form.LONG, "normal");
    }

    /** Reads it; {@code untracked} is {@code no}, {@code normal} or {@code all}. */
    Status read(Status.Form form, String untracked) throws IOException, GitAPIException {
        place.top();
        var found = place.git().status().setProgressMonitor(place.shift().meter()).call();
        var conflicts = found.getConflictingStageState().entrySet().stream()
            .filter(entry -> spec.matches(entry.getKey()))
            .map(entry -> new Conflict(entry.getKey(), CODES.get(entry.getValue()))).sorted(
                (a, b) -> a.path().compareTo(b.path())).toList();
        Predicate<String> isMeant = path -> spec.matches(path) && !found.getConflicting().contains(path);
        var staged = new ArrayList<Change>();
        add(staged, Kind.ADDED, found.getAdded(), isMeant);
        add(staged, Kind.MODIFIED, found.getChanged(), isMeant);
        add(staged, Kind.DELETED, found.getRemoved(), isMeant);
        var unstaged = new ArrayList<Change>();
        add(unstaged, Kind.MODIFIED, found.getModified(), isMeant);
        add(unstaged, Kind.DELETED, found.getMissing(), isMeant);
        staged.sort((a, b) -> a.path().compareTo(b.path()));
        unstaged.sort((a, b) -> a.path().compareTo(b.path()));
        return new Status(head(), renamed(staged), List.copyOf(unstaged), untracked(found, untracked), conflicts, form);
    }

    private static void add(List<Change> changes, Kind kind, Iterable<String> paths, Predicate<String> isMeant) {
        paths.forEach(path -> {
            if (isMeant.test(path)) {
                changes.add(new Change(kind, path, path));
            }
        });
    }

    private List<Change> renamed(List<Change> staged) throws IOException {
        if (staged.stream().noneMatch(change -> change.kind() == Kind.ADDED)
                || staged.stream().noneMatch(change -> change.kind() == Kind.DELETED)) {
            return List.copyOf(staged);
        }
        var head = place.repository().resolve("HEAD^{tree}");
        return new Comparison(place.repository(), spec, Comparison.Look.USUAL)
            .names(head == null ? new State.Nothing() : new State.Tree(head), new State.Index());
    }

    private List<String> untracked(org.eclipse.jgit.api.Status found, String which) {
        var all = new TreeSet<String>();
        if (which.equals("no")) {
            return List.of();
        }
        var folders = new TreeSet<String>();
        if (!which.equals("all")) {
            for (var folder : found.getUntrackedFolders()) {
                // A folder with nothing but ignored files, or none, is nothing to tell of.
                if (found.getUntracked().stream().anyMatch(path -> path.startsWith(folder + "/")
                        && spec.matches(path)) && folders.stream().noneMatch(above ->
                        folder.startsWith(above + "/"))) {
                    folders.add(folder);
                }
            }
        }
        folders.forEach(folder -> all.add(folder + "/"));
        found.getUntracked().stream().filter(spec::matches)
            .filter(path -> folders.stream().noneMatch(folder -> path.startsWith(folder + "/"))).forEach(all::add);
        return List.copyOf(all);
    }

    private Status.Head head() throws IOException {
        var repository = place.repository();
        var head = repository.exactRef(Constants.HEAD);
        var branch = head != null && head.isSymbolic() ? Repository.shortenRefName(head.getTarget().getName()) : "";
        var commit = head == null || head.getObjectId() == null ? "" : head.getObjectId().name();
        return new Status.Head(branch, commit, branch.isEmpty() ? null : tracking(repository, branch),
            operation(repository));
    }

    /** How a branch stands to the one that it follows; null if it follows none. */
    public static Tracking tracking(Repository repository, String branch) throws IOException {
        var upstream = new org.eclipse.jgit.lib.BranchConfig(repository.getConfig(), branch).getTrackingBranch();
        if (upstream == null) {
            return null;
        }
        var name = Repository.shortenRefName(upstream);
        if (repository.exactRef(upstream) == null) {
            return new Tracking(name, 0, 0, true);
        }
        var counts = BranchTrackingStatus.of(repository, branch);
        return counts == null ? new Tracking(name, 0, 0, false)
            : new Tracking(name, counts.getAheadCount(), counts.getBehindCount(), false);
    }

    /** What has been begun and not ended. */
    private static String operation(Repository repository) throws IOException {
        return switch (repository.getRepositoryState()) {
            case MERGING, MERGING_RESOLVED -> "merge";
            case CHERRY_PICKING, CHERRY_PICKING_RESOLVED -> "cherry-pick";
            case REVERTING, REVERTING_RESOLVED -> "revert";
            case REBASING, REBASING_REBASING, REBASING_MERGE, REBASING_INTERACTIVE -> "rebase";
            default -> new Sequencer(repository).operation();
        };
    }
}
