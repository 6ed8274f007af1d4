package org.jolab.magics.drive.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jolab.magics.drive.fuse.FuseBridge;
import org.jolab.magics.drive.fuse.FuseProbe;
import org.jolab.magics.drive.fuse.MountPoint;
import org.jolab.magics.drive.fuse.MountSettings;
import org.jolab.magics.drive.tree.KeptTree;

/** What the mount process does: its tree, its mounts, its end. Used by the threads of all connections. */
final class Service {

    private final KeptTree tree;
    private final ProcessSettings settings;
    private final Instant since;
    private final Troubles troubles = new Troubles();
    private final Map<Path, FuseBridge> mounts = new LinkedHashMap<>();
    private final Map<Path, SyncLoop> syncs = new LinkedHashMap<>();
    private long lastUse = System.nanoTime();
    private boolean stopping;
    private boolean ended;

    Service(KeptTree tree, ProcessSettings settings, Instant since) {
        this.tree = tree;
        this.settings = settings;
        this.since = since;
    }

    KeptTree tree() {
        return tree;
    }

    synchronized void mount(Path point, boolean readOnly) throws IOException {
        forgetEnded();
        var before = mounts.get(point);
        if (before != null && before.readOnly() == readOnly) {
            return;
        }
        if (before != null) {
            throw new IOException(point + " is mounted " + (before.readOnly() ? "for reading" : "for writing")
                + " already; unmount it first.");
        }
        if (stopping) {
            throw new IOException("The mount process is about to end; try again.");
        }
        var obstacle = FuseProbe.obstacle();
        if (obstacle.isPresent()) {
            throw new IOException(obstacle.get());
        }
        MountPoint.prepare(point);
        mounts.put(point, FuseBridge.mount(tree, point,
            MountSettings.of(settings.cache().getFileName().toString(), readOnly), troubles));
    }

    synchronized void unmount(Path point) throws IOException {
        forgetEnded();
        var mount = mounts.remove(point);
        if (mount == null) {
            throw new IOException("Nothing is mounted at " + point + ".");
        }
        mount.close();
    }

    /**
     * Keeps a folder of the tree and one of this machine equal, from now on until the process ends. The first round may
     * take long, and all else goes on meanwhile.
     *
     * @param removing whether also much is removed on a side because the other has lost it
     */
    void sync(String remote, Path folder, boolean removing) throws IOException {
        Files.createDirectories(folder);
        var local = folder.toRealPath();
        SyncLoop loop;
        boolean isNew;
        synchronized (this) {
            loop = syncs.get(local);
            isNew = loop == null;
            if (isNew) {
                checkFree(local);
                // By the folder alone: what was seen there together with another one must never be believed again.
                var name = UUID.nameUUIDFromBytes(local.toString().getBytes(StandardCharsets.UTF_8));
                loop = new SyncLoop(tree, remote, local,
                    new SyncLoop.SyncPlace(settings.cache().resolve("sync-" + name + ".json"), troubles));
                syncs.put(local, loop);
            } else if (!loop.remote().equals(remote)) {
                throw new IOException(local + " is kept equal with " + loop.remote() + " already; \"%drive unsync "
                    + local + "\" ends that.");
            }
        }
        try {
            loop.start(removing);
        } catch (IOException | RuntimeException failure) {
            if (isNew && !loop.isStarted()) {
                loop.close();
                syncEnded(local, loop);
            }
            throw failure;
        }
    }

    private void checkFree(Path local) throws IOException {
        if (stopping) {
            throw new IOException("The mount process is about to end; try again.");
        }
        for (var other : syncs.keySet()) {
            if (local.startsWith(other) || other.startsWith(local)) {
                throw new IOException(local + " and " + other + ", which is kept equal already, lie in each other; "
                    + "choose another folder.");
            }
        }
        for (var point : mounts.keySet()) {
            if (local.startsWith(point) || point.startsWith(local)) {
                throw new IOException(local + " and " + point + ", where the drive is mounted, lie in each other; "
                    + "choose another folder.");
            }
        }
    }

    private synchronized void syncEnded(Path local, SyncLoop loop) {
        syncs.remove(local, loop);
    }

    /** Ends that, after a last round; the files stay on both sides. */
    void unsync(Path folder) throws IOException {
        var local = Files.isDirectory(folder) ? folder.toRealPath() : folder;
        SyncLoop loop;
        synchronized (this) {
            loop = syncs.get(local);
        }
        if (loop == null) {
            throw new IOException(local + " is kept equal with nothing.");
        }
        try {
            loop.round(false);
        } finally {
            loop.close();
            // What is done to either side from now on is not what the other is to follow.
            loop.forget();
            syncEnded(local, loop);
        }
    }

    /** Sends what was written in folders that are kept equal. */
    void syncNow() throws IOException {
        List<SyncLoop> loops;
        synchronized (this) {
            loops = List.copyOf(syncs.values());
        }
        for (var loop : loops) {
            loop.round(false);
        }
    }

    synchronized MountStatus status() {
        forgetEnded();
        return new MountStatus(ProcessHandle.current().pid(), since, tree.report(),
            mounts.values().stream().map(each -> new MountStatus.Mounted(each.point(), each.readOnly())).toList(),
            troubles.all());
    }

    synchronized void stop() {
        stopping = true;
    }

    /** Whether there is something to do. Asked a few times a second. */
    synchronized boolean goesOn(int connected) {
        forgetEnded();
        if (stopping) {
            return false;
        }
        if (connected > 0 || !mounts.isEmpty() || !syncs.isEmpty() || !tree.report().waiting().isEmpty()) {
            lastUse = System.nanoTime();
        }
        return Duration.ofNanos(System.nanoTime() - lastUse).compareTo(settings.idle()) < 0;
    }

    /** Ends the mounts, then the sending. */
    synchronized void end() {
        if (!ended) {
            ended = true;
            syncs.values().forEach(SyncLoop::close);
            mounts.values().forEach(FuseBridge::close);
            mounts.clear();
            tree.close();
        }
    }

    /** Mounts may be ended from outside: by {@code fusermount3 -u}. */
    private void forgetEnded() {
        mounts.values().removeIf(each -> {
            if (each.ended()) {
                each.close();
                return true;
            }
            return false;
        });
    }
}
