package org.jolab.magics.git.remote;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefLeaseSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.jolab.api.UsageError;
import org.jolab.git.Listing;
import org.jolab.git.RefUpdate;
import org.jolab.git.StyledText;
import org.jolab.git.StyledText.Style;
import org.jolab.magics.git.branches.BranchCommands;
import org.jolab.magics.git.branches.Upstream;
import org.jolab.magics.git.credentials.Memory;
import org.jolab.magics.git.credentials.Urls;
import org.jolab.magics.git.lfs.Uploads;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Names;
import org.jolab.magics.git.place.Place;

/**
 * {@code %git push}.
 *
 * @param memory logins that were typed before
 */
record Pushing(Memory memory) {

    static final Syntax SYNTAX = Syntax.of("-u, --set-upstream", "-f, --force", "--force-with-lease[=", "--tags",
        "--all", "-d, --delete", "-n, --dry-run", "-q, --quiet", "--atomic", "-v, --verbose", "--progress",
        "-o, --push-option TEXT");

    Object run(Place place, Given given) throws Exception {
        try (var exchange = Exchange.of(place, memory)) {
            var remote = exchange.address(given.word(0).orElseGet(() -> usualRemote(place)));
            var address = address(place, remote);
            Fetching.keep(exchange, address);
            var specs = specs(place, given, remote);
            checkGoal(place, address, specs);
            var results = exchange.with(address, () -> {
                if (!given.has("-n")) {
                    Uploads.send(place, exchange, remote, tips(place, specs));
                }
                return push(place, given, new Order(exchange, remote, specs));
            });
            return told(place, given, results, new Order(exchange, remote, specs));
        }
    }

