package org.jolab.magics.git.remote;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.jolab.api.UsageError;
import org.jolab.git.Listing;
import org.jolab.git.RefUpdate;
import org.jolab.git.StyledText;
import org.jolab.git.StyledText.Style;
import org.jolab.magics.git.branches.BranchCommands;
import org.jolab.magics.git.credentials.Memory;
import org.jolab.magics.git.credentials.Urls;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Place;

/**
 * {@code %git fetch}.
 *
 * @param memory logins that were typed before
 */
record Fetching(Memory memory) {

    static final Syntax SYNTAX = Syntax.of("--all", "-p, --prune", "-t, --tags", "-n, --no-tags", "--depth N",
        "--unshallow", "--dry-run", "-f, --force", "-q, --quiet", "-v, --verbose", "--recurse-submodules[=",
        "--progress", "-j, --jobs N");

    Object run(Place place, Given given) throws Exception {
        if (given.has("--recurse-submodules") && !given.option("--recurse-submodules").orElse("").matches("no|false")) {
            throw new UsageError("%git fetch leaves submodules as they are; %git submodule update brings what this "
                + "repository wants of them. The shell's git fetches within: !git fetch --recurse-submodules");
        }
        var remotes = given.has("--all") ? List.copyOf(place.repository().getRemoteNames())
            : List.of(given.word(0).orElseGet(() -> usual(place)));
        var updates = new ArrayList<RefUpdate>();
        var text = new StyledText();
        for (var remote : remotes) {
            if (remote.equals(".")) {
                // The branch follows another one of this repository.
                continue;
            }
            var specs = given.has("--all") || given.words().isEmpty() ? List.<String>of()
                : given.words().subList(1, given.words().size());
            try (var exchange = Exchange.of(place, memory)) {
                var result = fetch(place, given, new Order(exchange, remote, specs));
                for (var update : result.getTrackingRefUpdates()) {
                    add(updates, text, update, Urls.withoutSecret(result.getURI().toString()));
                }
            }
        }
        return given.has("-q") ? null : new Listing<>(updates, text.isEmpty() ? text.add("Nothing new.") : text);
    }

    /** What to fetch: from where, and which branches if not all. */
    record Order(Exchange exchange, String remote, List<String> specs) {}

