package org.jolab.magics.git.history;

import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jolab.api.UsageError;
import org.jolab.git.BlameLine;
import org.jolab.git.Listing;
import org.jolab.git.ReflogEntry;
import org.jolab.git.StyledText;
import org.jolab.git.StyledText.Style;
import org.jolab.magics.git.Command;
import org.jolab.magics.git.compare.PathSpec;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Place;

/** {@code %git blame}, {@code reflog}, {@code describe}, {@code rev-parse} and {@code ls-files}. */
public final class LookupCommands {

    private static final Pattern LINES = Pattern.compile("(\\d+)(?:,(\\+?)(\\d+))?");

    private LookupCommands() {}

    /** The commands. */
    public static List<Command> all() {
        return List.of(
            Command.of("blame", "who wrote each line of a file", Syntax.of("-L RANGE", "-w"), LookupCommands::blame)
                .givesMany(BlameLine.class),
            Command.of("reflog", "where HEAD or a branch was", Syntax.of("-n, --max-count N", "-<number>"),
                LookupCommands::reflog).givesMany(ReflogEntry.class),
            Command.of("describe", "a commit's name by the last tag before it", Syntax.of("--tags", "--all", "--long",
                "--always", "--abbrev N", "--match PATTERN", "--dirty[="), LookupCommands::describe)
                .gives(String.class),
            Command.of("rev-parse", "the full name of a commit", Syntax.of("--short[=", "--abbrev-ref", "--verify",
                "--show-toplevel", "--git-dir", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix",
                "-q, --quiet"), LookupCommands::revParse).gives(String.class),
            Command.of("ls-files", "the files that the repository knows", Syntax.of("-c, --cached", "-m, --modified",
                "-o, --others", "-d, --deleted", "--exclude-standard", "-u, --unmerged"), LookupCommands::lsFiles)
                .givesMany(String.class));
    }

    private static Object blame(Place place, Given given) throws Exception {
        var all = given.allPaths();
        if (all.isEmpty()) {
            throw new UsageError("Say which file: %git blame FILE.");
        }
        var path = place.inTree(all.getLast());
        var blame = place.git().blame().setFilePath(path).setFollowFileRenames(true);
        if (given.has("-w")) {
            blame.setTextComparator(RawTextComparator.WS_IGNORE_ALL);
        }
        if (all.size() > 1) {
            blame.setStartCommit(place.resolve(all.getFirst()));
        }
        var result = blame.call();
        if (result == null) {
            throw new UsageError("The repository knows no file " + path + (all.size() > 1 ? " at " + all.getFirst()
                : "") + ".");
        }
        result.computeAll();
        var range = range(given, result.getResultContents().size());
        var found = new ArrayList<BlameLine>();
        for (var i = range[0] - 1; i < range[1]; i++) {
            var commit = result.getSourceCommit(i);
            found.add(new BlameLine(i + 1, result.getResultContents().getString(i),
                (commit == null ? ObjectId.zeroId() : commit.getId()).name(),
                commit == null ? null : Commits.person(result.getSourceAuthor(i)), result.getSourcePath(i)));
        }
        return new Listing<>(found, blameLook(found));
    }

    private static int[] range(Given given, int count) {
        if (!given.has("-L")) {
            return new int[] {1, count};
        }
        var match = LINES.matcher(given.option("-L").orElseThrow());
        if (!match.matches()) {
            throw new UsageError("-L takes line numbers: -L 10,20 or -L 10,+5.");
        }
        var from = Integer.parseInt(match.group(1));
        var end = match.group(3) == null ? count : Integer.parseInt(match.group(3));
        var to = "+".equals(match.group(2)) ? from + end - 1 : end;
        if (from < 1 || from > count) {
            throw new UsageError("The file has only " + count + " lines.");
        }
        return new int[] {from, Math.min(to, count)};
    }

    private static StyledText blameLook(List<BlameLine> lines) {
        var text = new StyledText();
        var format = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx");
        var width = lines.stream().mapToInt(line -> name(line).length()).max().orElse(0);
        var digits = lines.isEmpty() ? 0 : String.valueOf(lines.getLast().number()).length();
        for (var line : lines) {
            var name = name(line);
            text.add(Style.ID, line.commit().substring(0, 8)).add(Style.FAINT, " (" + name
                + " ".repeat(width - name.length()) + " " + (line.person() == null ? " ".repeat(25)
                    : format.format(line.person().when())) + " " + ("%" + digits + "d").formatted(line.number())
                + ") ").line(line.text());
        }
        return text;
    }

    private static String name(BlameLine line) {
        return line.person() == null ? "Not Committed Yet" : line.person().name();
    }

