package org.jolab.magics.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.jolab.api.Magic.Parameter.Candidates;
import org.jolab.api.UsageError;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Environment;
import org.jolab.magics.git.place.Place;

/** What may stand next in a line of {@code %git}: commands, options, branches, tags, remotes, files. */
final class Proposals {

    private static final Map<String, List<String>> VERBS = Map.of(
        "stash", List.of("apply", "clear", "drop", "list", "pop", "push", "show"),
        "remote", List.of("add", "get-url", "prune", "remove", "rename", "set-url"),
        "submodule", List.of("add", "init", "status", "sync", "update"),
        "lfs", List.of("fetch", "install", "ls-files", "pull", "track", "untrack"));
    private static final Set<String> OF_REMOTES = Set.of("fetch", "ls-remote", "pull", "push");
    private static final Set<String> OF_COMMITS = Set.of("branch", "checkout", "cherry-pick", "describe", "diff", "log",
        "merge", "rebase", "reset", "rev-parse", "revert", "shortlog", "show", "switch", "tag");
    private static final Set<String> OF_BRANCHES = Set.of("branch", "switch");

    private final Commands commands;
    private final Environment environment;

    Proposals(Commands commands, Environment environment) {
        this.commands = commands;
        this.environment = environment;
    }

    /** What may follow {@code before}, which begins with a command, where {@code typed} stands. */
    Candidates after(List<String> before, String typed, Path folder) {
        var command = commands.all().stream().filter(c -> c.name().equals(before.getFirst())).findFirst();
        if (command.isEmpty()) {
            return Candidates.FILES;
        }
        var name = command.get().name();
        if (before.contains("--")) {
            return Candidates.FILES;
        }
        if (typed.startsWith("-")) {
            return of(command.get().syntax().options().stream().flatMap(option -> names(option).stream()).toList());
        }
        var words = before.subList(1, before.size()).stream().filter(word -> !word.startsWith("-")).toList();
        if (VERBS.containsKey(name) && words.isEmpty()) {
            return of(VERBS.get(name));
        }
        try (var place = new Place(folder, environment, null)) {
            return place.hasRepository() ? named(name, words.size(), typed, place.repository()) : Candidates.FILES;
        } catch (IOException | UsageError e) {
            // Whoever runs the line is told.
            return Candidates.NONE;
        }
    }

    private static List<String> names(Syntax.Option option) {
        return option.value() == Syntax.Value.OPTIONAL ? List.of(option.names().getLast()) : option.names();
    }

    private static Candidates named(String name, int count, String typed, Repository repository) throws IOException {
        var found = new TreeSet<String>();
        if (name.equals("remote") || OF_REMOTES.contains(name) && count == 0) {
            found.addAll(repository.getRemoteNames());
        } else if (OF_REMOTES.contains(name) || OF_COMMITS.contains(name)) {
            add(found, repository, Constants.R_HEADS);
            if (!OF_BRANCHES.contains(name)) {
                add(found, repository, Constants.R_TAGS);
                add(found, repository, Constants.R_REMOTES);
            }
            if (name.equals("switch") || name.equals("checkout")) {
                for (var ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_REMOTES)) {
                    found.add(repository.shortenRemoteBranchName(ref.getName()));
                }
                found.remove(Constants.HEAD);
            }
        }
        return found.stream().anyMatch(ref -> ref.startsWith(typed)) ? of(List.copyOf(found)) : Candidates.FILES;
    }

    private static void add(Set<String> found, Repository repository, String prefix) throws IOException {
        for (var ref : repository.getRefDatabase().getRefsByPrefix(prefix)) {
            found.add(Repository.shortenRefName(ref.getName()));
        }
    }

    private static Candidates of(List<String> values) {
        return _ -> values;
    }
}
