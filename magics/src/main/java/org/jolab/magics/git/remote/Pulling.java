package org.jolab.magics.git.remote;

import java.util.List;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.lib.BranchConfig.BranchRebaseMode;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryState;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jolab.api.UsageError;
import org.jolab.magics.git.branches.BranchCommands;
import org.jolab.magics.git.branches.MergeCommands;
import org.jolab.magics.git.branches.RebaseCommands;
import org.jolab.magics.git.credentials.Memory;
import org.jolab.magics.git.credentials.Urls;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.remote.Fetching.Order;

/**
 * {@code %git pull}: fetching, and merging or rebasing what has come.
 *
 * @param memory logins that were typed before
 */
record Pulling(Memory memory) {

    static final Syntax SYNTAX = Syntax.of("-r, --rebase[=", "--no-rebase", "--ff-only", "--ff", "--no-ff",
        "-q, --quiet", "-p, --prune", "-t, --tags", "--no-tags", "--depth N", "--unshallow", "-f, --force",
        "-v, --verbose", "--no-edit", "--stat", "--dry-run", "--allow-unrelated-histories");

    /** What has come: its commit, how it is called, and where it was. */
    private record Arrival(ObjectId commit, String name, String address) {}

    Object run(Place place, Given given) throws Exception {
        place.top();
        given.atMost(2);
        var repository = place.repository();
        if (repository.getRepositoryState() != RepositoryState.SAFE) {
            throw MergeCommands.begun(place);
        }
        var branch = BranchCommands.current(repository);
        if (branch.isEmpty() && given.words().size() < 2) {
            throw new UsageError("No branch is checked out, so it is not clear what to pull. %git switch to one first, "
                + "or say what: %git pull origin main.");
        }
        if (given.has("--dry-run")) {
            return new Fetching(memory).run(place, given);
        }
        var arrival = fetch(place, given, branch);
        var head = repository.resolve(Constants.HEAD);
        if (head == null) {
            takeOver(place, arrival.commit);
            tell(given, "Took over " + arrival.name + " at " + arrival.commit.name().substring(0, 7) + ".");
            return null;
        }
        return join(place, given, arrival);
    }

    /** The first commit of a branch that has none yet. What lies in the working tree is not written over. */
    private static void takeOver(Place place, ObjectId commit) throws Exception {
        var repository = place.repository();
        if (repository.readDirCache().getEntryCount() > 0) {
            throw new UsageError("This branch has no commit yet, but files are staged, which a pull would lose. "
                + "Nothing was changed. %git commit them first, or %git rm --cached FILE.");
        }
        try (var walk = new RevWalk(repository)) {
            var checkout = new DirCacheCheckout(repository, null, repository.lockDirCache(),
                walk.parseCommit(commit).getTree());
            checkout.setFailOnConflict(true);
            checkout.checkout();
        }
        var update = repository.updateRef(Constants.HEAD);
        update.setNewObjectId(commit);
        update.setRefLogMessage("initial pull", false);
        update.update();
    }

    private Arrival fetch(Place place, Given given, String branch) throws Exception {
        var config = place.repository().getConfig();
        var remote = given.word(0).orElseGet(() -> Fetching.usual(place));
        Fetching.address(place, Urls.login(remote).isPresent() ? Urls.withoutSecret(remote) : remote);
        var followed = remote.equals(config.getString("branch", branch, "remote"))
            ? config.getString("branch", branch, "merge") : null;
        var wanted = given.word(1).orElse(followed == null ? "" : Repository.shortenRefName(followed));
        if (wanted.isEmpty()) {
            throw new UsageError("The branch " + branch + " follows no branch of " + remote + ". Say which one to "
                + "pull: %git pull " + remote + " " + branch + ", or once for all: %git branch --set-upstream-to="
                + remote + "/" + branch + ".");
        }
        if (remote.equals(".")) {
            return new Arrival(place.commit(wanted), wanted, ".");
        }
        try (var exchange = Exchange.of(place, memory)) {
            var specs = given.words().size() > 1 || given.words().size() == 1 && !place.repository().getRemoteNames()
                .contains(remote) ? List.of(wanted) : List.<String>of();
            var result = Fetching.fetch(place, given, new Order(exchange, remote, specs));
            for (var prefix : List.of(Constants.R_HEADS, Constants.R_TAGS, "")) {
                var ref = result.getAdvertisedRef(prefix + wanted);
                if (ref != null) {
                    return new Arrival(place.commit(ref.getObjectId().name()), wanted,
                        Urls.withoutSecret(result.getURI().toString()));
                }
            }
        }
        throw new UsageError(remote + " has no branch " + wanted + ". %git ls-remote --heads " + remote
            + " lists what it has; %git push -u " + remote + " " + wanted + " makes one there.");
    }

