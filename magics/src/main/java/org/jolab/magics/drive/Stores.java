package org.jolab.magics.drive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.jolab.api.UsageError;
import org.jolab.drive.MountOptions;
import org.jolab.magics.drive.signin.Access;
import org.jolab.magics.drive.signin.Authorization;
import org.jolab.magics.drive.signin.Login;
import org.jolab.magics.drive.signin.Prompt;
import org.jolab.magics.drive.signin.SignIn;
import org.jolab.magics.drive.signin.Surroundings;
import org.jolab.magics.files.Places;

/** What users call a store, as a mount process is told of it; Google's needs a sign-in first. */
final class Stores {

    private final Surroundings surroundings;
    private final Prompt prompt;

    /** With whoever can be asked to sign in. */
    Stores(Surroundings surroundings, Prompt prompt) {
        this.surroundings = surroundings;
        this.prompt = prompt;
    }

    ObjectNode described(MountOptions options) throws IOException, InterruptedException {
        var typed = options.store();
        var colon = typed.indexOf(':');
        var type = colon < 0 ? typed : typed.substring(0, colon);
        var rest = colon < 0 ? "" : typed.substring(colon + 1);
        var node = JsonNodeFactory.instance.objectNode();
        switch (type) {
            case "google" -> node.put("type", "google").put("signin", signIn(rest, options));
            case "folder" -> node.put("type", "folder").put("path", folder(rest));
            case "webdav" -> {
                node.put("type", "webdav").put("address", address(rest));
                // Named only: the mount process reads them from its environment, which is this one's.
                if (!environment("DAV_PASSWORD").isEmpty()) {
                    node.put("user", environment("DAV_USER")).put("password", "env:DAV_PASSWORD");
                }
            }
            default -> throw new UsageError("\"" + typed + "\" is no store. There are google, google:ACCOUNT, "
                + "folder:/path and webdav:https://….");
        }
        return options.readOnly() ? node.put("readonly", true) : node;
    }

    private String environment(String variable) {
        return surroundings.environment().getOrDefault(variable, "").strip();
    }

    private String signIn(String name, MountOptions options) throws IOException, InterruptedException {
        var login = new Login(new SignIn.Automatic(), name, options.readOnly() ? Access.READ : Access.ALL,
            options.timeout());
        return new Authorization(surroundings).ensure(login, prompt).name();
    }

    private static String folder(String typed) {
        var folder = Places.here().of(typed).toAbsolutePath().normalize();
        if (typed.isEmpty() || !Files.isDirectory(folder)) {
            throw new UsageError("There is no folder \"" + typed + "\" to be mounted. Make it first, or name another "
                + "one: \"--store folder:/path\".");
        }
        return folder.toString();
    }

    private static String address(String typed) {
        try {
            var address = URI.create(typed);
            if (address.getHost() != null && address.getScheme().matches("https?")) {
                if (address.getUserInfo() != null) {
                    throw new UsageError("The address must hold no password, as outputs and logs would show it. Set "
                        + "the environment variables DAV_USER and DAV_PASSWORD before the notebook starts.");
                }
                return address.toString();
            }
        } catch (IllegalArgumentException notOne) {
            // Told below.
        }
        throw new UsageError("\"" + typed + "\" is no address. One is \"--store webdav:https://host/folder/\".");
    }
}
