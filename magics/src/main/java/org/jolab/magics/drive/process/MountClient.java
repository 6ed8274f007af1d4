package org.jolab.magics.drive.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jolab.magics.drive.tree.TreeReport;

/**
 * A kernel's end of the connection to a mount process. Used by many threads. Closing it leaves the process as it is:
 * with its mounts, and sending what waits.
 */
public final class MountClient implements AutoCloseable {

    private final Connections connections;
    private final RemoteTree tree;

    private MountClient(Connections connections) {
        this.connections = connections;
        this.tree = new RemoteTree(connections);
    }

    /** The process that has a cache folder, if one runs. */
    public static Optional<MountClient> find(Path cache) {
        try {
            var connections = new Connections(cache);
            connections.ask(request("hello"));
            return Optional.of(new MountClient(connections));
        } catch (IOException nobodyListens) {
            return Optional.empty();
        }
    }

    /**
     * The process of a cache folder, started if there is none; a running one keeps its own settings.
     *
     * @throws IOException with the reason that the process gave, such as a sign-in that has ended
     */
    public static MountClient start(ProcessSettings settings) throws IOException {
        var running = find(settings.cache());
        return running.isPresent() ? running.get() : Launch.of(settings);
    }

    /**
     * Shows the tree at a folder, which is made if it is not there; nothing is done if it is shown there already.
     *
     * @throws IOException why not: the folder is not empty, is a file, a link; or why FUSE cannot be used
     */
    public void mount(Path point, boolean readOnly) throws IOException {
        connections.ask(request("mount").put("point", point.toAbsolutePath().toString()).put("readonly", readOnly));
    }

    /** Ends a mount; what waits is sent further. */
    public void unmount(Path point) throws IOException {
        connections.ask(request("unmount").put("point", point.toAbsolutePath().toString()));
    }

    /**
     * Keeps a folder of the tree and one of this machine equal from now on; returns when they are.
     *
     * @param removing whether also much is removed on a side because the other has lost it
     */
    public void sync(String remote, Path local, boolean removing) throws IOException {
        connections.ask(request("sync").put("path", remote).put("point", local.toAbsolutePath().toString())
            .put("remove", removing));
    }

    /** Ends that, after a last round; the files stay on both sides. */
    public void unsync(Path local) throws IOException {
        connections.ask(request("unsync").put("point", local.toAbsolutePath().toString()));
    }

    public MountStatus status() throws IOException {
        return Forms.status(connections.ask(request("status")).path("status"));
    }

    /** Sends all that waits now, also of files that are open; false when the time did not suffice. */
    public boolean flush(Duration limit, Consumer<TreeReport> progress) throws IOException, InterruptedException {
        return tree.flush(limit, progress);
    }

    /** Asks the store at once for what has changed. */
    public void refresh() throws IOException {
        tree.refresh();
    }

    /** The files, without FUSE. It stays usable until this client is closed. */
    public RemoteTree tree() {
        return tree;
    }

    /** Ends the mounts and the process; what waits is sent by the next one. Returns when it has ended. */
    public void stop() throws IOException {
        var pid = status().pid();
        connections.ask(request("stop"));
        try {
            // What takes longer is a store that does not answer.
            Ending.await(pid, Duration.ofSeconds(20));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        tree.close();
    }

    private static ObjectNode request(String what) {
        return Wire.object().put("do", what);
    }
}
