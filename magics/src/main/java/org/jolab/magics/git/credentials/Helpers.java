package org.jolab.magics.git.credentials;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Config;
import org.jolab.magics.Words;
import org.jolab.magics.git.place.Environment;

/**
 * Which helpers the user has set.
 *
 * @param config git's settings
 * @param environment the environment
 */
record Helpers(Config config, Environment environment) {

    /** Those for {@code host}, in order. */
    List<Helper> of(Host host) {
        var commands = new ArrayList<String>();
        collect(commands, null);
        for (var subsection : config.getSubsections("credential")) {
            if (isFor(subsection, host)) {
                collect(commands, subsection);
            }
        }
        return commands.stream().map(command -> helper(command, usesPath(host))).toList();
    }

    /** The user's name that is set for {@code host}; null if none is. */
    String user(Host host) {
        for (var subsection : config.getSubsections("credential")) {
            var name = isFor(subsection, host) ? config.getString("credential", subsection, "username") : null;
            if (name != null) {
                return name;
            }
        }
        return config.getString("credential", null, "username");
    }

    private boolean usesPath(Host host) {
        return config.getBoolean("credential", null, "useHttpPath", false) || config.getSubsections("credential")
            .stream().anyMatch(subsection -> isFor(subsection, host)
                && config.getBoolean("credential", subsection, "useHttpPath", false));
    }

    private void collect(List<String> commands, String subsection) {
        for (var command : config.getStringList("credential", subsection, "helper")) {
            // An empty one forgets those before it.
            if (command == null || command.isEmpty()) {
                commands.clear();
            } else {
                commands.add(command);
            }
        }
    }

    private static boolean isFor(String address, Host host) {
        var bare = address.replaceFirst("/+$", "");
        return bare.equals(host.address()) || bare.equals(host.address() + "/" + host.path())
            || bare.equals(host.protocol() + "://" + host.user() + "@" + host.name())
            || (host.address() + "/" + host.path()).startsWith(bare + "/");
    }

    private Helper helper(String command, boolean usesPath) {
        if (command.equals("store") || command.startsWith("store ")) {
            return new StoreFile(storeFile(command));
        }
        var line = command.startsWith("!") ? command.substring(1)
            : command.startsWith("/") || command.startsWith("~") ? command : "git credential-" + command;
        return new HelperProgram(line, usesPath, environment);
    }

    private Path storeFile(String command) {
        var words = Words.of(command);
        for (var i = 1; i < words.size(); i++) {
            if (words.get(i).startsWith("--file")) {
                var name = words.get(i).contains("=") ? words.get(i).substring(words.get(i).indexOf('=') + 1)
                    : i + 1 < words.size() ? words.get(i + 1) : "";
                return name.startsWith("~/") ? environment.home().resolve(name.substring(2)) : Path.of(name);
            }
        }
        return storeFile(environment);
    }

    /** Where {@code store} keeps logins if nothing else is said. */
    static Path storeFile(Environment environment) {
        var usual = environment.home().resolve(".git-credentials");
        var other = environment.get("XDG_CONFIG_HOME").map(Path::of).orElse(environment.home().resolve(".config"))
            .resolve("git/credentials");
        return !Files.exists(usual) && Files.exists(other) ? other : usual;
    }
}
