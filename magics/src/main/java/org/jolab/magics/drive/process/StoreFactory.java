package org.jolab.magics.drive.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jolab.magics.drive.store.Store;

/**
 * Opens a store by its description, which holds no secret.
 *
 * <pre>{@code
 * {"type": "google", "signin": "/home/ada/.config/jolab/drive/ada.json"}
 * {"type": "folder", "path": "/data"}
 * {"type": "webdav", "address": "https://host/dav/", "signin": "env:DAV_LOGIN"}
 * }</pre>
 */
public interface StoreFactory {

    Store open(JsonNode description) throws IOException;
}