    private static Object join(Place place, Given given, Arrival arrival) throws Exception {
        var repository = place.repository();
        var head = place.commit("HEAD");
        boolean isForward;
        try (var walk = new RevWalk(repository)) {
            var mine = walk.parseCommit(head);
            var theirs = walk.parseCommit(arrival.commit);
            if (walk.isMergedInto(theirs, mine)) {
                tell(given, "Already up to date.");
                return null;
            }
            isForward = walk.isMergedInto(mine, theirs);
        }
        var way = way(place, given);
        if (!isForward && way == Way.UNKNOWN) {
            throw new UsageError("This branch and " + arrival.name + " have both gone on since they parted. What has "
                + "come is here (%git log HEAD..." + arrival.commit.name().substring(0, 7) + "), but nothing was "
                + "joined. %git pull --rebase puts your commits on top, %git pull --no-rebase makes a commit that "
                + "joins both; %git config pull.rebase true (or false) settles it for good.");
        }
        if (!isForward && way == Way.FAST_FORWARD) {
            throw new UsageError("This branch has commits that " + arrival.name + " has not, so it can't just be moved "
                + "ahead. Nothing was joined. %git pull --rebase puts yours on top, %git pull --no-rebase merges.");
        }
        if (way == Way.REBASE && !isForward) {
            return RebaseCommands.onto(place, arrival.commit.name(), keepsMerges(place, given));
        }
        return MergeCommands.join(place, given, new MergeCommands.Incoming(arrival.commit, arrival.name,
            "Merge branch '" + arrival.name + "' of " + arrival.address));
    }

    private static boolean keepsMerges(Place place, Given given) throws Exception {
        var config = place.repository().getConfig();
        var own = config.getString("branch", place.repository().getBranch(), "rebase");
        var said = given.has("-r") ? given.option("-r").orElse("")
            : own == null ? config.getString("pull", null, "rebase") : own;
        if (said != null && said.matches("i|interactive")) {
            throw new UsageError("%git has no editor to rebase interactively with. What has come is here, but "
                + "nothing was joined. %git pull --rebase=true takes all of your commits as they are.");
        }
        return said != null && said.matches("m|merges|p|preserve");
    }

    /** How to join two lines of work. */
    private enum Way { MERGE, REBASE, FAST_FORWARD, UNKNOWN }

    private static Way way(Place place, Given given) {
        if (given.has("--ff-only")) {
            return Way.FAST_FORWARD;
        }
        if (given.has("-r")) {
            return given.option("-r").filter("false"::equals).isPresent() ? Way.MERGE : Way.REBASE;
        }
        if (given.has("--no-rebase", "--no-ff", "--ff")) {
            return Way.MERGE;
        }
        var config = place.repository().getConfig();
        var set = config.getString("pull", null, "rebase");
        try {
            var own = config.getString("branch", place.repository().getBranch(), "rebase");
            set = own == null ? set : own;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        if (set != null) {
            return set.equals("false") || set.equalsIgnoreCase(BranchRebaseMode.NONE.name()) ? Way.MERGE : Way.REBASE;
        }
        var forward = config.getString("pull", null, "ff");
        return forward == null ? Way.UNKNOWN : forward.equals("only") ? Way.FAST_FORWARD : Way.MERGE;
    }

    private static void tell(Given given, String text) {
        if (!given.has("-q")) {
            System.out.println(text);
        }
    }
}
