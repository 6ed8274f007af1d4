package org.jolab.magics.drive.fuse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jolab.magics.drive.tree.FileTree;

/**
 * A tree as a file system. Threads take requests from the kernel; there is always one more that waits for the next, up
 * to a limit. Another one answers EIO in the place of those that take too long. Whatever a tree throws becomes an
 * error's number.
 */
public final class FuseBridge implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(FuseBridge.class.getName());
    private static final int MOST_THREADS = 256;
    private static final int MOST_WAITING = 6;
    /** READ, WRITE, SETATTR (it may cut a file), RELEASE, FSYNC, FLUSH. */
    private static final Set<Integer> DATA = Set.of(15, 16, 4, 18, 20, 25);
    /** What may be begun and forgotten: LOOKUP, GETATTR, READLINK, READ, STATFS, OPENDIR, READDIR, READDIRPLUS. */
    private static final Set<Integer> CAN_STOP = Set.of(1, 3, 5, 15, 17, 27, 28, 44);

    private final Path point;
    private final MountSettings settings;
    private final Consumer<String> troubles;
    private final Device device;
    private final Operations operations;
    private final Map<Long, Call> calls = new ConcurrentHashMap<>();
    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private boolean closed;

    private FuseBridge(FileTree tree, Device device, Place place) {
        this.device = device;
        this.operations = new Operations(tree);
        this.point = place.point;
        this.settings = place.settings;
        this.troubles = place.troubles;
    }

    private record Place(Path point, MountSettings settings, Consumer<String> troubles) {
    }

    /**
     * Mounts a tree at an empty folder.
     *
     * @param troubles is told, in a sentence each, what programs only see as EIO and the like
     */
    public static FuseBridge mount(FileTree tree, Path point, MountSettings settings, Consumer<String> troubles)
            throws IOException {
        var bridge = new FuseBridge(tree, Device.mount(point, settings), new Place(point, settings, troubles));
        bridge.another();
        Thread.ofPlatform().daemon().name("fuse deadlines").start(bridge::watch);
        return bridge;
    }

    public Path point() {
        return point;
    }

    public boolean readOnly() {
        return settings.readOnly();
    }

    /** Whether the mount has gone, by {@link #close()} or from outside. */
    public boolean ended() {
        return end.getCount() == 0;
    }

    private void another() {
        waiting.incrementAndGet();
        threads.incrementAndGet();
        Thread.ofPlatform().daemon().name("fuse " + point).start(this::work);
    }

    private void work() {
        var worker = new Worker(device);
        try {
            while (true) {
                var call = worker.next();
                if (call == null) {
                    end.countDown();
                    return;
                }
                if (waiting.decrementAndGet() == 0 && threads.get() < MOST_THREADS) {
                    another();
                }
                serve(call);
                if (waiting.incrementAndGet() > MOST_WAITING) {
                    waiting.decrementAndGet();
                    return;
                }
            }
        } catch (Throwable failure) {
            LOG.log(System.Logger.Level.ERROR, "A thread of the mount has ended.", failure);
            if (waiting.get() <= 0) {
                another();
            }
        } finally {
            threads.decrementAndGet();
        }
    }

    private void serve(Call call) {
        if (call.operation == Operations.INTERRUPT) {
            interrupt(call.body.getLong());
            return;
        }
        calls.put(call.unique, call);
        try {
            operations.answer(call);
        } catch (Operations.Stale removed) {
            call.refuse(Errno.ESTALE);
        } catch (Call.TooLong name) {
            call.refuse(Errno.ENAMETOOLONG);
        } catch (Throwable failure) {
            if (Errno.worthTelling(failure)) {
                LOG.log(System.Logger.Level.WARNING, "Request " + call.operation, failure);
                troubles.accept(failure.getMessage() == null ? failure.toString() : failure.getMessage());
            }
            call.refuse(Errno.of(failure));
        } finally {
            calls.remove(call.unique, call);
        }
    }

    /** The program was stopped: it need not wait for what it only wanted to know. */
    private void interrupt(long unique) {
        var call = calls.get(unique);
        if (call != null && CAN_STOP.contains(call.operation)) {
            call.refuse(Errno.EINTR, device);
        }
    }

    private void watch() {
        try {
            while (!end.await(500, TimeUnit.MILLISECONDS)) {
                var now = System.nanoTime();
                for (var call : calls.values()) {
                    var limit = DATA.contains(call.operation) ? settings.data() : settings.metadata();
                    if (now - call.begun > limit.toNanos() && call.refuse(Errno.EIO, device)) {
                        late(call, limit);
                    }
                }
            }
        } catch (InterruptedException interrupted) {
            LOG.log(System.Logger.Level.ERROR, "Nobody watches the deadlines of {0} any more.", point);
        }
    }

    private void late(Call call, Duration limit) {
        var node = operations.nodes().get(call.node);
        var path = node == null ? null : operations.nodes().path(node);
        troubles.accept("No answer for " + (path == null ? point : point + path) + " within " + limit.toSeconds()
            + " seconds; the program was told of an input/output error.");
    }

    /** Unmounts. A folder that is in use stays usable for who uses it until this process ends. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        if (!ended()) {
            device.unmount();
        }
        try {
            if (end.await(3, TimeUnit.SECONDS)) {
                // The others are about to see the end, too.
                for (var i = 0; i < 100 && threads.get() > 0; i++) {
                    Thread.sleep(10);
                }
                operations.end();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (threads.get() == 0) {
            device.close();
        }
    }
}
