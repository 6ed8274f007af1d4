package org.jolab.magics.drive.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiPredicate;
import org.jolab.magics.drive.blocks.Blocks;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Space;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.tree.Attributes;
import org.jolab.magics.drive.tree.IsFolderException;
import org.jolab.magics.drive.tree.KeptTree;
import org.jolab.magics.drive.tree.OpenFile;
import org.jolab.magics.drive.tree.TreeReport;

/** A tree over a {@link Store}, with a cache and a journal in a folder that one process has at a time. */
public final class Engine implements KeptTree {

    private static final Logger LOG = System.getLogger(Engine.class.getName());
    private static final Duration FORCE_EVERY = Duration.ofSeconds(5);
    private static final long SPACE_FOR = Duration.ofSeconds(30).toNanos();

    private final CacheFolder folder;
    private final Store store;
    private final EngineSettings settings;
    private final Nodes nodes;
    private final Contents contents;
    private final Incoming incoming;
    private final Conflicts conflicts;
    private final Lookup lookup;
    private final Changer changer;
    private final Follower follower;
    private final Sender sender;
    private final Handle.Context context;
    private final Thread forcer;
    private volatile Space space;
    private volatile long spaceAt;
    private volatile boolean closed;

    private Engine(CacheFolder folder, Store store, EngineSettings settings) throws IOException {
        this.folder = folder;
        this.store = store;
        this.settings = settings;
        nodes = new Nodes(folder, new Room(folder.folder(), settings.reserve()));
        nodes.load(store.root());
        contents = new BlockContents(new Blocks(folder.blocks(), settings.cacheLimit(), store));
        incoming = new Incoming(nodes, store);
        conflicts = new Conflicts(nodes, store, incoming, folder);
        lookup = new Lookup(nodes, store, incoming, settings);
        changer = new Changer(nodes, lookup, settings.readOnly() || store.abilities().readOnly());
        follower = new Follower(nodes, store, incoming, settings.poll());
        var delivery = new Delivery(nodes, store, follower, new Uploads(nodes, store, contents, conflicts));
        sender = new Sender(nodes, new Planner(nodes, store.abilities(), settings), delivery, settings);
        context = new Handle.Context(nodes, contents, incoming, this::await);
        forcer = Thread.ofPlatform().daemon().name("drive-journal").unstarted(this::forceNowAndThen);
    }

