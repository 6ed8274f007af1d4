package org.jolab.magics.drive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Completes paths of the drive, if that takes no time worth speaking of. */
final class RemoteNames {

    private static final int MOST = 200;
    private static final long PATIENCE = 700;
    private static final List<String> OF_AUTH = List.of("status", "login", "revoke");

    private RemoteNames() {}

    static List<String> beginningWith(String typed) {
        var asked = CompletableFuture.supplyAsync(() -> ask(typed), task -> Thread.ofVirtual().start(task));
        try {
            return asked.get(PATIENCE, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException noAnswer) {
            return OF_AUTH;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static List<String> ask(String typed) {
        var names = new ArrayList<String>(OF_AUTH);
        var folder = typed.substring(0, typed.lastIndexOf('/') + 1);
        try {
            var mounted = Mounts.here().find();
            if (mounted.isPresent()) {
                for (var file : Mounts.here().list(folder.isEmpty() ? "/" : folder)) {
                    if (names.size() < MOST && file.name().startsWith(typed.substring(folder.length()))) {
                        names.add(folder + file.name() + (file.isFolder() ? "/" : ""));
                    }
                }
            }
        } catch (IOException noSuchFolder) {
            // Nothing to propose.
        }
        return names;
    }
}
