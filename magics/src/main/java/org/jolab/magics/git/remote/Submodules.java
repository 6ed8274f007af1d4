package org.jolab.magics.git.remote;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.submodule.SubmoduleWalk;
import org.jolab.api.UsageError;
import org.jolab.git.Listing;
import org.jolab.git.StyledText;
import org.jolab.git.StyledText.Style;
import org.jolab.magics.git.credentials.Memory;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Place;

/**
 * {@code %git submodule}.
 *
 * @param memory logins that were typed before
 */
record Submodules(Memory memory) {

    static final Syntax SYNTAX = Syntax.of("--init", "--recursive", "-q, --quiet", "-b, --branch NAME", "--name NAME",
        "-f, --force");

    Object run(Place place, Given typed) throws Exception {
        place.top();
        var verb = typed.word(0).orElse("status");
        var given = typed.from(1);
        switch (verb) {
            case "status" -> {
                return status(place);
            }
            case "init" -> {
                var command = place.git().submoduleInit();
                given.allPaths().forEach(path -> command.addPath(place.inTree(path)));
                command.call().forEach(path -> System.out.println("Submodule " + path + " registered"));
            }
            case "sync" -> place.git().submoduleSync().call();
            case "update" -> {
                try (var exchange = Exchange.of(place, memory)) {
                    var done = new ArrayList<String>();
                    update(place, given, exchange, place.repository(), done);
                    if (!given.has("-q")) {
                        done.forEach(System.out::println);
                    }
                }
            }
            case "add" -> add(place, given);
            default -> throw new UsageError("%git submodule knows add, status, init, update and sync, not \"" + verb
                + "\". The shell's git may: !git submodule " + String.join(" ", typed.words()));
        }
        return null;
    }

    private static void update(Place place, Given given, Exchange exchange, Repository repository,
            List<String> done) throws Exception {
        try (var git = new Git(repository)) {
            var paths = repository == place.repository() ? given.allPaths().stream().map(place::inTree).toList()
                : List.<String>of();
            if (given.has("--init")) {
                var init = git.submoduleInit();
                paths.forEach(init::addPath);
                init.call();
            }
            var command = git.submoduleUpdate().setProgressMonitor(place.shift().meter());
            paths.forEach(command::addPath);
            var changed = exchange.with(String.valueOf(repository.getConfig().getString("remote", "origin", "url")),
                () -> exchange.prepare(command).call());
            for (var path : changed) {
                try (var inner = SubmoduleWalk.getSubmoduleRepository(repository, path)) {
                    done.add("Submodule path '" + path + "': checked out '" + inner.resolve("HEAD").name() + "'");
                }
            }
            if (given.has("--recursive")) {
                try (var walk = SubmoduleWalk.forIndex(repository)) {
                    while (walk.next()) {
                        try (var inner = walk.getRepository()) {
                            if (inner != null) {
                                update(place, given, exchange, inner, done);
                            }
                        }
                    }
                }
            }
        }
    }

    private void add(Place place, Given given) throws Exception {
        try (var exchange = Exchange.of(place, memory)) {
            var url = exchange.address(given.need(0, "what to add: %git submodule add URL PATH"));
            var path = place.inTree(given.word(1).orElseGet(() -> Exchange.uri(url).getHumanishName()));
            var command = place.git().submoduleAdd().setURI(url).setPath(path)
                .setProgressMonitor(place.shift().meter());
            given.option("--name").ifPresent(command::setName);
            exchange.with(url, () -> exchange.prepare(command).call()).close();
        }
    }

    private static Object status(Place place) throws Exception {
        var found = new ArrayList<String>();
        var text = new StyledText();
        for (var status : place.git().submoduleStatus().call().values()) {
            var sign = switch (status.getType()) {
                case UNINITIALIZED, MISSING -> "-";
                case REV_CHECKED_OUT -> "+";
                case INITIALIZED -> " ";
            };
            var head = status.getHeadId() == null ? status.getIndexId() : status.getHeadId();
            found.add(status.getPath());
            text.add(sign).add(Style.ID, head.name()).line(" " + status.getPath());
        }
        return new Listing<>(found, text);
    }
}