    /**
     * Opens the cache in a folder, which is made where there is none, and goes on with what the last process left.
     *
     * @throws FileSystemException if another process has the folder, or another version of Jolab made it
     */
    public static Engine open(Path cacheFolder, Store store, EngineSettings settings) throws IOException {
        var folder = CacheFolder.open(cacheFolder);
        try {
            var engine = new Engine(folder, store, settings);
            engine.start();
            return engine;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private void start() {
        nodes.lock.lock();
        try {
            nodes.resume(store.abilities().changes());
        } finally {
            nodes.lock.unlock();
        }
        if (!settings.readOnly()) {
            sender.start();
        }
        follower.start();
        forcer.start();
    }

    private void forceNowAndThen() {
        while (!closed) {
            try {
                Thread.sleep(FORCE_EVERY);
                commitAll();
                nodes.force();
            } catch (InterruptedException e) {
                return;
            } catch (IOException e) {
                LOG.log(Level.WARNING, "Forcing the journal to the disk", e);
            }
        }
    }

    private <T> T locked(Callable<T> action) throws IOException {
        follower.used();
        nodes.lock.lock();
        try {
            return action.call();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            nodes.lock.unlock();
        }
    }

    @Override
    public Attributes attributes(String path) throws IOException {
        return locked(() -> lookup.find(path).attributes());
    }

    @Override
    public void list(String path, BiPredicate<String, Attributes> sink) throws IOException {
        follower.used();
        lookup.list(path, sink);
    }

    @Override
    public OpenFile open(String path, Set<? extends OpenOption> options, int mode) throws IOException {
        var writes = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
        var reads = options.contains(StandardOpenOption.READ) || !writes;
        var handle = locked(() -> {
            var node = writes ? forWriting(path, options, mode) : lookup.find(path);
            if (node.isFolder()) {
                throw new IsFolderException(path);
            }
            if (node.kind == Entry.Kind.LINK) {
                throw new FileSystemException(path, null, "is a link");
            }
            node.opens++;
            node.writers += writes ? 1 : 0;
            return new Handle(node, context, reads, writes);
        });
        try {
            if (writes && options.contains(StandardOpenOption.TRUNCATE_EXISTING) && handle.attributes().size() > 0) {
                handle.truncate(0);
            }
            handle.opened();
            return handle;
        } catch (IOException | RuntimeException e) {
            handle.close();
            throw e;
        }
    }

    private Node forWriting(String path, Set<? extends OpenOption> options, int mode) throws IOException {
        changer.checkWritable();
        var fresh = options.contains(StandardOpenOption.CREATE_NEW);
        var parts = Lookup.parts(path);
        var parent = lookup.parent(path);
        var node = parts.length == 0 ? nodes.root() : lookup.child(path, parent, Changer.name(path));
        if (node == null && (fresh || options.contains(StandardOpenOption.CREATE))) {
            return changer.make(path, changer.place(path), Entry.Kind.FILE, mode);
        }
        if (node == null) {
            throw new NoSuchFileException(path);
        }
        if (fresh) {
            throw new FileAlreadyExistsException(path);
        }
        if (node.fixed() && !node.isFolder()) {
            throw new AccessDeniedException(path, null, "it cannot be changed");
        }
        return node;
    }

    @Override
    public void makeFolder(String path, int mode) throws IOException {
        locked(() -> {
            changer.makeFolder(path, mode);
            return null;
        });
    }

    @Override
    public void remove(String path) throws IOException {
        discard(locked(() -> changer.remove(path, false)));
    }

    @Override
    public void removeFolder(String path) throws IOException {
        discard(locked(() -> changer.remove(path, true)));
    }

    @Override
    public void rename(String from, String to, boolean replace) throws IOException {
        discard(locked(() -> changer.rename(from, to, replace)));
    }

    private static void discard(Body body) throws IOException {
        if (body != null) {
            body.discard();
        }
    }

    @Override
    public void truncate(String path, long size) throws IOException {
        try (var file = open(path, Set.of(StandardOpenOption.WRITE), 0)) {
            file.truncate(size);
        }
    }

    @Override
    public void setModified(String path, Instant modified) throws IOException {
        locked(() -> {
            changer.setModified(path, modified);
            return null;
        });
    }

    @Override
    public void setMode(String path, int mode) throws IOException {
        locked(() -> {
            changer.setMode(path, mode);
            return null;
        });
    }

    @Override
    public String linkTarget(String path) throws IOException {
        return locked(() -> {
            var node = lookup.find(path);
            if (node.kind != Entry.Kind.LINK || node.remote.entry == null) {
                throw new NotLinkException(path);
            }
            return node.remote.entry.content();
        });
    }

    @Override
    public void force() throws IOException {
        nodes.force();
    }

    @Override
    public Space space() throws IOException {
        if (space == null || System.nanoTime() - spaceAt > SPACE_FOR) {
            try {
                space = store.space();
            } catch (IOException e) {
                if (space == null) {
                    throw e;
                }
            }
            spaceAt = System.nanoTime();
        }
        return space;
    }

    @Override
    public TreeReport report() {
        nodes.lock.lock();
        try {
            var waiting = new ArrayList<TreeReport.Waiting>();
            nodes.pending.stream().filter(node -> !(node.removed && (node.opens > 0 || !node.owns())))
                .sorted(Comparator.comparingLong(node -> node.oldest)).forEach(node -> waiting.add(waiting(node)));
            var aside = new ArrayList<>(folder.putAside());
            aside.addAll(conflicts.told());
            return new TreeReport(store.title(), sender.trouble(), contents.cached(), settings.cacheLimit(), waiting,
                aside);
        } finally {
            nodes.lock.unlock();
        }
    }

    private static TreeReport.Waiting waiting(Node node) {
        Step.What what;
        if (node.removed) {
            what = Step.What.REMOVE;
        } else if (node.remote.entry == null && node.isFolder()) {
            what = Step.What.FOLDER;
        } else if (node.body != null) {
            what = Step.What.CONTENT;
        } else {
            what = node.displaced ? Step.What.MOVE : Step.What.MARK;
        }
        var bytes = what == Step.What.CONTENT ? node.body.size() : 0;
        return new TreeReport.Waiting(node.path(), what.title(), bytes, Math.min(bytes, node.remote.sent),
            node.trouble);
    }

    @Override
    public boolean flush(Duration limit) throws InterruptedException {
        return sender.flush(limit);
    }

    /** Where a close is to wait: until a file is in the store, or cannot be sent for the moment. */
    private void await(Node node) throws IOException {
        if (!settings.closeWaits()) {
            return;
        }
        nodes.lock.lock();
        try {
            sender.hurryNow(node);
            while (!closed && !node.removed && (node.body != null || node.remote.entry == null)) {
                var trouble = node.trouble.isEmpty() ? sender.trouble() : node.trouble;
                if (!trouble.isEmpty()) {
                    throw new FileSystemException(node.path(), null, "kept, though not yet in the store: " + trouble);
                }
                nodes.progress.awaitNanos(Duration.ofSeconds(1).toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + node.path() + " was sent");
        } finally {
            nodes.lock.unlock();
        }
    }

    @Override
    public void refresh() throws IOException {
        follower.used();
        if (store.abilities().changes()) {
            follower.poll();
        } else {
            lookup.relist();
        }
    }

    @Override
    public InputStream export(String path, String format) throws IOException {
        var node = locked(() -> lookup.find(path));
        var entry = nodes.entryOf(node);
        if (entry == null || node.isFolder()) {
            throw new FileSystemException(path, null, "only a file that the store has can be exported");
        }
        return store.export(entry, format);
    }

    /** What was written to files that are still open counts, too. */
    private void commitAll() {
        for (var body : nodes.bodies()) {
            try {
                body.commit();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "Writing the journal", e);
            }
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        follower.close();
        sender.close();
        forcer.interrupt();
        contents.close();
        commitAll();
        nodes.lock.lock();
        try {
            nodes.close();
            folder.ended();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Closing the journal", e);
        } finally {
            nodes.lock.unlock();
            folder.close();
        }
    }
}
