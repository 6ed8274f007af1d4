package org.jolab.magics.drive.blocks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The segments on disk, the one that was used last at the end, and the room that they take. Used by many threads: what
 * is here belongs to its monitor, which nobody takes who holds that of a segment.
 */
final class Shelf {

    private static final int OPEN = 200;
    private static final int ASIDE = 8;
    private static final System.Logger LOG = System.getLogger(Shelf.class.getName());

    private final Path folder;
    private final Path aside;
    private final BlockSettings settings;
    private final LinkedHashMap<String, Segment> segments = new LinkedHashMap<>();
    private final TreeSet<String> names = new TreeSet<>();
    private final LinkedHashSet<Segment> open = new LinkedHashSet<>();
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong coming = new AtomicLong();
    private boolean closed;

    Shelf(Path folder, BlockSettings settings) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.aside = folder.resolve("aside");
        this.settings = settings;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    long total() {
        return total.get();
    }

    void count(long bytes) {
        total.addAndGet(bytes);
    }

    void arrived(long bytes) {
        total.addAndGet(bytes);
        coming.addAndGet(-bytes);
    }

    /** The segment of a name, to be given back with {@link #release}. */
    synchronized Segment acquire(String name) throws IOException {
        var segment = segments.get(name);
        if (segment == null) {
            Files.createDirectories(path(name).getParent());
            segment = new Segment(path(name), this);
            names.add(name);
        }
        segments.putLast(name, segment);
        use(segment);
        return segment;
    }

    /** One more that uses a segment that somebody uses already. */
    synchronized void use(Segment segment) {
        if (segment.users++ == 0) {
            open.remove(segment);
        }
    }

    synchronized void release(Segment segment) {
        if (--segment.users > 0) {
            return;
        }
        open.add(segment);
        while (open.size() > OPEN || closed && !open.isEmpty()) {
            shut(open.removeFirst());
        }
    }

    private static void shut(Segment segment) {
        try {
            segment.save();
            segment.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A file of the cache was not closed", e);
        }
    }

    /** Makes room for bytes that are to come, and keeps it for them; false if there is none. */
    synchronized boolean room(long bytes) {
        while (total.get() + coming.get() + bytes > settings.limit() || scarce(bytes)) {
            var eldest = segments.entrySet().stream().filter(entry -> entry.getValue().users == 0).findFirst();
            if (eldest.isEmpty()) {
                return false;
            }
            remove(eldest.get().getKey());
        }
        coming.addAndGet(bytes);
        return true;
    }

    private boolean scarce(long bytes) {
        return settings.usable().getAsLong() - coming.get() - bytes < settings.reserve();
    }

    /** A request is at its end, whatever came of it. */
    void ended(Segment segment, Fetch fetch) {
        coming.addAndGet(fetch.kept - (fetch.end - fetch.start));
        release(segment);
    }

    private Segment take(String name) {
        names.remove(name);
        var segment = segments.remove(name);
        if (segment != null) {
            total.addAndGet(-segment.leave());
            open.remove(segment);
        }
        return segment;
    }

    private void remove(String name) {
        var segment = take(name);
        try {
            // The map first, so that it never tells of bytes that are gone.
            Files.deleteIfExists(map(path(name)));
            Files.deleteIfExists(path(name));
            if (segment != null && segment.users == 0) {
                segment.close();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "A file of the cache cannot be removed", e);
        }
    }

    private static Path map(Path path) {
        return path.resolveSibling(path.getFileName() + ".map");
    }

    /** Removes all whose names begin so; who reads them goes on. */
    synchronized void removeAll(String stem) {
        List.copyOf(names.subSet(stem, stem + Character.MAX_VALUE)).forEach(this::remove);
        var place = path(stem).getParent();
        if (!Files.isDirectory(place)) {
            return;
        }
        try (var files = Files.newDirectoryStream(place, path(stem).getFileName() + "*")) {
            for (var file : files) {
                // The scan has not come here yet.
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "A folder of the cache cannot be read", e);
        }
    }

    /** Puts a damaged segment away; the next one of that name is empty. */
    synchronized void setAside(Segment segment) {
        var name = folder.relativize(segment.path()).toString();
        if (segments.get(name) != segment) {
            return;
        }
        take(name);
        LOG.log(System.Logger.Level.WARNING, "A part of the cache is damaged and will be read again: {0}",
            segment.path().getFileName());
        try {
            Files.createDirectories(aside);
            for (var file : List.of(segment.mapFile(), segment.path())) {
                try {
                    Files.move(file, aside.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                } catch (NoSuchFileException e) {
                    // Only one of the two is there.
                }
            }
            // They are in the store still; some are kept to see what has damaged them.
            try (var files = Files.list(aside)) {
                var all = files.sorted().toList();
                for (var file : all.subList(0, Math.max(0, all.size() - 2 * ASIDE))) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "A damaged part of the cache cannot be put aside", e);
            remove(name);
        }
    }

    /** Takes a file as a whole segment that nobody has used yet; false if there is no room for it. */
    boolean adopt(String name, Path file, SegmentMap map) throws IOException {
        if (!room(map.length())) {
            return false;
        }
        coming.addAndGet(-map.length());
        synchronized (this) {
            remove(name);
            Files.createDirectories(path(name).getParent());
            Files.move(file, path(name), StandardCopyOption.REPLACE_EXISTING);
            var segment = acquire(name);
            try {
                segment.adopt(map);
            } finally {
                release(segment);
            }
        }
        return true;
    }

    /** Finds what earlier processes have left. */
    void scan() throws IOException {
        record Found(String name, long held, FileTime used) {
        }

        var found = new ArrayList<Found>();
        var orphans = new ArrayList<String>();
        try (var places = Files.newDirectoryStream(folder, "[0-9a-f][0-9a-f]")) {
            for (var place : places) {
                try (var files = Files.newDirectoryStream(place)) {
                    for (var file : files) {
                        var name = folder.relativize(file).toString();
                        if (!name.endsWith(".map")) {
                            orphans.add(name);
                            continue;
                        }
                        try {
                            found.add(new Found(name.substring(0, name.length() - 4), held(file),
                                Files.getLastModifiedTime(file)));
                        } catch (NoSuchFileException e) {
                            // Somebody has dropped it.
                        }
                    }
                }
            }
        }
        found.sort((a, b) -> b.used.compareTo(a.used));
        for (var each : found) {
            synchronized (this) {
                if (!segments.containsKey(each.name) && Files.exists(map(path(each.name)))) {
                    var segment = new Segment(path(each.name), this);
                    segments.putFirst(each.name, segment);
                    names.add(each.name);
                    segment.found(each.held);
                }
            }
        }
        for (var name : orphans) {
            synchronized (this) {
                var base = name.endsWith(".map.new") ? name.substring(0, name.length() - 8) : name;
                var segment = segments.get(base);
                if (segment == null || !base.equals(name) && segment.untouched()) {
                    Files.deleteIfExists(path(name));
                }
            }
        }
    }

    private static long held(Path map) throws NoSuchFileException {
        try {
            return SegmentMap.read(map, -1).held();
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // It is put aside when somebody reads it, or removed to make room.
            return 0;
        }
    }

    /** Writes down what is there. */
    void close() {
        Collection<Segment> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(segments.values());
            open.forEach(Shelf::shut);
            open.clear();
        }
        for (var segment : all) {
            segment.fetches().forEach(Fetch::close);
            segment.save();
        }
    }
}
