package org.jolab.magics.drive.process;

import java.io.IOException;
import org.jolab.magics.drive.tree.KeptTree;

/** The tree of a mount process: a store with the cache and journal before it. */
final class Trees {

    private Trees() {}

    static KeptTree open(ProcessSettings settings) throws IOException {
        throw new IOException("No store is known as " + settings.store().path("type").asText() + ".");
    }
}
