package org.jolab.magics.git;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jolab.api.UsageError;
import org.jolab.magics.git.branches.BranchCommands;
import org.jolab.magics.git.branches.MergeCommands;
import org.jolab.magics.git.branches.PickCommands;
import org.jolab.magics.git.branches.RebaseCommands;
import org.jolab.magics.git.branches.SwitchCommands;
import org.jolab.magics.git.branches.TagCommands;
import org.jolab.magics.git.compare.CompareCommands;
import org.jolab.magics.git.credentials.Memory;
import org.jolab.magics.git.credentials.Urls;
import org.jolab.magics.git.history.LogCommands;
import org.jolab.magics.git.history.LookupCommands;
import org.jolab.magics.git.lfs.LargeFileCommands;
import org.jolab.magics.git.lfs.LargeFiles;
import org.jolab.magics.git.line.Line;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.EmptyTree;
import org.jolab.magics.git.place.Environment;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.place.Shift;
import org.jolab.magics.git.remote.RemoteCommands;
import org.jolab.magics.git.sign.Signing;
import org.jolab.magics.git.tree.CleanCommand;
import org.jolab.magics.git.tree.CommitCommands;
import org.jolab.magics.git.tree.ConfigCommands;
import org.jolab.magics.git.tree.RestoreCommands;
import org.jolab.magics.git.tree.StagingCommands;
import org.jolab.magics.git.tree.StashCommands;

/** All commands of {@code %git}. Made when the first one is used, as JGit is loaded by that. Used by all threads. */
final class Commands {

    private final Map<String, Command> all = new LinkedHashMap<>();
    private final Environment environment;
    private final Memory memory = new Memory();

    Commands(Environment environment) {
        this.environment = environment;
        var lists = new ArrayList<Command>();
        LargeFiles.install();
        lists.addAll(new RemoteCommands(memory).all());
        lists.addAll(LargeFileCommands.all());
        lists.addAll(ConfigCommands.all());
        lists.addAll(StagingCommands.all());
        lists.addAll(CommitCommands.all());
        lists.addAll(RestoreCommands.all());
        lists.addAll(CleanCommand.all());
        lists.addAll(StashCommands.all());
        lists.addAll(CompareCommands.all());
        lists.addAll(LogCommands.all());
        lists.addAll(LookupCommands.all());
        lists.addAll(BranchCommands.all());
        lists.addAll(SwitchCommands.all());
        lists.addAll(MergeCommands.all());
        lists.addAll(RebaseCommands.all());
        lists.addAll(PickCommands.all());
        lists.addAll(TagCommands.all());
        lists.forEach(command -> all.put(command.name(), command));
    }

    /** All of them. */
    List<Command> all() {
        return List.copyOf(all.values());
    }

    /** Does what {@code typed} says. */
    Object run(String typed) throws Exception {
        var words = Line.words(typed);
        var folder = java.nio.file.Path.of(System.getProperty("user.dir")).toAbsolutePath();
        var at = 0;
        while (at < words.size() && words.get(at).startsWith("-")) {
            var word = words.get(at);
            if (word.equals("-C") && at + 1 < words.size()) {
                folder = folder.resolve(words.get(at + 1)).normalize();
                at += 2;
            } else if (word.equals("--no-pager") || word.equals("-p") || word.equals("--paginate")) {
                at++;
            } else {
                throw other(words, "%git does not know the option " + word + " before a command.");
            }
        }
        if (!java.nio.file.Files.isDirectory(folder)) {
            throw new UsageError("There is no folder " + folder + ".");
        }
        if (at == words.size()) {
            System.out.print(help());
            return null;
        }
        var command = all.get(words.get(at));
        if (command == null) {
            throw unknown(words, words.get(at));
        }
        return run(command, words.subList(at + 1, words.size()), folder, words);
    }

    private Object run(Command command, List<String> rest, java.nio.file.Path folder, List<String> words)
            throws Exception {
        if (List.of("--help", "-h").contains(rest.isEmpty() ? "" : rest.getFirst())
                && !command.name().equals("ls-remote")) {
            System.out.print(Help.of(command));
            return null;
        }
        try {
            var given = command.syntax().read(rest);
            var shift = new Shift();
            return shift.run(() -> {
                try (var place = new Place(folder, environment, shift)) {
                    Signing.install(place);
                    return LargeFiles.during(place, memory,
                        () -> EmptyTree.during(place, () -> command.work().run(place, given)));
                }
            });
        } catch (Syntax.Unknown e) {
            throw other(words, "%git " + command.name() + " does not know " + e.option() + " (%git " + command.name()
                + " -h tells what it knows).");
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw Failure.of(e, command.name(), "!git " + Urls.withoutSecret(Line.shell(words)));
        }
    }

    private UsageError unknown(List<String> words, String name) {
        if (OtherCommands.contains(name)) {
            throw other(words, "%git has no command \"" + name + "\".");
        }
        var near = all.keySet().stream().filter(known -> Help.distance(known, name) <= 2)
            .min(java.util.Comparator.comparingInt(known -> Help.distance(known, name)));
        return near.map(known -> new UsageError("%git has no command \"" + name + "\". Did you mean %git " + known
            + "?")).orElseGet(() -> other(words, "%git has no command \"" + name + "\"."));
    }

    /** What the shell's git may know. */
    private static UsageError other(List<String> words, String what) {
        return new UsageError(what + " The shell's git may, where it is installed: !git "
            + Urls.withoutSecret(Line.shell(words)));
    }

    private String help() {
        var text = new StringBuilder("Git without git, in this process: %git COMMAND …\n\n");
        all.values().forEach(command -> text.append(String.format("  %-12s %s%n", command.name(),
            command.summary())));
        return text.append("\n%git COMMAND -h tells its options; var x = %git log -5 gives Java the commits.\n")
            .toString();
    }
}
