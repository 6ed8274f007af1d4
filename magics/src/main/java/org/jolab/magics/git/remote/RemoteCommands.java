package org.jolab.magics.git.remote;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;
import org.jolab.api.UsageError;
import org.jolab.git.Listing;
import org.jolab.git.Ref;
import org.jolab.git.RefUpdate;
import org.jolab.git.Remote;
import org.jolab.git.StyledText;
import org.jolab.git.StyledText.Style;
import org.jolab.magics.git.Command;
import org.jolab.magics.git.credentials.Memory;
import org.jolab.magics.git.credentials.Urls;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Place;

/**
 * {@code %git clone}, {@code fetch}, {@code pull}, {@code push}, {@code ls-remote} and {@code remote}.
 *
 * @param memory logins that were typed before
 */
public record RemoteCommands(Memory memory) {

    /** The commands. */
    public List<Command> all() {
        var submodules = new Submodules(memory);
        return List.of(
            Command.of("clone", "brings a repository here", Cloning.SYNTAX, new Cloning(memory)::run)
                .gives(org.jolab.git.Cloned.class),
            Command.of("fetch", "brings what is new elsewhere, and changes nothing here", Fetching.SYNTAX,
                new Fetching(memory)::run).givesMany(RefUpdate.class),
            Command.of("pull", "fetches, and joins it with what is here", Pulling.SYNTAX, new Pulling(memory)::run),
            Command.of("push", "brings commits from here to elsewhere", Pushing.SYNTAX, new Pushing(memory)::run)
                .givesMany(RefUpdate.class),
            Command.of("ls-remote", "the branches and tags of another repository", Syntax.of("-h, --heads",
                "-t, --tags", "--refs", "-q, --quiet", "--branches"), this::list).givesMany(Ref.class),
            Command.of("remote", "the other repositories that this one knows", Syntax.of("-v, --verbose", "--push",
                "-f, --fetch", "--all", "--add"), this::remote).givesMany(Remote.class),
            Command.of("submodule", "repositories within this one", Submodules.SYNTAX, submodules::run));
    }

    private Object list(Place place, Given given) throws Exception {
        try (var exchange = Exchange.of(place, memory)) {
            var typed = exchange.address(given.word(0).orElseGet(() -> Fetching.usual(place)));
            var address = place.hasRepository() ? Fetching.address(place, typed) : typed;
            Fetching.keep(exchange, address);
            var plain = Urls.login(address).isPresent() ? Urls.withoutSecret(address) : address;
            var isPath = !Exchange.uri(plain).isRemote() && Exchange.uri(plain).getScheme() == null;
            var goal = isPath ? place.folder().resolve(plain).toString() : plain;
            var refs = exchange.with(address, () -> exchange.prepare(Git.lsRemoteRepository().setRemote(goal)
                .setHeads(given.has("-h", "--branches")).setTags(given.has("-t"))).call());
            var patterns = given.from(1).words().stream().map(glob -> Pattern.compile("(.*/)?" + Pattern.quote(glob)
                .replace("*", "\\E.*\\Q"))).toList();
            var found = new ArrayList<Ref>();
            for (var ref : refs) {
                if (ref.getObjectId() != null && (patterns.isEmpty() || patterns.stream().anyMatch(pattern ->
                        pattern.matcher(ref.getName()).matches())) && !(given.has("--refs")
                        && (ref.getName().equals("HEAD") || ref.getName().endsWith("^{}")))) {
                    found.add(new Ref(ref.getName(), ref.getObjectId().name()));
                }
            }
            found.sort(java.util.Comparator.comparing((Ref ref) -> !ref.name().equals(Constants.HEAD))
                .thenComparing(Ref::name));
            var text = new StyledText();
            found.forEach(ref -> text.add(Style.ID, ref.id()).line("\t" + ref.name()));
            return new Listing<>(found, text);
        }
    }

    private Object remote(Place place, Given typed) throws Exception {
        var verb = typed.word(0).orElse("");
        var given = typed.from(1);
        var config = place.repository().getConfig();
        switch (verb) {
            case "" -> {
                return remotes(place, given);
            }
            case "add" -> add(place, given);
            case "remove", "rm" -> {
                var name = known(place, given.need(0, "which one"));
                for (var ref : place.repository().getRefDatabase().getRefsByPrefix(Constants.R_REMOTES + name + "/")) {
                    delete(place.repository(), ref.getName());
                }
                for (var branch : config.getSubsections("branch")) {
                    if (name.equals(config.getString("branch", branch, "remote"))) {
                        config.unset("branch", branch, "remote");
                        config.unset("branch", branch, "merge");
                    }
                }
                config.unsetSection("remote", name);
                config.save();
            }
            case "set-url" -> {
                var name = known(place, given.need(0, "which one: %git remote set-url origin URL"));
                config.setString("remote", name, given.has("--push") ? "pushurl" : "url", clean(place,
                    given.need(1, "the new address: %git remote set-url " + name + " URL")));
                config.save();
            }
            case "get-url" -> {
                var name = known(place, given.need(0, "which one"));
                return Urls.withoutSecret(config.getString("remote", name, "url"));
            }
            case "rename" -> rename(place, known(place, given.need(0, "which one")), given.need(1, "the new name"));
            case "prune" -> {
                return new Fetching(memory).run(place, new Given(java.util.Map.of("-p", List.of()), given.words(),
                    List.of(), false));
            }
            default -> throw new UsageError("%git remote knows add, remove, rename, set-url, get-url and prune, not \""
                + verb + "\". The shell's git may: !git remote " + String.join(" ", typed.words()));
        }
        return null;
    }

