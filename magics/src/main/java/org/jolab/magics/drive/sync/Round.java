package org.jolab.magics.drive.sync;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** One round of a {@link TwoWayFolder}. Used by one thread. */
final class Round {

    private static final long SAVE_EVERY = Duration.ofSeconds(5).toNanos();

    private final LocalSide local;
    private final RemoteSide remote;
    private final SyncState state;
    private final BooleanSupplier stopped;
    private final SyncReport report = new SyncReport(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
        new ArrayList<>(), new ArrayList<>());
    private final Removals lostHere = new Removals();
    private final Removals lostThere = new Removals();
    /** A folder on one side and a file on the other; treated when what was in the folder is gone. */
    private final Map<String, Three> clashes = new LinkedHashMap<>();
    private long saved = System.nanoTime();

    Round(LocalSide local, RemoteSide remote, SyncState state, BooleanSupplier stopped) {
        this.local = local;
        this.remote = remote;
        this.state = state;
        this.stopped = stopped;
    }

    SyncReport run(Found here, Found there, boolean removing) throws IOException {
        var base = state.all();
        var all = new TreeSet<>(here.files().keySet());
        all.addAll(there.files().keySet());
        all.addAll(base.keySet());
        var others = new TreeSet<>(here.others());
        others.addAll(there.others());
        for (var path : all) {
            var three = new Three(base.get(path), here.files().get(path), there.files().get(path));
            if (others.contains(path)) {
                report.failed().add(path + ": a link or a special file on one side; it is left as it is on both");
            } else if (!isBelow(path, others)) {
                attempt(path, () -> settle(path, three));
            }
        }
        remove(base, here, there, removing);
        clashes.forEach((path, three) -> attempt(path, () -> part(path, three)));
        state.save();
        return report;
    }

    private static boolean isBelow(String path, Collection<String> folders) {
        return folders.stream().anyMatch(each -> path.startsWith(each + "/"));
    }

    private interface Work {

        void run() throws IOException;
    }

    private void attempt(String path, Work work) {
        if (stopped.getAsBoolean()) {
            return;
        }
        try {
            work.run();
            if (System.nanoTime() - saved > SAVE_EVERY) {
                state.save();
                saved = System.nanoTime();
            }
        } catch (IOException | RuntimeException failure) {
            // Such as a name that this machine cannot write: no reason to leave the other files.
            report.failed().add(path + ": " + (failure.getMessage() == null ? failure : failure.getMessage()));
        }
    }

    private void settle(String path, Three seen) throws IOException {
        if (seen.here() == null && seen.there() == null) {
            state.forget(path);
            return;
        }
        if (seen.areFolders()) {
            state.put(path, Sides.FOLDER);
            return;
        }
        var three = read(path, seen);
        if (three.isSameHere() && three.isSameThere()) {
            return;
        }
        if (three.here() == null && three.isSameThere()) {
            lostHere.add(path);
        } else if (three.there() == null && three.isSameHere()) {
            lostThere.add(path);
        } else if (isBelow(path, clashes.keySet())) {
            // Its folder is a file on the other side for the moment.
            return;
        } else if (three.there() != null && (three.here() == null || three.isSameHere())) {
            bring(path, three);
        } else if (three.here() != null && (three.there() == null || three.isSameThere())) {
            send(path, three);
        } else {
            decide(path, three);
        }
    }

    /** Where only times differ from what they were, the content decides whether it is the same. */
    private Three read(String path, Three three) throws IOException {
        var base = three.base();
        if (base == null) {
            return three;
        }
        if (!three.isSameHere() && base.local().mayEqual(three.here())
                && local.read(path, three.here(), Round::skip).equals(base.hash())) {
            base = new Sides(three.here(), base.remote(), base.hash());
        }
        if (!three.isSameThere() && base.remote().mayEqual(three.there())
                && remote.read(path, three.there(), Round::skip).equals(base.hash())) {
            base = new Sides(base.local(), three.there(), base.hash());
        }
        if (base != three.base()) {
            state.put(path, base);
        }
        return new Three(base, three.here(), three.there());
    }

    private static void skip(ByteBuffer piece, long offset) {
        piece.position(piece.limit());
    }

