package org.jolab.magics.drive.google;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Ids for files to come, fetched a thousand at a time, before the last ones are used up. Used by all threads. */
final class Ids {

    private static final int AT_ONCE = 1000;
    private static final int FEW = 200;

    private final DriveHttp http;
    private final Deque<String> ready = new ArrayDeque<>();
    private boolean fetching;

    Ids(DriveHttp http) {
        this.http = http;
    }

    List<String> take(int count) throws IOException {
        var taken = new ArrayList<String>(count);
        while (true) {
            synchronized (this) {
                while (taken.size() < count && !ready.isEmpty()) {
                    taken.add(ready.remove());
                }
                if (taken.size() == count) {
                    fetchAhead();
                    return taken;
                }
            }
            fetch();
        }
    }

    private void fetchAhead() {
        if (ready.size() < FEW && !fetching) {
            fetching = true;
            Thread.startVirtualThread(() -> {
                try {
                    fetch();
                } catch (IOException _) {
                    // Whoever needs one asks again and hears why.
                } finally {
                    synchronized (this) {
                        fetching = false;
                    }
                }
            });
        }
    }

    private void fetch() throws IOException {
        var answer = http.json(Ask.get("/drive/v3/files/generateIds").with("count", "" + AT_ONCE)
            .with("space", "drive").with("type", "files").with("fields", "ids"));
        synchronized (this) {
            answer.path("ids").forEach(id -> ready.add(id.asText()));
        }
    }
}