    private static Object remotes(Place place, Given given) {
        var config = place.repository().getConfig();
        var found = new ArrayList<Remote>();
        var text = new StyledText();
        for (var name : new TreeSet<>(config.getSubsections("remote"))) {
            var url = Urls.withoutSecret(String.valueOf(config.getString("remote", name, "url")));
            var push = config.getString("remote", name, "pushurl");
            var remote = new Remote(name, url, push == null ? url : Urls.withoutSecret(push));
            found.add(remote);
            if (given.has("-v")) {
                text.add(Style.REF, name).line("\t" + remote.fetchUrl() + " (fetch)").add(Style.REF, name)
                    .line("\t" + remote.pushUrl() + " (push)");
            } else {
                text.line(name);
            }
        }
        return new Listing<>(found, text);
    }

    /** A password is not written into settings. */
    private String clean(Place place, String url) {
        try (var exchange = Exchange.of(place, memory)) {
            return exchange.address(url);
        }
    }

    private void add(Place place, Given given) throws Exception {
        var name = given.need(0, "its name and its address: %git remote add origin URL");
        var url = clean(place, given.need(1, "its address: %git remote add " + name + " URL"));
        var config = place.repository().getConfig();
        if (config.getString("remote", name, "url") != null) {
            throw new UsageError("There is a remote repository called " + name + " already. %git remote set-url "
                + name + " URL changes its address, %git remote -v shows it.");
        }
        if (!Repository.isValidRefName(Constants.R_REMOTES + name + "/x")) {
            throw new UsageError("A remote repository can't be called \"" + name + "\".");
        }
        config.setString("remote", name, "url", url);
        config.setString("remote", name, "fetch", "+refs/heads/*:refs/remotes/" + name + "/*");
        config.save();
        if (given.has("-f")) {
            new Fetching(memory).run(place, new Given(java.util.Map.of(), List.of(name), List.of(), false));
        }
    }

    private static String known(Place place, String name) {
        if (!place.repository().getConfig().getSubsections("remote").contains(name)) {
            throw new UsageError("There is no remote repository called " + name + ". %git remote lists them.");
        }
        return name;
    }

    private static void rename(Place place, String old, String fresh) throws IOException {
        var repository = place.repository();
        var config = repository.getConfig();
        if (config.getSubsections("remote").contains(fresh)) {
            throw new UsageError("There is a remote repository called " + fresh + " already.");
        }
        for (var key : config.getNames("remote", old)) {
            var values = List.of(config.getStringList("remote", old, key));
            config.setStringList("remote", fresh, key, key.equals("fetch") ? values.stream().map(value ->
                renamed(value, old, fresh)).toList() : values);
        }
        config.unsetSection("remote", old);
        for (var branch : config.getSubsections("branch")) {
            if (old.equals(config.getString("branch", branch, "remote"))) {
                config.setString("branch", branch, "remote", fresh);
            }
        }
        config.save();
        var prefix = Constants.R_REMOTES + old + "/";
        for (var ref : repository.getRefDatabase().getRefsByPrefix(prefix)) {
            var name = Constants.R_REMOTES + fresh + "/" + ref.getName().substring(prefix.length());
            var update = repository.updateRef(name);
            if (ref.isSymbolic()) {
                update.link(Constants.R_REMOTES + fresh + "/" + ref.getTarget().getName().substring(prefix.length()));
            } else {
                update.setNewObjectId(ref.getObjectId());
                update.forceUpdate();
            }
        }
        for (var ref : repository.getRefDatabase().getRefsByPrefix(prefix)) {
            delete(repository, ref.getName());
        }
    }

    private static String renamed(String spec, String old, String fresh) {
        var parsed = new RefSpec(spec);
        var goal = parsed.getDestination();
        return goal == null ? spec : parsed.setDestination(goal.replace(Constants.R_REMOTES + old + "/",
            Constants.R_REMOTES + fresh + "/")).toString();
    }

    private static void delete(Repository repository, String name) throws IOException {
        var update = repository.updateRef(name, true);
        update.setForceUpdate(true);
        update.delete();
    }
}
