package org.jolab.magics.drive.engine;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jolab.magics.drive.store.Store;

/** Ids for what is to be made, asked for many at a time. Called by many threads at once. */
final class Ids {

    private static final int AT_ONCE = 200;

    private final Store store;
    private final Deque<String> ready = new ArrayDeque<>();

    Ids(Store store) {
        this.store = store;
    }

    /** A new id; empty if the store has none. */
    synchronized String next() throws IOException {
        if (!store.abilities().ids()) {
            return "";
        }
        if (ready.isEmpty()) {
            ready.addAll(store.newIds(AT_ONCE));
        }
        return ready.remove();
    }
}
