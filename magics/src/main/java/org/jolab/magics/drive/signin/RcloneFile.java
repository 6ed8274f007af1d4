package org.jolab.magics.drive.signin;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jolab.api.UsageError;

/**
 * What rclone has got: its file of remotes.
 *
 * @see <a href="https://rclone.org/drive/">rclone on Google Drive</a>
 */
record RcloneFile(Surroundings surroundings) {

    private static final String SCOPES = "https://www.googleapis.com/auth/";

    /** The sign-in of a remote, of no account yet. */
    Kept take(SignIn.Rclone wish) throws IOException {
        var file = wish.config().or(this::usual).orElseThrow(() -> new UsageError("rclone has no configuration here. "
            + "Name its file: \"%drive auth login --rclone REMOTE --rclone-config FILE\" (\"rclone config file\" tells "
            + "where it is)."));
        var remotes = remotes(file);
        var name = wish.remote().replaceFirst(":$", "");
        if (name.isEmpty()) {
            name = only(file, remotes);
        }
        var remote = remotes.get(name);
        if (remote == null) {
            throw new UsageError("rclone has no remote \"" + name + "\" in " + file + ". It has " + list(remotes)
                + ".");
        }
        if (!"drive".equals(remote.get("type"))) {
            throw new UsageError("rclone's remote \"" + name + "\" is no Google Drive but of the type \""
                + remote.getOrDefault("type", "") + "\".");
        }
        return kept(name, remote, file);
    }

    private Kept kept(String name, Map<String, String> remote, Path file) {
        var scopes = Arrays.stream(remote.getOrDefault("scope", "drive").split("[,\\s]+"))
            .filter(scope -> !scope.isEmpty()).map(scope -> SCOPES + scope).collect(Collectors.toSet());
        var about = new Kept.About("", "", "the rclone remote " + name, scopes.isEmpty() ? Set.of(Access.ALL.scope())
            : scopes, "");
        var now = surroundings.clock().instant();
        var key = remote.getOrDefault("service_account_file", "");
        if (!key.isEmpty()) {
            return new Kept(about, new Grant.Key(Path.of(key.replaceFirst("^~(?=/)",
                java.util.regex.Matcher.quoteReplacement(surroundings.home().toString()))).toAbsolutePath(),
                remote.getOrDefault("impersonate", "")), Token.NONE, now);
        }
        var token = KeptJson.parse(remote.getOrDefault("token", ""));
        var refresh = token.path("refresh_token").asText();
        if (refresh.isEmpty()) {
            throw new UsageError("rclone's remote \"" + name + "\" is not signed in. Run \"rclone config reconnect "
                + name + ":\" first.");
        }
        var id = remote.getOrDefault("client_id", "");
        if (id.isEmpty()) {
            throw new UsageError("rclone's remote \"" + name + "\" is signed in with rclone's own client id, which no "
                + "other program can use. Make one of your own (examples/drive-client-id.md), and use it here with "
                + "\"%drive auth login --client FILE\", or there with \"rclone config\" and then here.");
        }
        var address = remote.getOrDefault("token_url", "");
        URI tokens;
        try {
            tokens = address.isEmpty() ? surroundings.endpoints().token() : KeptJson.address(address);
        } catch (IllegalArgumentException _) {
            throw new UsageError("rclone's remote \"" + name + "\" in " + file + " has a token_url that is no https "
                + "address.");
        }
        return new Kept(about, new Grant.Consent(new ClientId(id, remote.getOrDefault("client_secret", "")), refresh,
            tokens), new Token(token.path("access_token").asText(), time(token.path("expiry").asText())), now);
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException _) {
            return Instant.EPOCH;
        }
    }

    private Optional<Path> usual() {
        return surroundings.get("RCLONE_CONFIG").map(Path::of).or(() -> Stream.of(
            surroundings.config().resolve("rclone").resolve("rclone.conf"),
            surroundings.home().resolve(".config").resolve("rclone").resolve("rclone.conf"),
            surroundings.home().resolve(".rclone.conf")).filter(Files::isRegularFile).findFirst());
    }

    private static String only(Path file, Map<String, Map<String, String>> remotes) {
        var drives = remotes.entrySet().stream().filter(remote -> "drive".equals(remote.getValue().get("type")))
            .map(Map.Entry::getKey).toList();
        if (drives.size() == 1) {
            return drives.getFirst();
        }
        throw new UsageError(drives.isEmpty() ? "rclone has no remote of Google Drive in " + file + ". It has "
            + list(remotes) + "." : "rclone has several remotes of Google Drive: " + String.join(", ", drives)
            + ". Name one: \"%drive auth login --rclone " + drives.getFirst() + "\".");
    }

    private static String list(Map<String, Map<String, String>> remotes) {
        return remotes.isEmpty() ? "none" : String.join(", ", remotes.keySet());
    }

    private static Map<String, Map<String, String>> remotes(Path file) throws IOException {
        var remotes = new LinkedHashMap<String, Map<String, String>>();
        Map<String, String> remote = new LinkedHashMap<>();
        try {
            for (var line : Files.readAllLines(file)) {
                var text = line.strip();
                if (text.startsWith("RCLONE_ENCRYPT_")) {
                    throw new UsageError("rclone's configuration " + file + " is encrypted. Show the one remote in "
                        + "plain with \"(umask 077; rclone config show REMOTE > remote.conf)\", use \"%drive auth "
                        + "login --rclone REMOTE --rclone-config remote.conf\", and remove that file.");
                }
                if (text.startsWith("[") && text.endsWith("]")) {
                    remote = new LinkedHashMap<>();
                    remotes.put(text.substring(1, text.length() - 1), remote);
                } else if (!text.isEmpty() && !text.startsWith("#") && !text.startsWith(";") && text.contains("=")) {
                    remote.put(text.substring(0, text.indexOf('=')).strip(), text.substring(text.indexOf('=') + 1)
                        .strip());
                }
            }
        } catch (java.nio.file.NoSuchFileException e) {
            throw new UsageError("There is no rclone configuration " + file + ".", e);
        } catch (MalformedInputException e) {
            throw new UsageError("The rclone configuration " + file + " is no text file.", e);
        }
        return remotes;
    }
}
