package org.jolab.magics.git.lfs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jolab.api.UsageError;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.remote.Exchange;

/** Sends the large files of commits that are about to be pushed, so that they are there before whoever needs them. */
public final class Uploads {

    private Uploads() {}

    /**
     * Sends what {@code tips} need and {@code remote} may lack.
     *
     * @throws UsageError if that fails; nothing should be pushed then
     */
    public static void send(Place place, Exchange exchange, String remote, Collection<ObjectId> tips)
            throws IOException, InterruptedException {
        var store = Store.of(place.repository());
        if (!store.isUsed() || tips.isEmpty()) {
            return;
        }
        var pointers = pointers(place, remote, tips);
        if (pointers.isEmpty()) {
            return;
        }
        var meter = place.shift().meter();
        meter.beginTask("Uploading large files", pointers.size());
        try {
            switch (Endpoint.of(exchange, place.repository(), new String[] {remote, "upload"})) {
                case Endpoint.Folder(var other) -> {
                    for (var pointer : pointers) {
                        if (store.has(pointer) && !other.has(pointer)) {
                            try (var in = Files.newInputStream(store.file(pointer))) {
                                other.add(pointer, in);
                            }
                        }
                        meter.update(1);
                    }
                }
                case Endpoint.Server server -> {
                    try (var batch = new Batch(place, exchange, server)) {
                        for (var pointer : pointers) {
                            if (store.has(pointer)) {
                                batch.upload(pointer, store);
                            }
                            meter.update(1);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UsageError("The large files could not be sent: " + e.getMessage() + ". Nothing was pushed.", e);
        }
    }

    private static Set<Pointer> pointers(Place place, String remote, Collection<ObjectId> tips) throws IOException {
        var found = new LinkedHashSet<Pointer>();
        try (var walk = new ObjectWalk(place.repository()); var reader = place.repository().newObjectReader()) {
            for (var tip : tips) {
                if (walk.peel(walk.parseAny(tip)) instanceof RevCommit commit) {
                    walk.markStart(commit);
                }
            }
            for (var ref : place.repository().getRefDatabase().getRefsByPrefix(Constants.R_REMOTES + remote + "/")) {
                if (ref.getObjectId() != null) {
                    walk.markUninteresting(walk.parseCommit(ref.getObjectId()));
                }
            }
            while (walk.next() != null) {
                place.shift().meter().update(0);
            }
            for (var object = walk.nextObject(); object != null; object = walk.nextObject()) {
                if (object.getType() == Constants.OBJ_BLOB
                        && reader.getObjectSize(object, Constants.OBJ_BLOB) <= Pointer.LONGEST) {
                    Pointer.parse(reader.open(object).getBytes()).ifPresent(found::add);
                }
            }
        }
        return found;
    }
}
