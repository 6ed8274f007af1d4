package org.jolab.magics.git.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jolab.api.UsageError;
import org.jolab.git.Listing;
import org.jolab.git.StyledText;
import org.jolab.magics.git.Command;
import org.jolab.magics.git.credentials.Urls;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Place;

/** {@code %git config} and {@code init}. */
public final class ConfigCommands {

    private ConfigCommands() {}

    /** The commands. */
    public static List<Command> all() {
        return List.of(
            Command.of("config", "reads and writes settings", Syntax.of("--global", "--local", "--system", "--get",
                "--get-all", "--add", "--unset", "--unset-all", "-l, --list", "--default VALUE", "--bool", "--int",
                "--replace-all"), ConfigCommands::config),
            Command.of("init", "makes a repository", Syntax.of("--bare", "-b, --initial-branch NAME", "-q, --quiet"),
                ConfigCommands::init));
    }

    private static Object init(Place place, Given given) throws Exception {
        given.atMost(1);
        var folder = place.folder().resolve(given.word(0).orElse("")).normalize();
        var isThere = Files.exists(folder.resolve(given.has("--bare") ? "HEAD" : ".git"));
        var command = Git.init().setDirectory(folder.toFile()).setBare(given.has("--bare")).setFs(FS.DETECTED);
        if (given.has("-b")) {
            command.setInitialBranch(given.option("-b").orElseThrow());
        }
        try (var git = command.call()) {
            if (!given.has("-q")) {
                System.out.println((isThere ? "Reinitialized existing" : "Initialized empty") + " Git repository in "
                    + git.getRepository().getDirectory() + "/");
            }
        }
        return null;
    }

    /** A setting's name, taken apart. */
    private record Key(String section, String subsection, String name) {

        static Key of(String text) {
            var first = text.indexOf('.');
            var last = text.lastIndexOf('.');
            if (first <= 0 || last == text.length() - 1) {
                throw new UsageError("\"" + text + "\" is no setting. Their names have a dot, as user.name.");
            }
            return new Key(text.substring(0, first), first == last ? null : text.substring(first + 1, last),
                text.substring(last + 1));
        }
    }

    private static Object config(Place place, Given typed) throws Exception {
        var verb = typed.word(0).filter(word -> List.of("get", "set", "list", "unset").contains(word)).orElse("");
        var given = verb.isEmpty() ? typed : typed.from(1);
        if (verb.equals("list") || given.has("-l")) {
            return list(readable(place, given));
        }
        var key = Key.of(given.need(0, "which setting: %git config user.name, or %git config --list"));
        var writes = verb.equals("set") || verb.isEmpty() && given.words().size() > 1 && !given.has("--get",
            "--get-all", "--unset", "--unset-all");
        if (verb.equals("unset") || given.has("--unset", "--unset-all")) {
            var config = writable(place, given);
            if (config.getString(key.section, key.subsection, key.name) == null) {
                throw new UsageError("The setting " + given.words().getFirst() + " is not set there.");
            }
            config.unset(key.section, key.subsection, key.name);
            config.save();
            return null;
        }
        if (writes) {
            set(writable(place, given), key, given);
            return null;
        }
        return get(place, given, key);
    }

    private static void set(StoredConfig config, Key key, Given given) throws IOException {
        given.atMost(2);
        var value = Urls.told(given.need(1, "its value"));
        var all = new ArrayList<>(List.of(own(config).getStringList(key.section, key.subsection, key.name)));
        if (given.has("--add")) {
            all.add(value);
            config.setStringList(key.section, key.subsection, key.name, all);
        } else if (all.size() > 1 && !given.has("--replace-all")) {
            throw new UsageError(given.words().getFirst() + " has " + all.size() + " values; which one to replace is "
                + "not clear, so nothing was changed. %git config --replace-all replaces all, --add adds one.");
        } else {
            config.setString(key.section, key.subsection, key.name, value);
        }
        config.save();
    }

    /** What stands in this file alone, without the settings of the user and the system that it stands on. */
    private static Config own(StoredConfig config) throws IOException {
        if (!(config instanceof FileBasedConfig file)) {
            return config;
        }
        try {
            var own = new FileBasedConfig(file.getFile(), FS.DETECTED);
            own.load();
            return own;
        } catch (ConfigInvalidException e) {
            throw new IOException(e);
        }
    }

    private static Object get(Place place, Given given, Key key) throws Exception {
        var config = readable(place, given);
        var values = config.getStringList(key.section, key.subsection, key.name);
        if (values.length == 0) {
            return given.option("--default").orElseThrow(() -> new UsageError("The setting "
                + given.words().getFirst() + " is not set. %git config " + (given.has("--global") ? "--global " : "")
                + given.words().getFirst() + " VALUE sets it."));
        }
        if (given.has("--get-all")) {
            return listing(java.util.Arrays.stream(values).map(Urls::withoutSecret).toList());
        }
        var value = values[values.length - 1];
        if (given.has("--int")) {
            return String.valueOf(config.getLong(key.section, key.subsection, key.name, 0));
        }
        return given.has("--bool") ? String.valueOf(config.getBoolean(key.section, key.subsection, key.name, false))
            : Urls.withoutSecret(value == null ? "true" : value);
    }

    private static Listing<String> listing(List<String> lines) {
        var text = new StyledText();
        lines.forEach(text::line);
        return new Listing<>(lines, text);
    }

    private static Object list(Config config) {
        var lines = new ArrayList<String>();
        for (var section : config.getSections()) {
            config.getNames(section).forEach(name -> add(lines, config, new Key(section, null, name)));
            for (var subsection : config.getSubsections(section)) {
                config.getNames(section, subsection).forEach(name ->
                    add(lines, config, new Key(section, subsection, name)));
            }
        }
        return listing(lines);
    }

    private static void add(List<String> lines, Config config, Key key) {
        if (key.section.equals("filter") && key.name.equalsIgnoreCase("useJGitBuiltin")) {
            return;
        }
        for (var value : config.getStringList(key.section, key.subsection, key.name)) {
            lines.add(Urls.withoutSecret(key.section + (key.subsection == null ? "" : "." + key.subsection) + "."
                + key.name.toLowerCase(java.util.Locale.ROOT) + "=" + (value == null ? "true" : value)));
        }
    }

    private static Config readable(Place place, Given given) throws IOException, ConfigInvalidException {
        if (given.has("--local")) {
            return own(stored(place, given));
        }
        return given.has("--global", "--system") || place.hasRepository() ? stored(place, given)
            : SystemReader.getInstance().getUserConfig();
    }

    private static StoredConfig writable(Place place, Given given) throws IOException, ConfigInvalidException {
        if (given.has("--system")) {
            throw new UsageError("The settings of the whole system are its administrator's: !git config --system …");
        }
        return stored(place, given);
    }

    private static StoredConfig stored(Place place, Given given) throws IOException, ConfigInvalidException {
        var system = SystemReader.getInstance();
        if (!given.has("--global", "--system")) {
            return place.repository().getConfig();
        }
        var config = given.has("--global") ? system.openUserConfig(null, FS.DETECTED)
            : system.openSystemConfig(null, FS.DETECTED);
        config.load();
        return config;
    }
}