    private static Object reflog(Place place, Given given) throws Exception {
        var words = given.word(0).filter("show"::equals).isPresent() ? given.from(1) : given;
        if (words.word(0).filter(List.of("expire", "delete", "exists")::contains).isPresent()) {
            throw new UsageError("%git reflog only shows. The shell's git can do that: !git reflog "
                + String.join(" ", given.words()));
        }
        var name = words.word(0).orElse(Constants.HEAD);
        var ref = place.repository().findRef(name);
        if (ref == null) {
            place.resolve(name);
        }
        var found = new ArrayList<ReflogEntry>();
        var text = new StyledText();
        var entries = place.git().reflog().setRef(ref == null ? name : ref.getName()).call();
        var most = given.number("-n", Integer.MAX_VALUE);
        for (var entry : entries) {
            if (found.size() < most) {
                var index = found.size();
                found.add(new ReflogEntry(index, entry.getNewId().name(), Commits.person(entry.getWho()),
                    entry.getComment()));
                text.add(Style.ID, entry.getNewId().name().substring(0, 7)).line(" "
                    + Repository.shortenRefName(name) + "@{" + index + "}: " + entry.getComment());
            }
        }
        return new Listing<>(found, text);
    }

    private static Object describe(Place place, Given given) throws Exception {
        var name = given.word(0).orElse(Constants.HEAD);
        var command = place.git().describe().setTarget(place.resolve(name)).setTags(given.has("--tags"))
            .setAll(given.has("--all")).setLong(given.has("--long")).setAlways(given.has("--always"));
        if (given.has("--abbrev")) {
            command.setAbbrev(given.number("--abbrev", 7));
        }
        if (given.has("--match")) {
            command.setMatch(given.options("--match").toArray(String[]::new));
        }
        var found = command.call();
        if (found == null) {
            throw new UsageError("No tag" + (given.has("--tags", "--all") ? "" : " with a message")
                + " stands at " + name + " or before it. " + (given.has("--tags", "--all") ? "" : "--tags takes all "
                    + "tags, ") + "--always gives the commit's name then.");
        }
        var isDirty = given.has("--dirty") && !place.git().status().call().getUncommittedChanges().isEmpty();
        return found + (isDirty ? given.option("--dirty").orElse("-dirty") : "");
    }

    private static Object revParse(Place place, Given given) throws IOException {
        var repository = place.repository();
        if (given.has("--show-toplevel")) {
            return place.top().toString();
        }
        if (given.has("--git-dir")) {
            return repository.getDirectory().toString();
        }
        if (given.has("--is-inside-work-tree")) {
            return String.valueOf(!repository.isBare());
        }
        if (given.has("--is-shallow-repository")) {
            return String.valueOf(!repository.getObjectDatabase().getShallowCommits().isEmpty());
        }
        if (given.has("--show-prefix")) {
            var prefix = place.inTree(place.folder().toString());
            return prefix.isEmpty() ? "" : prefix + "/";
        }
        var name = given.need(0, "which commit: %git rev-parse HEAD");
        if (given.has("--abbrev-ref")) {
            var upstream = name.matches(".*@\\{(u|upstream)}") ? new org.eclipse.jgit.lib.BranchConfig(
                repository.getConfig(), name.startsWith("@") ? repository.getBranch() : name.replaceFirst("@.*", ""))
                .getTrackingBranch() : null;
            var ref = upstream == null ? repository.findRef(name.equals("@") ? "HEAD" : name) : null;
            return upstream != null ? Repository.shortenRefName(upstream)
                : ref == null ? place.resolve(name).name() : Repository.shortenRefName(ref.getTarget().getName());
        }
        var id = place.resolve(name).name();
        return given.has("--short") ? id.substring(0, given.number("--short", 7)) : id;
    }

    private static Object lsFiles(Place place, Given given) throws Exception {
        var spec = PathSpec.of(place, given.allPaths());
        var prefix = place.inTree(place.folder().toString());
        var names = new TreeSet<String>();
        var status = given.has("-m", "-o", "-d", "-u") ? place.git().status().call() : null;
        if (status == null || given.has("-c")) {
            var index = place.repository().readDirCache();
            for (var i = 0; i < index.getEntryCount(); i++) {
                names.add(index.getEntry(i).getPathString());
            }
        }
        if (given.has("-m")) {
            names.addAll(status.getModified());
            names.addAll(status.getMissing());
            names.addAll(status.getConflicting());
        }
        if (given.has("-d")) {
            names.addAll(status.getMissing());
        }
        if (given.has("-u")) {
            names.addAll(status.getConflicting());
        }
        if (given.has("-o")) {
            names.addAll(status.getUntracked());
        }
        return Files.lines(names.stream().filter(spec::matches)
            .filter(name -> prefix.isEmpty() || name.startsWith(prefix + "/"))
            .map(name -> prefix.isEmpty() ? name : name.substring(prefix.length() + 1)).toList());
    }
}
