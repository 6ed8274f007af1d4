package org.jolab.magics.drive.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jolab.magics.drive.google.GoogleOptions;
import org.jolab.magics.drive.google.GoogleStore;
import org.jolab.magics.drive.local.FolderStore;
import org.jolab.magics.drive.store.Store;

/**
 * Opens a store by its description, which holds no secret but may name where one is.
 *
 * <pre>{@code
 * {"type": "google", "token": "file:/home/ada/.config/token"}
 * {"type": "google", "token": "env:DRIVE_TOKEN"}
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
            default -> throw new IOException("No store is known as \"" + description.path("type").asText()
                + "\"; there are google and folder.");
        };
    }

    private static Store google(JsonNode description, boolean readOnly) throws IOException {
        var endpoint = description.hasNonNull("endpoint") ? URI.create(description.path("endpoint").asText())
            : GoogleStore.ENDPOINT;
        return new GoogleStore(endpoint, NamedToken.of(description.path("token").asText()),
            GoogleOptions.standard().readOnly(readOnly));
    }
}
