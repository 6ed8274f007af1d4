package org.jolab.magics.drive.process;

import java.io.IOException;
import java.time.Duration;
import org.jolab.magics.drive.engine.Engine;
import org.jolab.magics.drive.engine.EngineSettings;
import org.jolab.magics.drive.tree.KeptTree;

/** The tree of a mount process: a store with the cache and journal before it. */
final class Trees {

    private Trees() {}

    static KeptTree open(ProcessSettings settings) throws IOException {
        var store = settings.store();
        var engine = EngineSettings.standard().withReadOnly(store.path("readonly").asBoolean());
        if (settings.limit() > 0) {
            engine = engine.withCacheLimit(settings.limit());
        }
        // For tests, which cannot wait.
        if (store.hasNonNull("delay")) {
            engine = engine.withDelays(Duration.ofMillis(store.path("delay").asLong()),
                Duration.ofMillis(30 * store.path("delay").asLong()));
        }
        return Engine.open(settings.cache().resolve("tree"), StoreFactory.open(store, engine.readOnly()), engine);
    }
}