    /** Both have changed. They may have changed to the same, as after a round that was killed. */
    private void decide(String path, Three three) throws IOException {
        if (three.here().mayEqual(three.there())) {
            var hash = local.read(path, three.here(), Round::skip);
            if (hash.equals(remote.read(path, three.there(), Round::skip))) {
                state.put(path, new Sides(three.here(), three.there(), hash));
                return;
            }
        }
        keepBoth(path, three);
    }

    private void keepBoth(String path, Three three) throws IOException {
        var other = beside(path);
        local.rename(path, other);
        report.conflicts().add(other);
        bring(path, new Three(null, null, three.there()));
        var moved = local.seen(other);
        if (moved != null && !moved.isFolder()) {
            send(other, new Three(null, moved, null));
        }
    }

    private String beside(String path) throws IOException {
        return ConflictName.beside(path, other -> local.exists(other) || remote.seen(other) != null);
    }

    /** Keeps what a program wrote in the moment in which its file was replaced or removed; the next round sends it. */
    private String rescued(String path) throws IOException {
        var other = beside(path);
        report.conflicts().add(other);
        return other;
    }

    private void bring(String path, Three three) throws IOException {
        if (three.here() != null && three.here().isFolder()) {
            clashes.put(path, three);
            return;
        }
        if (three.there().isFolder()) {
            if (three.here() != null) {
                local.remove(path, three.here(), () -> rescued(path));
            }
            local.makeFolder(path);
            state.put(path, Sides.FOLDER);
        } else {
            state.put(path, local.write(path, three.here(), three.there(),
                target -> remote.read(path, three.there(), target), () -> rescued(path)));
        }
        report.down().add(path);
    }

    private void send(String path, Three three) throws IOException {
        if (three.there() != null && three.there().isFolder()) {
            clashes.put(path, three);
            return;
        }
        if (three.here().isFolder()) {
            if (three.there() != null) {
                remote.remove(path, three.there());
            }
            remote.makeFolder(path);
            state.put(path, Sides.FOLDER);
        } else {
            state.put(path, remote.write(path, three.there(), three.here(), local));
        }
        report.up().add(path);
    }

    private void remove(Map<String, Sides> base, Found here, Found there, boolean removing) {
        if (!removing && lostHere.areTooMany(base, here)) {
            report.refused().add(refusal(lostHere.files(base) + " files are missing in the folder", "the drive"));
        } else {
            lostHere.inOrder().forEach(path -> attempt(path, () -> removeThere(path)));
        }
        if (!removing && lostThere.areTooMany(base, there)) {
            report.refused().add(refusal(lostThere.files(base) + " files are missing in the drive", "the folder"));
        } else {
            lostThere.inOrder().forEach(path -> attempt(path, () -> removeHere(path)));
        }
    }

    private static String refusal(String what, String where) {
        return what + ", which may be a mistake, so nothing is removed in " + where + " for it. If it is none, "
            + "\"%drive sync\" with --remove removes them there too; \"%drive unsync\" and \"%drive sync\" bring them "
            + "back.";
    }

    private void removeThere(String path) throws IOException {
        var was = state.of(path).remote();
        if (was.isFolder()) {
            if (!remote.removeFolder(path)) {
                // Something in it was changed or is new, so it stays with what is in it.
                local.makeFolder(path);
                return;
            }
        } else {
            remote.remove(path, was);
        }
        state.forget(path);
        report.up().add(path);
    }

    private void removeHere(String path) throws IOException {
        var was = state.of(path).local();
        if (was.isFolder()) {
            if (!local.removeFolder(path)) {
                remote.makeFolder(path);
                return;
            }
        } else {
            local.remove(path, was, () -> rescued(path));
        }
        state.forget(path);
        report.down().add(path);
    }

    /** A folder has become a file on one side: if nothing is left in it on the other, it becomes one there too. */
    private void part(String path, Three three) throws IOException {
        if (three.isSameHere() && local.removeFolder(path)) {
            bring(path, new Three(null, null, three.there()));
        } else if (three.isSameThere() && remote.removeFolder(path)) {
            send(path, new Three(null, three.here(), null));
        } else {
            keepBoth(path, three);
        }
    }
}
