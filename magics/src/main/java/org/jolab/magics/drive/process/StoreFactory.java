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
 * Opens a store by its description, which holds no secret but may name where one is.
 *
 * <pre>{@code
 * {"type": "google", "signin": "ada@example.com"}
 * {"type": "google", "token": "file:/home/ada/.config/token"}
 * {"type": "webdav", "address": "https://host/dav/", "user": "ada", "password": "env:DAV_PASSWORD"}
 * {"type": "folder", "path": "/data"}
 * }</pre>
 */
public final class StoreFactory {

    private StoreFactory() {}

    /** Opens it; a store that has to be asked for something says so when it is used. */
    public static Store open(JsonNode description, boolean readOnly) throws IOException {
        return switch (description.path("type").asText()) {
            case "google" -> google(description, readOnly);
            case "folder" -> new FolderStore(Path.of(description.path("path").asText()));
            case "webdav" -> new WebDavStore(URI.create(description.path("address").asText()), login(description));
            default -> throw new IOException("No store is known as \"" + description.path("type").asText()
                + "\"; there are google, webdav and folder.");
        };
    }

    /** Without a name or a password the server asks nobody who he is. */
    private static DavLogin login(JsonNode description) throws IOException {
        var password = NamedToken.find(description.path("password").asText());
        return password.isEmpty() ? DavLogin.none() : DavLogin.basic(description.path("user").asText(), password.get());
    }

    private static Store google(JsonNode description, boolean readOnly) throws IOException {
        var surroundings = Surroundings.ofThisProcess();
        var endpoint = description.hasNonNull("endpoint") ? URI.create(description.path("endpoint").asText())
            : surroundings.endpoints().drive();
        var tokens = description.hasNonNull("signin")
            ? new Authorization(surroundings).tokens(description.path("signin").asText())
            : NamedToken.of(description.path("token").asText());
        return new GoogleStore(endpoint, tokens, GoogleOptions.standard().readOnly(readOnly));
    }
}
