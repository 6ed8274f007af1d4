package org.jolab.magics.git.branches;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.api.CreateBranchCommand.SetupUpstreamMode;
import org.eclipse.jgit.api.errors.NotMergedException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jolab.api.UsageError;
import org.jolab.git.Branch;
import org.jolab.git.Listing;
import org.jolab.git.StyledText;
import org.jolab.git.StyledText.Style;
import org.jolab.magics.git.Command;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Names;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.tree.StatusReader;

/** {@code %git branch}. */
public final class BranchCommands {

    private BranchCommands() {}

    /** The commands. */
    public static List<Command> all() {
        return List.of(Command.of("branch", "lists, makes, renames and deletes branches", Syntax.of("-a, --all",
            "-r, --remotes", "-l, --list", "-v, --verbose", "-vv", "-d, --delete", "-D", "-m, --move", "-M",
            "-f, --force", "-u, --set-upstream-to NAME", "--unset-upstream", "-t, --track", "--no-track",
            "--show-current", "--contains[=", "--merged[=", "--no-merged[=", "-q, --quiet"), BranchCommands::branch)
            .givesMany(Branch.class));
    }

    private static Object branch(Place place, Given given) throws Exception {
        if (given.has("--show-current")) {
            return current(place.repository());
        }
        if (given.has("-d", "-D")) {
            return delete(place, given);
        }
        if (given.has("-m", "-M")) {
            return rename(place, given);
        }
        if (given.has("-u", "--unset-upstream")) {
            return follow(place, given);
        }
        if (given.words().isEmpty() || given.has("-l", "-a", "-r", "-v", "-vv", "--contains", "--merged",
                "--no-merged")) {
            return list(place, given);
        }
        given.atMost(2);
        var name = checked(given.words().getFirst());
        if (!given.has("-f") && place.repository().exactRef(Constants.R_HEADS + name) != null) {
            throw new UsageError("There is a branch " + name + " already. %git switch " + name + " checks it out, "
                + "%git branch -f " + name + " moves it.");
        }
        checkNowhere(place, name, "moved", "%git reset --hard COMMIT moves the one that is checked out here.");
        var start = given.word(1).orElse("HEAD");
        var command = place.git().branchCreate().setName(name).setForce(given.has("-f"))
            .setStartPoint(startPoint(place, start));
        if (given.has("-t", "--no-track")) {
            command.setUpstreamMode(given.has("-t") ? SetupUpstreamMode.TRACK : SetupUpstreamMode.NOTRACK);
        }
        command.call();
        return null;
    }

    /** Moving or deleting a branch would pull it away under the files that belong to it. */
    private static void checkNowhere(Place place, String name, String what, String hint) throws IOException {
        if (name.equals(current(place.repository()))) {
            throw new UsageError("The branch " + name + " is checked out, so it can't be " + what + ". " + hint);
        }
        Worktrees.checkFree(place.repository(), name, what);
    }

    /** A name as JGit's commands take it; branches stay names, so that they can be followed. */
    static String startPoint(Place place, String name) throws IOException {
        var id = place.commit(name).name();
        return place.repository().findRef(name) != null ? name : id;
    }

    /** The branch that is checked out; empty if none is. */
    public static String current(Repository repository) throws IOException {
        var head = repository.exactRef(Constants.HEAD);
        return head != null && head.isSymbolic() ? Repository.shortenRefName(head.getTarget().getName()) : "";
    }

    /** A name that a branch may have. */
    static String checked(String name) {
        if (!Repository.isValidRefName(Constants.R_HEADS + name) || name.startsWith("-") || name.equals("HEAD")) {
            throw new UsageError("A branch can't be called \"" + name + "\": names have no blanks, no \"..\", none of "
                + "the characters ~^:?*[\\ and end neither with a slash nor with .lock.");
        }
        return name;
    }

