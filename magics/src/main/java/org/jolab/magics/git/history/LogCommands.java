package org.jolab.magics.git.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.revwalk.RevBlob;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jolab.git.Commit;
import org.jolab.git.FileDiff;
import org.jolab.git.Listing;
import org.jolab.git.StyledText;
import org.jolab.git.StyledText.Style;
import org.jolab.magics.git.Command;
import org.jolab.magics.git.compare.CompareCommands;
import org.jolab.magics.git.compare.Comparison;
import org.jolab.magics.git.compare.PathSpec;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Place;

/** {@code %git log}, {@code show} and {@code shortlog}. */
public final class LogCommands {

    private static final List<String> LOOK = List.of("--oneline", "--graph", "--pretty[=", "--format FORMAT",
        "--abbrev-commit", "--decorate[=", "--no-decorate", "--date FORM", "-s, --no-patch");

    private LogCommands() {}

    /** The commands. */
    public static List<Command> all() {
        return List.of(
            Command.of("log", "the commits", syntax(), LogCommands::log).givesMany(Commit.class),
            Command.of("show", "a commit and what it changes, or a file of one: COMMIT:FILE", syntax(),
                LogCommands::show),
            Command.of("shortlog", "who has made how many commits", Syntax.of(with(Selection.OPTIONS, "-s, --summary",
                "-e, --email", "--numbered").toArray(String[]::new)), LogCommands::shortlog));
    }

    private static Syntax syntax() {
        var all = new ArrayList<>(Selection.OPTIONS);
        all.addAll(LOOK);
        return CompareCommands.syntax(all.toArray(String[]::new));
    }

    private static List<String> with(List<String> some, String... others) {
        var all = new ArrayList<>(some);
        all.addAll(List.of(others));
        return all;
    }

    private static Object log(Place place, Given given) throws IOException {
        var selection = new Selection(place, given);
        var commits = selection.commits();
        var showsChanges = given.has("-p") || CompareCommands.isSummary(given);
        return listing(place, given, commits, showsChanges ? selection.spec() : null);
    }

    private static Listing<Commit> listing(Place place, Given given, List<RevCommit> commits, PathSpec spec)
            throws IOException {
        var values = new Commits(place.repository());
        var found = new ArrayList<Commit>();
        for (var commit : commits) {
            List<FileDiff> changes = spec == null || commit.getParentCount() > 1 ? List.of()
                : CompareCommands.changes(new Comparison(place.repository(), spec, CompareCommands.look(given)),
                    commit);
            found.add(values.value(commit, changes));
        }
        return new Listing<>(found, new LogLook(given).of(found));
    }

    private static Object show(Place place, Given given) throws IOException {
        var name = given.word(0).orElse("HEAD");
        try (var walk = new RevWalk(place.repository())) {
            var object = walk.parseAny(place.resolve(name));
            var text = new StyledText();
            while (object instanceof RevTag tag) {
                text.line(Style.ID, "tag " + tag.getTagName());
                if (tag.getTaggerIdent() != null) {
                    text.line("Tagger: " + Commits.person(tag.getTaggerIdent()));
                }
                text.line().line(tag.getFullMessage().stripTrailing()).line();
                object = walk.parseAny(tag.getObject());
            }
            return switch (object) {
                case RevCommit commit -> {
                    var paths = given.from(1).allPaths();
                    var spec = given.has("-s") ? null : PathSpec.of(place, paths);
                    var shown = listing(place, given, List.of(commit), spec);
                    if (spec != null && commit.getParentCount() > 1) {
                        System.out.println("A merge, whose changes are not shown. What it brought: %git diff "
                            + name + "^1 " + name + "; what was solved by hand: !git show " + name);
                    }
                    if (text.isEmpty()) {
                        yield given.words().size() > 1 || !given.has("--oneline", "--pretty", "--format")
                            && !CompareCommands.isSummary(given) && !given.has("-s") ? shown.getFirst() : shown;
                    }
                    yield new Listing<>(shown, text.add(new LogLook(given).of(shown)));
                }
                case RevBlob blob -> Files.content(place.repository().open(blob, Constants.OBJ_BLOB).getBytes());
                case RevTree tree -> names(place, tree);
                default -> object.name();
            };
        }
    }

    private static List<String> names(Place place, RevTree tree) throws IOException {
        var names = new ArrayList<String>();
        try (var walk = new TreeWalk(place.repository())) {
            walk.addTree(tree);
            while (walk.next()) {
                names.add(walk.getPathString() + (walk.isSubtree() ? "/" : ""));
            }
        }
        return Files.lines(names);
    }

    private static Object shortlog(Place place, Given given) throws IOException {
        var byAuthor = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var commit : new Selection(place, given).commits()) {
            var who = commit.getAuthorIdent();
            byAuthor.computeIfAbsent(who.getName() + (given.has("-e") ? " <" + who.getEmailAddress() + ">" : ""),
                _ -> new ArrayList<>()).add(commit.getShortMessage());
        }
        var text = new StyledText();
        var authors = new ArrayList<>(byAuthor.entrySet());
        if (given.has("--numbered") || given.has("-n")) {
            authors.sort((a, b) -> Integer.compare(b.getValue().size(), a.getValue().size()));
        }
        for (var author : authors) {
            if (given.has("-s")) {
                text.line(String.format("%6d", author.getValue().size()) + "\t" + author.getKey());
            } else {
                text.line(Style.STRONG, author.getKey() + " (" + author.getValue().size() + "):");
                author.getValue().reversed().forEach(subject -> text.line("      " + subject));
                text.line();
            }
        }
        return new Listing<>(authors.stream().map(Map.Entry::getKey).toList(), text);
    }
}
