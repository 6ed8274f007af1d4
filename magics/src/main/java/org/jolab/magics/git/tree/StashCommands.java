package org.jolab.magics.git.tree;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jolab.api.UsageError;
import org.jolab.git.Listing;
import org.jolab.git.Stash;
import org.jolab.git.StyledText;
import org.jolab.git.StyledText.Style;
import org.jolab.magics.git.Command;
import org.jolab.magics.git.compare.CompareCommands;
import org.jolab.magics.git.compare.Comparison;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Place;

/** {@code %git stash}. */
public final class StashCommands {

    private StashCommands() {}

    /** The commands. */
    public static List<Command> all() {
        return List.of(Command.of("stash", "puts work away and brings it back", syntax(), StashCommands::stash)
            .givesMany(Stash.class));
    }

    private static Syntax syntax() {
        var all = new ArrayList<>(CompareCommands.LOOKS);
        // What is -u to a difference means something else here.
        all.replaceAll(look -> look.endsWith("--patch") ? "-p, --patch" : look);
        all.addAll(List.of("-m, --message TEXT", "-u, --include-untracked", "--index"));
        return Syntax.of(all.toArray(String[]::new));
    }

    private static Object stash(Place place, Given typed) throws Exception {
        place.top();
        var verb = typed.word(0).orElse("push");
        var given = typed.from(1);
        switch (verb) {
            case "push", "save" -> only(given, verb, List.of("-m", "--message", "-u", "--include-untracked"));
            case "pop", "apply" -> only(given, verb, List.of("--index"));
            case "list", "drop", "clear" -> only(given, verb, List.of());
            default -> { }
        }
        return switch (verb) {
            case "push", "save" -> push(place, given, verb.equals("save") ? String.join(" ", given.words()) : "");
            case "list" -> list(place);
            case "pop" -> apply(place, given, true);
            case "apply" -> apply(place, given, false);
            case "drop" -> drop(place, index(place, given));
            case "clear" -> {
                place.git().stashDrop().setAll(true).call();
                yield null;
            }
            case "show" -> show(place, given);
            default -> throw new UsageError("%git stash knows push, list, show, pop, apply, drop and clear, not \""
                + verb + "\". The shell's git may: !git stash " + String.join(" ", typed.words()));
        };
    }

    /** What belongs to other verbs is not passed over in silence: it would put away more than was meant. */
    private static void only(Given given, String verb, List<String> known) {
        for (var option : given.values().keySet()) {
            if (!known.contains(option)) {
                throw new UsageError("%git stash " + verb + " does not know " + option + ". Nothing was done. The "
                    + "shell's git may: !git stash " + verb + " " + option);
            }
        }
    }

    private static Object push(Place place, Given given, String words) throws Exception {
        if (!given.paths().isEmpty() || words.isEmpty() && !given.words().isEmpty()) {
            throw new UsageError("%git stash puts away all that has changed, not single files. The shell's git can: "
                + "!git stash push -- " + String.join(" ", given.allPaths()));
        }
        var message = given.option("-m").orElse(words);
        var head = place.commit("HEAD");
        var branch = place.repository().getBranch();
        var name = org.eclipse.jgit.lib.ObjectId.isId(branch) ? "(no branch)" : branch;
        var at = name + ": " + head.name().substring(0, 7) + " " + head.getShortMessage();
        var text = message.isEmpty() ? "WIP on " + at : "On " + name + ": " + message;
        var isMade = new StashMaker(place, text, at).run(given.has("-u"));
        System.out.println(isMade ? "Saved working directory and index state " + text : "No local changes to save");
        return null;
    }

    private static List<RevCommit> stashes(Place place) throws Exception {
        return List.copyOf(place.git().stashList().call());
    }

    private static Object list(Place place) throws Exception {
        var text = new StyledText();
        var found = new ArrayList<Stash>();
        for (var commit : stashes(place)) {
            var stash = new Stash(found.size(), commit.name(), commit.getFullMessage().strip());
            found.add(stash);
            text.add(Style.ID, "stash@{" + stash.index() + "}").line(": " + stash.message());
        }
        return new Listing<>(found, text);
    }

    private static int index(Place place, Given given) throws Exception {
        var typed = given.word(0).orElse("0").replaceFirst("^stash@", "").replaceAll("[{}]", "");
        var count = stashes(place).size();
        if (!typed.matches("\\d{1,6}") || Integer.parseInt(typed) >= count) {
            throw new UsageError(count == 0 ? "Nothing has been put away: there is no stash."
                : "There is no stash " + typed + "; %git stash list shows 0 to " + (count - 1) + ".");
        }
        return Integer.parseInt(typed);
    }

    private static Object apply(Place place, Given given, boolean drops) throws Exception {
        var index = index(place, given);
        new StashReturn(place, stashes(place).get(index)).run(given.has("--index"), index);
        if (drops) {
            drop(place, index);
        }
        return StatusReader.all(place).isClean() ? null : new StatusReader(place,
            org.jolab.magics.git.compare.PathSpec.of(place, List.of())).read(org.jolab.git.Status.Form.SHORT,
                "normal");
    }

    private static Object drop(Place place, int index) throws Exception {
        var commit = stashes(place).get(index);
        place.git().stashDrop().setStashRef(index).call();
        System.out.println("Dropped stash@{" + index + "} (" + commit.name() + ")");
        return null;
    }

    private static Object show(Place place, Given given) throws Exception {
        var commit = stashes(place).get(index(place, given));
        var files = CompareCommands.changes(Comparison.usual(place), commit);
        return new Listing<>(files, given.has("-p") || CompareCommands.isSummary(given)
            ? CompareCommands.shown(files, given) : org.jolab.git.DiffStat.of(files));
    }
}
