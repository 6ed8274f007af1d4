package org.jolab.magics.git.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;
import org.jolab.api.UsageError;
import org.jolab.git.Cloned;
import org.jolab.magics.git.credentials.Memory;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Place;

/**
 * {@code %git clone}.
 *
 * @param memory logins that were typed before
 */
record Cloning(Memory memory) {

    static final Syntax SYNTAX = Syntax.of("--depth N", "-b, --branch NAME", "--recurse-submodules[=",
        "--recursive", "--bare", "--mirror", "-q, --quiet", "-o, --origin NAME", "--single-branch",
        "--no-single-branch", "-n, --no-checkout", "--no-tags", "--progress", "-v, --verbose", "-j, --jobs N",
        "-l, --local", "--no-hardlinks");

    Object run(Place place, Given given) throws Exception {
        given.atMost(2);
        try (var exchange = Exchange.of(place, memory)) {
            var typed = given.need(0, "what to clone: %git clone URL");
            var address = local(place, exchange.address(typed));
            var folder = place.folder().resolve(given.word(1).orElseGet(() -> name(address, given))).normalize();
            check(folder);
            var removal = Removal.of(folder);
            var isDone = false;
            try (var git = exchange.with(address, () -> clone(place, given, new Errand(exchange, address, folder)))) {
                if (place.shift().meter().isCancelled()) {
                    throw new InterruptedException();
                }
                var made = value(git.getRepository(), shown(place, folder));
                isDone = true;
                return given.has("-q") ? null : made;
            } finally {
                if (!isDone) {
                    removal.run();
                }
            }
        }
    }

    private record Errand(Exchange exchange, String address, Path folder) {}

    private static Path shown(Place place, Path folder) {
        return folder.startsWith(place.folder()) ? place.folder().relativize(folder) : folder;
    }

    private static String name(String address, Given given) {
        try {
            return Exchange.uri(address).getHumanishName() + (given.has("--bare", "--mirror") ? ".git" : "");
        } catch (IllegalArgumentException e) {
            throw new UsageError("The address " + address + " does not say how to call the folder. Say it: %git clone "
                + address + " FOLDER.", e);
        }
    }

    /** A path from the current folder, which is not the JVM's own everywhere. */
    private static String local(Place place, String address) {
        var uri = Exchange.uri(address);
        if (uri.isRemote() || uri.getScheme() != null) {
            return address;
        }
        var path = place.folder().resolve(address).normalize();
        if (!Files.exists(path)) {
            throw new UsageError("There is no repository " + address + (address.matches("[\\w.-]+/[\\w.-]+")
                ? ". Did you mean https://github.com/" + address + "?" : " here. Check the path."));
        }
        return path.toString();
    }

    private static void check(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new UsageError("The folder " + folder + " is there already and not empty. Nothing was "
                        + "cloned. Name another folder: %git clone URL FOLDER; or, if it is that repository, %git -C "
                        + folder.getFileName() + " pull.");
                }
            }
        } else if (Files.exists(folder)) {
            throw new UsageError(folder + " is a file. Nothing was cloned. Name a folder: %git clone URL FOLDER.");
        }
    }

    private static Git clone(Place place, Given given, Errand errand) throws Exception {
        if (given.option("--recurse-submodules").filter(path -> !path.isEmpty()).isPresent()) {
            throw new UsageError("%git clone brings all submodules or none. Clone without, then: %git submodule update "
                + "--init " + given.option("--recurse-submodules").get());
        }
        var isBare = given.has("--bare", "--mirror");
        var command = Git.cloneRepository().setURI(errand.address).setDirectory(errand.folder.toFile())
            .setBare(isBare).setMirror(given.has("--mirror")).setFs(FS.DETECTED)
            .setNoCheckout(given.has("-n")).setProgressMonitor(place.shift().meter())
            .setCloneSubmodules(given.has("--recurse-submodules", "--recursive"));
        given.option("-o").ifPresent(command::setRemote);
        var branch = given.option("-b").orElse("");
        if (given.has("--depth")) {
            command.setDepth(depth(given));
        }
        if (given.has("--no-tags")) {
            command.setNoTags();
        }
        if (!branch.isEmpty() || given.has("--depth", "--single-branch") && !given.has("--no-single-branch")) {
            var found = branch(errand, branch);
            if (!branch.isEmpty()) {
                command.setBranch(found);
            }
            if (given.has("--depth", "--single-branch") && !given.has("--no-single-branch") && found != null) {
                command.setCloneAllBranches(false).setBranchesToClone(List.of(found));
            }
        }
        var git = errand.exchange.prepare(command).call();
        finish(git.getRepository(), given.option("-o").orElse(Constants.DEFAULT_REMOTE_NAME), isBare);
        return git;
    }

    private static int depth(Given given) {
        var depth = given.number("--depth", 1);
        if (depth < 1) {
            throw new UsageError("--depth counts commits, so it is 1 or more.");
        }
        return depth;
    }

    /** The full name of the branch or tag, as the other side has it; the one that HEAD stands at if none is named. */
    private static String branch(Errand errand, String name) throws Exception {
        var all = errand.exchange.prepare(Git.lsRemoteRepository().setRemote(errand.address)).callAsMap();
        if (name.isEmpty()) {
            var head = all.get(Constants.HEAD);
            return head == null ? null : head.isSymbolic() ? head.getTarget().getName() : all.values().stream()
                .filter(ref -> ref.getName().startsWith(Constants.R_HEADS)
                    && ref.getObjectId().equals(head.getObjectId()))
                .map(org.eclipse.jgit.lib.Ref::getName).findFirst().orElse(null);
        }
        for (var full : List.of(Constants.R_HEADS + name, Constants.R_TAGS + name)) {
            if (all.containsKey(full)) {
                return full;
            }
        }
        var branches = all.keySet().stream().filter(ref -> ref.startsWith(Constants.R_HEADS))
            .map(Repository::shortenRefName).sorted().limit(10).toList();
        throw new UsageError("The repository " + errand.address + " has no branch or tag " + name + ". Its branches: "
            + String.join(", ", branches) + ". Nothing was cloned.");
    }

    /** What git leaves in a fresh clone, too: a name for the other side's own branch. */
    private static void finish(Repository repository, String remote, boolean isBare) throws IOException {
        var branch = repository.getFullBranch();
        if (isBare && !repository.getConfig().getBoolean("remote", remote, "mirror", false)) {
            // As git's: what is fetched into a bare repository is to be said.
            repository.getConfig().unset("remote", remote, "fetch");
            repository.getConfig().save();
        }
        if (isBare || branch == null || !branch.startsWith(Constants.R_HEADS)) {
            return;
        }
        var tracking = Constants.R_REMOTES + remote + "/" + Repository.shortenRefName(branch);
        if (repository.exactRef(tracking) != null
                && repository.exactRef(Constants.R_REMOTES + remote + "/HEAD") == null) {
            var update = repository.updateRef(Constants.R_REMOTES + remote + "/HEAD");
            update.disableRefLog();
            update.link(tracking);
        }
    }

    private static Cloned value(Repository repository, Path folder) throws IOException {
        var head = repository.exactRef(Constants.HEAD);
        var branch = head != null && head.isSymbolic() ? Repository.shortenRefName(head.getTarget().getName()) : "";
        return new Cloned(folder, branch, head == null || head.getObjectId() == null ? "" : head.getObjectId().name());
    }
}