    /** The remote repository that is meant if none is named. */
    static String usual(Place place) {
        try {
            var branch = BranchCommands.current(place.repository());
            var own = place.repository().getConfig().getString("branch", branch, "remote");
            var all = place.repository().getRemoteNames();
            return own != null ? own : all.size() == 1 ? all.iterator().next() : Constants.DEFAULT_REMOTE_NAME;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Makes sure that {@code remote} is known; returns its address. */
    static String address(Place place, String remote) {
        var url = place.repository().getConfig().getString("remote", remote, "url");
        if (url == null && !remote.matches(".*[/:\\\\].*") && !java.nio.file.Files.exists(place.folder()
                .resolve(remote))) {
            var names = place.repository().getRemoteNames();
            throw new UsageError(names.isEmpty() ? "This repository knows no other one. %git remote add origin URL "
                + "names one." : "There is no remote repository called " + remote + ". %git remote lists them: "
                + String.join(", ", names) + ".");
        }
        return url == null ? remote : url;
    }

    static FetchResult fetch(Place place, Given given, Order order) throws Exception {
        var remote = order.exchange.address(order.remote);
        var address = address(place, remote);
        keep(order.exchange, address);
        return order.exchange.with(address, () -> {
            var command = place.git().fetch().setRemote(remote).setProgressMonitor(place.shift().meter())
                .setRemoveDeletedRefs(given.has("-p") || place.repository().getConfig().getBoolean("fetch", "prune",
                    false)).setDryRun(given.has("--dry-run")).setForceUpdate(given.has("-f"));
            if (given.has("--tags", "--no-tags")) {
                command.setTagOpt(given.has("--tags") ? TagOpt.FETCH_TAGS : TagOpt.NO_TAGS);
            }
            if (given.has("--depth")) {
                command.setDepth(given.number("--depth", 1));
            }
            if (given.has("--unshallow")) {
                if (place.repository().getObjectDatabase().getShallowCommits().isEmpty()) {
                    throw new UsageError("This repository has all commits already; there is nothing to unshallow.");
                }
                command.setUnshallow(true);
            }
            if (!order.specs.isEmpty()) {
                command.setRefSpecs(order.specs.stream().map(spec -> spec(place, remote, spec)).toList());
            }
            return order.exchange.prepare(command).call();
        });
    }

    /** A password that some other program has left in the settings is used, and stays there. */
    static void keep(Exchange exchange, String address) {
        if (Urls.login(address).isPresent()) {
            exchange.keeper().typed(address);
        }
    }

    /** A branch alone goes to where the remote repository's branches are kept here. */
    static RefSpec spec(Place place, String remote, String text) {
        var isForced = text.startsWith("+");
        var bare = isForced ? text.substring(1) : text;
        var colon = bare.indexOf(':');
        if (colon > 0 && colon < bare.length() - 1) {
            return new RefSpec((isForced ? "+" : "") + full(bare.substring(0, colon)) + ":"
                + checkGoal(place, full(bare.substring(colon + 1))));
        }
        if (bare.contains(":") || bare.startsWith("refs/") || bare.matches("[0-9a-f]{40}")) {
            return new RefSpec(text);
        }
        var isKnown = place.repository().getRemoteNames().contains(remote);
        return new RefSpec((isKnown ? "+" : "") + Constants.R_HEADS + bare + (isKnown ? ":" + Constants.R_REMOTES
            + remote + "/" + bare : ""));
    }

    private static String full(String name) {
        return name.startsWith("refs/") || name.matches("[0-9a-f]{40}|HEAD") ? name : Constants.R_HEADS + name;
    }

    private static String checkGoal(Place place, String goal) {
        try {
            if (!place.repository().isBare() && goal.equals(place.repository().getFullBranch())) {
                throw new UsageError("The branch " + Repository.shortenRefName(goal) + " is checked out; its working "
                    + "tree would be left behind. Nothing was fetched. %git pull brings both.");
            }
            return goal;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void add(List<RefUpdate> updates, StyledText text, TrackingRefUpdate update, String address) {
        var from = update.getRemoteName() == null ? "(none)" : Repository.shortenRefName(update.getRemoteName());
        var to = Repository.shortenRefName(update.getLocalName());
        var old = update.getOldObjectId();
        var now = update.getNewObjectId();
        var isNew = old == null || old.equals(ObjectId.zeroId());
        var words = switch (update.getResult()) {
            case NEW -> update.getLocalName().startsWith(Constants.R_TAGS) ? "new tag" : "new branch";
            case FAST_FORWARD -> "fast-forward";
            case FORCED -> now.equals(ObjectId.zeroId()) ? "deleted" : "forced update";
            case NO_CHANGE -> "up to date";
            case REJECTED -> "rejected: it would lose commits here";
            case RENAMED -> "renamed";
            case REJECTED_CURRENT_BRANCH, REJECTED_MISSING_OBJECT, REJECTED_OTHER_REASON, LOCK_FAILURE, IO_FAILURE,
                NOT_ATTEMPTED -> "failed: " + update.getResult();
        };
        updates.add(new RefUpdate(from, to, isNew ? ObjectId.zeroId().name() : old.name(), now.name(), words));
        if (text.isEmpty()) {
            text.line("From " + address);
        }
        text.add("   ").add(Style.ID, isNew || words.equals("deleted") ? "" : old.name().substring(0, 7) + ".."
            + now.name().substring(0, 7) + " ").add(Style.REF, from).add(" -> ").add(Style.REF, to)
            .line(Style.FAINT, " (" + words + ")");
    }
}
