package org.jolab.magics.drive.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jolab.magics.drive.google.GoogleOptions;
import org.jolab.magics.drive.google.GoogleStore;
import org.jolab.magics.drive.local.FolderStore;
import org.jolab.magics.drive.signin.Authorization;
import org.jolab.magics.drive.signin.Surroundings;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.webdav.DavLogin;
import org.jolab.magics.drive.webdav.WebDavStore;

/**
 * Opens a store by its description, which holds no secret but may name where one is: {@code "file:PATH"} or
 * {@code "env:NAME"}.
 *
 * <pre>{@code
 * {"type": "google", "signin": "ada@example.com"}
 * {"type": "google", "token": "file:/home/ada/.config/token", "endpoint": "http://127.0.0.1:4910"}
 * {"type": "webdav", "address": "https://host/dav/", "user": "ada", "password": "env:DAV_PASSWORD"}
 * {"type": "folder", "path": "/data"}
 * }</pre>
 *
 * <p>Google's token may be kept by somebody else, and its endpoint be another one; both are for tests. A WebDAV server
 * without a password is asked as nobody.
 */
public final class StoreFactory {

    private StoreFactory() {}

    /** Opens it; a store that has to be asked for something says so when it is used. */
    public static Store open(JsonNode description, boolean readOnly) throws IOException {
        return open(description, readOnly, Surroundings.ofThisProcess());
    }

    /** Opens it, with sign-ins, passwords and Google as they lie around. */
    public static Store open(JsonNode description, boolean readOnly, Surroundings surroundings) throws IOException {
        return switch (description.path("type").asText()) {
            case "google" -> google(description, readOnly, surroundings);
            case "folder" -> new FolderStore(Path.of(description.path("path").asText()));
            case "webdav" -> new WebDavStore(URI.create(description.path("address").asText()),
                login(description, surroundings));
            default -> throw new IOException("No store is known as \"" + description.path("type").asText()
                + "\"; there are google, webdav and folder.");
        };
    }

    private static DavLogin login(JsonNode description, Surroundings surroundings) throws IOException {
        return description.hasNonNull("password") ? DavLogin.basic(description.path("user").asText(),
            NamedToken.of(description.path("password").asText(), surroundings.environment()).current())
            : DavLogin.none();
    }

    private static Store google(JsonNode description, boolean readOnly, Surroundings surroundings)
            throws IOException {
        var endpoint = description.hasNonNull("endpoint") ? URI.create(description.path("endpoint").asText())
            : surroundings.endpoints().drive();
        var name = description.path("signin").asText("");
        var tokens = name.isEmpty() ? NamedToken.of(description.path("token").asText(), surroundings.environment())
            : new Authorization(surroundings).tokens(name);
        return new GoogleStore(endpoint, tokens, GoogleOptions.standard().readOnly(readOnly),
            name.contains("@") ? name : "");
    }
}
