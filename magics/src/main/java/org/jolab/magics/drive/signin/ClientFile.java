package org.jolab.magics.drive.signin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jolab.api.UsageError;

/**
 * Finds the client id of the user's own.
 *
 * @param files the sign-ins that there are, whose folder may hold a {@code client_secret_*.json} too
 */
record ClientFile(Surroundings surroundings, TokenFiles files) {

    private static final String HELP = "examples/drive-client-id.md";

    /** The client id of a file, of the environment, of the folder of the sign-ins, of an earlier sign-in, or none. */
    Optional<ClientId> find(Optional<Path> file) throws IOException {
        var named = file.or(() -> surroundings.get("JOLAB_DRIVE_CLIENT").map(Path::of));
        if (named.isPresent()) {
            return Optional.of(read(named.get()));
        }
        var id = surroundings.get("JOLAB_DRIVE_CLIENT_ID");
        if (id.isPresent()) {
            return Optional.of(new ClientId(id.get(), surroundings.get("JOLAB_DRIVE_CLIENT_SECRET").orElse("")));
        }
        var own = inFolder();
        return own.isPresent() ? own.map(ClientFile::read) : earlier();
    }

    /** Asks for it, or tells where to get it. */
    ClientId ask(Prompt prompt) throws InterruptedException {
        if (!prompt.isAttended()) {
            throw new UsageError(missing() + " Nobody can be asked for it here.");
        }
        var typed = prompt.ask(missing() + " Path of its file client_secret_….json, or the client id itself: ",
            false);
        if (typed == null || typed.isBlank()) {
            throw new UsageError(missing());
        }
        var given = typed.strip().replaceAll("^[\"']|[\"']$", "");
        if (given.endsWith(".json")) {
            return read(Path.of(given.replaceFirst("^~(?=/)", java.util.regex.Matcher.quoteReplacement(
                surroundings.home().toString()))));
        }
        var secret = prompt.ask("Client secret: ", true);
        return new ClientId(given, secret == null ? "" : secret.strip());
    }

    private static String missing() {
        return "Google wants a client id of your own, which takes two minutes to make: see " + HELP + ".";
    }

    private Optional<Path> inFolder() throws IOException {
        if (!Files.isDirectory(files.folder())) {
            return Optional.empty();
        }
        try (var all = Files.newDirectoryStream(files.folder(), "client_secret*.json")) {
            var first = all.iterator();
            return first.hasNext() ? Optional.of(first.next()) : Optional.empty();
        }
    }

    private Optional<ClientId> earlier() throws IOException {
        return files.all().stream().filter(kept -> kept.about().origin().startsWith(Browser.ORIGIN))
            .flatMap(kept -> kept.grant() instanceof Grant.Consent consent ? Stream.of(consent.client())
                : Stream.empty()).findFirst();
    }

    /** Reads what Google's console gives under "Download JSON". */
    static ClientId read(Path file) {
        try {
            var node = KeptJson.object(file, "client id");
            var client = node.path("installed");
            if (client.isObject() && !client.path("client_id").asText().isEmpty()) {
                return new ClientId(client.path("client_id").asText(), client.path("client_secret").asText());
            }
            throw new UsageError(node.has("web") ? "The client id in " + file + " is of the type \"Web application\", "
                + "which cannot be used from a notebook. Make one of the type \"Desktop app\": " + HELP + "."
                : "service_account".equals(node.path("type").asText()) ? "The file " + file + " is the key of a "
                + "service account: use \"%drive auth login --service-account " + file + "\"."
                : "The file " + file + " is no client id: it has no \"installed\" part. Take the file that the "
                + "console gives for a client of the type \"Desktop app\" (\"Download JSON\").");
        } catch (NoSuchFileException e) {
            throw new UsageError("There is no file " + file + ". Give the path of the client_secret_….json that the "
                + "console gave you (\"Download JSON\").", e);
        } catch (IOException e) {
            throw new UsageError("The client id in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