    private static Object list(Place place, Given given) throws IOException {
        var repository = place.repository();
        var patterns = given.words().stream().map(glob -> Pattern.compile(glob.replaceAll("[.()+^$|{}\\\\]", "\\\\$0")
            .replace("*", ".*").replace("?", "."))).toList();
        var found = new ArrayList<Branch>();
        try (var walk = new RevWalk(repository)) {
            if (!given.has("-r")) {
                for (var ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
                    add(found, place, given, new Entry(ref, walk));
                }
            }
            if (given.has("-a", "-r")) {
                for (var ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_REMOTES)) {
                    add(found, place, given, new Entry(ref, walk));
                }
            }
        }
        found.removeIf(branch -> !patterns.isEmpty() && patterns.stream().noneMatch(pattern ->
            pattern.matcher(branch.name()).matches()));
        var text = look(found, given);
        if (current(repository).isEmpty() && !given.has("-r") && patterns.isEmpty()
                && !new Names(repository).isEmpty()) {
            var id = repository.resolve("HEAD").name().substring(0, 7);
            text = new StyledText().add("* ").line(Style.GOOD, "(HEAD detached at " + id + ")").add(text);
        }
        return new Listing<>(found, text);
    }

    private record Entry(Ref ref, RevWalk walk) {}

    private static void add(List<Branch> found, Place place, Given given, Entry entry) throws IOException {
        var ref = entry.ref;
        var walk = entry.walk;
        if (ref.getObjectId() == null || ref.isSymbolic()) {
            return;
        }
        var tip = walk.parseCommit(ref.getObjectId());
        if (given.has("--contains") && !isWithin(place, walk, given.option("--contains").orElse("HEAD"), tip, true)
                || given.has("--merged") && !isWithin(place, walk, given.option("--merged").orElse("HEAD"), tip, false)
                || given.has("--no-merged") && isWithin(place, walk, given.option("--no-merged").orElse("HEAD"), tip,
                    false)) {
            return;
        }
        var isRemote = ref.getName().startsWith(Constants.R_REMOTES);
        var name = Repository.shortenRefName(ref.getName());
        var tracking = isRemote ? null : StatusReader.tracking(place.repository(), name);
        found.add(new Branch(name, tip.name(), tip.getShortMessage(), tracking,
            !isRemote && name.equals(current(place.repository())), isRemote));
    }

    private static boolean isWithin(Place place, RevWalk walk, String name, org.eclipse.jgit.revwalk.RevCommit tip,
            boolean isBelow) throws IOException {
        var other = walk.parseCommit(place.resolve(name));
        return isBelow ? walk.isMergedInto(other, tip) : walk.isMergedInto(tip, other);
    }

    private static StyledText look(List<Branch> branches, Given given) {
        var text = new StyledText();
        var width = branches.stream().mapToInt(branch -> shown(branch, given).length()).max().orElse(0);
        for (var branch : branches) {
            var name = shown(branch, given);
            text.add(branch.isCurrent() ? "* " : "  ").add(branch.isCurrent() ? Style.GOOD
                : branch.isRemote() ? Style.BAD : Style.PLAIN, name);
            if (given.has("-v", "-vv")) {
                text.add(" ".repeat(width - name.length() + 1)).add(Style.ID, branch.commit().substring(0, 7));
                var tracking = branch.tracking();
                if (tracking != null) {
                    var brief = tracking.brief().replaceAll("[\\[\\]]", "");
                    var isLong = given.has("-vv");
                    var inner = (isLong ? tracking.upstream() : "") + (isLong && !brief.isEmpty() ? ": " : "") + brief;
                    text.add(Style.PLACE, inner.isEmpty() ? "" : " [" + inner + "]");
                }
                text.add(" " + branch.subject());
            }
            text.line();
        }
        return text;
    }

    private static String shown(Branch branch, Given given) {
        return (branch.isRemote() && given.has("-a") ? "remotes/" : "") + branch.name();
    }

    private static Object delete(Place place, Given given) throws Exception {
        given.need(0, "which branch to delete");
        var isForced = given.has("-D", "-f");
        for (var name : given.words()) {
            var full = (given.has("-r") ? Constants.R_REMOTES : Constants.R_HEADS) + name;
            var ref = place.repository().exactRef(full);
            if (ref == null) {
                throw new UsageError("There is no branch " + name + ". %git branch lists them.");
            }
            if (!given.has("-r")) {
                checkNowhere(place, name, "deleted", "%git switch to another one first.");
            }
            try {
                place.git().branchDelete().setBranchNames(full).setForce(isForced || isInUpstream(place, name))
                    .call();
                System.out.println("Deleted branch " + name + " (was " + ref.getObjectId().name().substring(0, 7)
                    + ").");
            } catch (NotMergedException e) {
                throw new UsageError("The branch " + name + " has commits that no other branch here has, so nothing "
                    + "was deleted. %git merge " + name + " takes them over; %git branch -D " + name + " throws them "
                    + "away.", e);
            }
        }
        return null;
    }

    /** Whether the branch that it follows has all of its commits. */
    private static boolean isInUpstream(Place place, String name) throws IOException {
        var tracking = StatusReader.tracking(place.repository(), name);
        return tracking != null && !tracking.isGone() && tracking.ahead() == 0;
    }

    private static Object rename(Place place, Given given) throws Exception {
        given.atMost(2);
        var old = given.words().size() > 1 ? given.words().getFirst() : current(place.repository());
        var fresh = checked(given.need(given.words().size() > 1 ? 1 : 0, "the new name"));
        if (place.repository().exactRef(Constants.R_HEADS + old) == null) {
            if (new Names(place.repository()).isEmpty() && old.equals(current(place.repository()))) {
                place.repository().updateRef(Constants.HEAD).link(Constants.R_HEADS + fresh);
                return null;
            }
            throw new UsageError("There is no branch " + old + " to rename. %git branch lists them.");
        }
        if (place.repository().exactRef(Constants.R_HEADS + fresh) != null && !old.equals(fresh)) {
            if (!given.has("-M", "-f") || fresh.equals(current(place.repository()))) {
                throw new UsageError("There is a branch " + fresh + " already. Nothing was renamed.");
            }
            Worktrees.checkFree(place.repository(), fresh, "overwritten");
            place.git().branchDelete().setBranchNames(fresh).setForce(true).call();
        }
        Worktrees.checkFree(place.repository(), old, "renamed");
        place.git().branchRename().setOldName(old).setNewName(fresh).call();
        return null;
    }

    private static Object follow(Place place, Given given) throws Exception {
        var config = place.repository().getConfig();
        var branch = given.word(0).orElse(current(place.repository()));
        if (given.has("--unset-upstream")) {
            config.unset(ConfigConstants.CONFIG_BRANCH_SECTION, branch, "remote");
            config.unset(ConfigConstants.CONFIG_BRANCH_SECTION, branch, "merge");
            config.save();
            return null;
        }
        var upstream = given.option("-u").orElseThrow();
        var ref = place.repository().findRef(upstream);
        if (ref == null) {
            throw new UsageError("There is no branch " + upstream + " to follow. %git fetch brings those of a remote "
                + "repository, %git push -u origin " + branch + " makes one there.");
        }
        Upstream.set(place.repository(), branch, ref.getName());
        System.out.println("branch '" + branch + "' set up to track '" + upstream + "'.");
        return null;
    }
}