    /** Where pushes go if nobody says it: {@code branch.NAME.pushRemote}, {@code remote.pushDefault}, or upstream. */
    private static String usualRemote(Place place) {
        try {
            var config = place.repository().getConfig();
            var own = config.getString("branch", BranchCommands.current(place.repository()), "pushRemote");
            var all = own == null ? config.getString("remote", null, "pushDefault") : own;
            return all == null ? Fetching.usual(place) : all;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<ObjectId> tips(Place place, List<RefSpec> specs) throws IOException {
        var found = new ArrayList<ObjectId>();
        for (var spec : specs) {
            var source = spec.getSource();
            if (spec.isWildcard()) {
                place.repository().getRefDatabase().getRefsByPrefix(source.replace("*", "")).forEach(ref ->
                    found.add(ref.getObjectId()));
            } else if (source != null && !source.isEmpty()) {
                found.add(place.repository().resolve(source));
            }
        }
        return found;
    }

    /** Another folder's repository is written by JGit itself, which would not mind that its files are left behind. */
    private static void checkGoal(Place place, String address, List<RefSpec> specs) throws Exception {
        var uri = Exchange.uri(address);
        if (uri.isRemote() || uri.getPath() == null) {
            return;
        }
        var builder = new FileRepositoryBuilder().findGitDir(place.folder().resolve(uri.getPath()).toFile());
        if (builder.getGitDir() == null) {
            return;
        }
        try (var goal = builder.build()) {
            var set = goal.getConfig().getString("receive", null, "denyCurrentBranch");
            var current = goal.getFullBranch();
            if (!goal.isBare() && (set == null || set.matches("(?i)refuse|true"))
                    && specs.stream().anyMatch(spec -> spec.getDestination().equals(current))) {
                throw new UsageError("The branch " + Repository.shortenRefName(current) + " is checked out in "
                    + uri.getPath() + ", whose working tree would be left behind, so nothing was pushed. Push to "
                    + "another branch (%git push origin HEAD:NAME), or to a bare repository.");
            }
        }
    }

    private record Order(Exchange exchange, String remote, List<RefSpec> specs) {}

    private static String address(Place place, String remote) {
        var push = place.repository().getConfig().getString("remote", remote, "pushurl");
        return push == null ? Fetching.address(place, remote) : push;
    }

    private static Iterable<PushResult> push(Place place, Given given, Order order) throws Exception {
        var command = place.git().push().setRemote(order.remote).setProgressMonitor(place.shift().meter())
            .setForce(given.has("-f")).setDryRun(given.has("-n")).setAtomic(given.has("--atomic"))
            .setRefSpecs(order.specs).setHookOutputStream(System.out).setHookErrorStream(System.err);
        if (given.has("-o")) {
            command.setPushOptions(given.options("-o"));
        }
        if (given.has("--force-with-lease")) {
            command.setRefLeaseSpecs(leases(place, given, order));
        }
        return order.exchange.prepare(command).call();
    }

    private static List<RefLeaseSpec> leases(Place place, Given given, Order order) throws IOException {
        var leases = new ArrayList<RefLeaseSpec>();
        var said = given.option("--force-with-lease").orElse("");
        for (var name : goals(place, order.specs)) {
            var tracking = Constants.R_REMOTES + order.remote + "/" + Repository.shortenRefName(name);
            var known = place.repository().exactRef(tracking);
            var expected = said.contains(":") ? said.substring(said.indexOf(':') + 1)
                : known == null ? ObjectId.zeroId().name() : known.getObjectId().name();
            leases.add(new RefLeaseSpec(name, expected));
        }
        return leases;
    }

    /** What is written there: of a pattern, each branch that it stands for. */
    private static List<String> goals(Place place, List<RefSpec> specs) throws IOException {
        var goals = new ArrayList<String>();
        for (var spec : specs) {
            if (spec.isWildcard()) {
                place.repository().getRefDatabase().getRefsByPrefix(spec.getSource().replace("*", ""))
                    .forEach(ref -> goals.add(spec.expandFromSource(ref).getDestination()));
            } else {
                goals.add(spec.getDestination());
            }
        }
        return goals;
    }

    private static List<RefSpec> specs(Place place, Given given, String remote) throws IOException {
        var repository = place.repository();
        var typed = given.words().isEmpty() ? List.<String>of() : given.words().subList(1, given.words().size());
        var isForced = given.has("-f", "--force-with-lease");
        var found = new ArrayList<RefSpec>();
        if (given.has("-d") && typed.isEmpty()) {
            throw new UsageError("Say what to delete: %git push " + remote + " --delete BRANCH.");
        }
        for (var text : typed) {
            found.add(given.has("-d") ? deletion(text) : spec(repository, text, isForced));
        }
        if (given.has("--all")) {
            found.add(new RefSpec("refs/heads/*:refs/heads/*").setForceUpdate(isForced));
        }
        if (given.has("--tags")) {
            found.add(new RefSpec("refs/tags/*:refs/tags/*").setForceUpdate(isForced));
        }
        if (found.isEmpty()) {
            found.add(usual(place, given, remote).setForceUpdate(isForced));
        }
        return found;
    }

    private static RefSpec deletion(String text) {
        return new RefSpec(":" + (text.startsWith("refs/") ? text : Constants.R_HEADS + text));
    }

    private static RefSpec spec(Repository repository, String text, boolean isForced) throws IOException {
        var bare = text.startsWith("+") ? text.substring(1) : text;
        var colon = bare.indexOf(':');
        if (colon == 0) {
            return deletion(bare.substring(1));
        }
        var source = colon < 0 ? bare : bare.substring(0, colon);
        var names = new Names(repository);
        var ref = source.equals("HEAD") || source.equals("@") ? repository.exactRef("HEAD").getLeaf()
            : repository.findRef(source);
        if (ref == null || ref.getObjectId() == null) {
            names.resolve(source);
        }
        if (ref == null && colon < 0) {
            throw new UsageError(source + " is a commit and no branch. Say how the branch shall be called there: "
                + source + ":refs/heads/NAME.");
        }
        if (ref != null && colon < 0 && !ref.getName().startsWith("refs/")) {
            throw detached();
        }
        var goal = colon < 0 ? ref.getName() : bare.substring(colon + 1);
        var full = goal.startsWith("refs/") ? goal : (ref != null && ref.getName().startsWith(Constants.R_TAGS)
            ? Constants.R_TAGS : Constants.R_HEADS) + goal;
        return new RefSpec((ref == null || !ref.getName().startsWith("refs/") ? names.resolve(source).name()
            : ref.getName()) + ":" + full).setForceUpdate(isForced || text.startsWith("+"));
    }

    private static UsageError detached() {
        return new UsageError("No branch is checked out, so it is not clear what to push where. %git switch -c NAME "
            + "makes a branch of what is here; or say it: %git push origin HEAD:NAME.");
    }

    private static RefSpec usual(Place place, Given given, String remote) throws IOException {
        var repository = place.repository();
        var branch = BranchCommands.current(repository);
        if (branch.isEmpty()) {
            throw detached();
        }
        new Names(repository).resolve("HEAD");
        var config = repository.getConfig();
        var own = config.getString("branch", branch, "remote");
        var followed = config.getString("branch", branch, "merge");
        var mode = config.getString("push", null, "default");
        var full = Constants.R_HEADS + branch;
        if (given.has("-u") || "current".equals(mode) || config.getBoolean("push", "autoSetupRemote", false)
                || own != null && !own.equals(remote)) {
            return new RefSpec(full + ":" + full);
        }
        if (followed == null) {
            throw new UsageError("The branch " + branch + " follows no branch of " + remote + " yet. %git push -u "
                + remote + " " + branch + " makes one there and follows it from now on.");
        }
        if (!followed.equals(full) && !"upstream".equals(mode)) {
            throw new UsageError("The branch " + branch + " follows one of another name, "
                + Repository.shortenRefName(followed) + ". Say where it shall go: %git push " + remote + " HEAD:"
                + Repository.shortenRefName(followed) + " or %git push " + remote + " " + branch + ".");
        }
        return new RefSpec(full + ":" + followed);
    }

    private static Object told(Place place, Given given, Iterable<PushResult> results, Order order) throws Exception {
        var updates = new ArrayList<RefUpdate>();
        var text = new StyledText();
        var problems = new LinkedHashSet<String>();
        for (var result : results) {
            var said = result.getMessages().strip();
            if (!said.isEmpty() && !given.has("-q")) {
                said.lines().forEach(line -> System.err.println("remote: " + Urls.withoutSecret(line)));
            }
            for (var update : result.getRemoteUpdates()) {
                add(updates, text, update);
                problem(place, update, order.remote, problems);
            }
            if (!text.isEmpty()) {
                text = new StyledText().line("To " + Urls.withoutSecret(result.getURI().toString())).add(text);
            }
        }
        if (!problems.isEmpty()) {
            var others = updates.stream().filter(update -> !update.outcome().equals("rejected")
                && !update.outcome().equals("up to date")).map(RefUpdate::to).toList();
            if (!others.isEmpty()) {
                problems.add("Pushed all the same: " + String.join(", ", others) + ".");
            }
            throw new UsageError(String.join("\n", problems));
        }
        if (given.has("-u") && !given.has("-n", "-d")) {
            follow(place, updates, order.remote, text);
        }
        return given.has("-q") ? null : new Listing<>(updates, text);
    }

    private static void follow(Place place, List<RefUpdate> updates, String remote, StyledText text)
            throws IOException {
        if (!place.repository().getRemoteNames().contains(remote)) {
            throw new UsageError("Pushed; but a branch can follow one of a named repository only, and " + remote
                + " has no name. %git remote add origin URL gives it one.");
        }
        for (var update : updates) {
            if (place.repository().exactRef(Constants.R_HEADS + update.from()) != null) {
                Upstream.set(place.repository(), update.from(), new String[] {remote,
                    Constants.R_HEADS + update.to()});
                text.line("branch '" + update.from() + "' set up to track '" + remote + "/" + update.to() + "'.");
            }
        }
    }

    private static void add(List<RefUpdate> updates, StyledText text, RemoteRefUpdate update) {
        var isDeleted = update.isDelete();
        var from = isDeleted ? "(none)" : Repository.shortenRefName(update.getSrcRef());
        var to = Repository.shortenRefName(update.getRemoteName());
        var tracking = update.getTrackingRefUpdate();
        var old = tracking == null || tracking.getOldObjectId() == null ? ObjectId.zeroId()
            : tracking.getOldObjectId();
        var now = update.getNewObjectId() == null ? ObjectId.zeroId() : update.getNewObjectId();
        var words = switch (update.getStatus()) {
            case OK -> isDeleted ? "deleted" : old.equals(ObjectId.zeroId()) ? "new" : update.isFastForward()
                ? "fast-forward" : "forced update";
            case UP_TO_DATE -> "up to date";
            default -> "rejected";
        };
        updates.add(new RefUpdate(from, to, old.name(), now.name(), words));
        text.add("   ").add(Style.ID, words.equals("fast-forward") || words.equals("forced update")
            ? old.name().substring(0, 7) + ".." + now.name().substring(0, 7) + " " : "").add(Style.REF, from)
            .add(" -> ").add(Style.REF, to).line(words.equals("rejected") ? Style.BAD : Style.FAINT, " (" + words
                + ")");
    }

    private static void problem(Place place, RemoteRefUpdate update, String remote, LinkedHashSet<String> found) {
        var name = Repository.shortenRefName(update.getRemoteName());
        switch (update.getStatus()) {
            case REJECTED_NONFASTFORWARD -> found.add(update.getRemoteName().startsWith(Constants.R_TAGS)
                ? "The tag " + name + " stands at another commit in " + remote + ". Tags should stay; -f moves it all "
                    + "the same."
                : "The branch " + name + " of " + remote + " has commits that are not in yours, so it was not pushed. "
                    + "%git pull --rebase puts yours on top of them (%git pull --no-rebase merges), then push again.");
            case REJECTED_REMOTE_CHANGED -> found.add("The branch " + name + " of " + remote + " is not where it was "
                + "when you last fetched, so it was not pushed. %git fetch shows what has come.");
            case REJECTED_NODELETE -> found.add(remote + " does not let branches be deleted.");
            case NON_EXISTING -> found.add("There is no branch " + name + " in " + remote + " to delete.");
            case REJECTED_OTHER_REASON -> found.add(remote + " has rejected " + name + ": " + update.getMessage()
                + (String.valueOf(update.getMessage()).contains("checked out") ? ". That repository has a working "
                    + "tree; push to another branch, or to a bare repository." : "."));
            case NOT_ATTEMPTED, AWAITING_REPORT -> found.add(remote + " has not said what became of " + name + ".");
            default -> { }
        }
    }
}
