package org.jolab.magics.git.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.jolab.api.UsageError;
import org.jolab.git.DiffStat;
import org.jolab.git.FileDiff;
import org.jolab.git.Listing;
import org.jolab.git.StyledText;
import org.jolab.magics.git.Command;
import org.jolab.magics.git.compare.Comparison.Look;
import org.jolab.magics.git.compare.Comparison.State;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Names;
import org.jolab.magics.git.place.Place;

/** {@code %git diff}. */
public final class CompareCommands {

    /** How a difference is shown, in options that all commands have which show one. */
    public static final List<String> LOOKS = List.of("--stat", "--name-only", "--name-status", "--numstat",
        "--shortstat", "-p, -u, --patch", "-U, --unified N", "-w, --ignore-all-space", "-b, --ignore-space-change",
        "--ignore-space-at-eol", "--raw-notebooks", "--color[=", "--no-color", "-M, --find-renames", "--no-ext-diff",
        "--text");

    private static final Pattern RANGE = Pattern.compile("(.*?)(\\.\\.\\.?)(.*)");

    private CompareCommands() {}

    /** The commands. */
    public static List<Command> all() {
        return List.of(Command.of("diff", "what differs: files and index, index and commit, commits",
            syntax("--staged", "--cached", "--exit-code", "-q, --quiet"),
            CompareCommands::diff).givesMany(FileDiff.class));
    }

    /** A syntax with the options of {@link #LOOKS} and others. */
    public static Syntax syntax(String... others) {
        var all = new ArrayList<>(LOOKS);
        all.addAll(List.of(others));
        return Syntax.of(all.toArray(String[]::new));
    }

    /** How to compare. */
    public static Look look(Given given) {
        var whitespace = given.has("-w") ? RawTextComparator.WS_IGNORE_ALL
            : given.has("-b") ? RawTextComparator.WS_IGNORE_CHANGE
            : given.has("--ignore-space-at-eol") ? RawTextComparator.WS_IGNORE_TRAILING : RawTextComparator.DEFAULT;
        return new Look(given.number("-U", Look.USUAL.context()), whitespace, given.has("--raw-notebooks"));
    }

    /** Whether something other than the whole difference is to be shown. */
    public static boolean isSummary(Given given) {
        return given.has("--stat", "--name-only", "--name-status", "--numstat", "--shortstat");
    }

    /** {@code files} as the options want them shown. */
    public static StyledText shown(List<FileDiff> files, Given given) {
        var text = new StyledText();
        if (given.has("--stat")) {
            text.add(DiffStat.of(files));
        }
        if (given.has("--shortstat") && !files.isEmpty()) {
            text.line(" " + DiffStat.sum(files));
        }
        for (var file : files) {
            if (given.has("--name-only")) {
                text.line(file.path());
            } else if (given.has("--name-status")) {
                text.line(file.kind().letter() + "\t" + file.name().replace(" => ", "\t"));
            } else if (given.has("--numstat")) {
                text.line((file.isBinary() ? "-\t-" : file.insertions() + "\t" + file.deletions()) + "\t"
                    + file.name());
            }
        }
        if (!isSummary(given) || given.has("-p")) {
            files.forEach(file -> text.add(file.patch()));
        }
        return text;
    }

    private static Object diff(Place place, Given given) throws IOException {
        var states = new ArrayList<State>();
        var paths = new ArrayList<>(given.paths());
        for (var word : given.words()) {
            if (!paths.isEmpty() && !given.hasDashes() || !addStates(place, word, states)) {
                if (given.hasDashes()) {
                    place.resolve(word);
                }
                checkPath(place, word);
                paths.add(word);
            }
        }
        var staged = given.has("--staged", "--cached");
        var comparison = new Comparison(place.repository(), PathSpec.of(place, paths), look(given));
        var found = switch (states.size()) {
            case 0 -> staged ? comparison.between(head(place), new State.Index())
                : comparison.between(new State.Index(), new State.Files());
            case 1 -> comparison.between(states.getFirst(), staged ? new State.Index() : new State.Files());
            case 2 -> comparison.between(states.get(0), states.get(1));
            default -> throw new UsageError("Two commits can be compared, not " + states.size() + ".");
        };
        return new Listing<>(found, shown(found, given));
    }

    private static void checkPath(Place place, String word) throws IOException {
        var path = place.inTree(word);
        if (!word.matches(".*[*?\\[:].*") && !java.nio.file.Files.exists(place.top().resolve(path))
                && place.repository().readDirCache().getEntriesWithin(path).length == 0
                && place.repository().readDirCache().findEntry(path) < 0) {
            throw new UsageError("\"" + word + "\" is neither a commit, branch or tag nor a file here. If a file of "
                + "that name was there before, write -- before it.");
        }
    }

    /** What the next commit will be compared with. */
    public static State head(Place place) throws IOException {
        var head = place.repository().resolve("HEAD^{tree}");
        return head == null ? new State.Nothing() : new State.Tree(head);
    }

    private static boolean addStates(Place place, String word, List<State> states) throws IOException {
        var names = new Names(place.repository());
        var range = RANGE.matcher(word);
        if (range.matches() && !names.exists(word)) {
            var from = names.resolve(range.group(1).isEmpty() ? "HEAD" : range.group(1));
            var to = names.resolve(range.group(3).isEmpty() ? "HEAD" : range.group(3));
            states.add(new State.Tree(range.group(2).length() == 3 ? base(place, from, to) : from));
            states.add(new State.Tree(to));
            return true;
        }
        if (!names.exists(word)) {
            return false;
        }
        states.add(new State.Tree(names.resolve(word)));
        return true;
    }

    private static ObjectId base(Place place, ObjectId one, ObjectId other) throws IOException {
        try (var walk = new RevWalk(place.repository())) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(one));
            walk.markStart(walk.parseCommit(other));
            var found = walk.next();
            if (found == null) {
                throw new UsageError("These two have no commit in common.");
            }
            return found.getId();
        }
    }

    /** What a commit changes: against its first parent. */
    public static List<FileDiff> changes(Comparison comparison, RevCommit commit) throws IOException {
        try (var walk = new RevWalk(comparison.repository())) {
            var parsed = walk.parseCommit(commit);
            return comparison.between(parsed.getParentCount() == 0 ? new State.Nothing()
                : new State.Tree(walk.parseCommit(parsed.getParent(0)).getTree()), new State.Tree(parsed.getTree()));
        }
    }
}
