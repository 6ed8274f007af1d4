package org.jolab.kernel.history;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jolab.kernel.protocol.Request;

/**
 * The cells that were run, in this session and before; any thread may use it. One thread of its own does all reading
 * and writing, so that a slow disk delays nobody.
 *
 * <p>A disk that is full or read-only is logged once; the history then lasts as long as the kernel.
 */
public final class History implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(History.class.getName());

    /** Null if nothing is kept on disk. */
    private final HistoryFile file;
    private final ExecutorService disk = Executors.newSingleThreadExecutor(
        task -> Thread.ofPlatform().daemon().name("history").unstarted(task));

    /** Of this kernel alone, in case the disk does not work; owned by the disk thread. */
    private final List<Entry> memory = new ArrayList<>();
    private boolean broken;
    /** Longer cells are not kept: nobody typed them, and every kernel reads the whole file. */
    private static final int LONGEST = 1 << 20;

    private int sessions;

    private History(HistoryFile file) {
        this.file = file;
    }

    /** A history kept in {@code path}, which need not exist. */
    public static History at(Path path) {
        return new History(new HistoryFile(path));
    }

    /** A history that lasts as long as the kernel. */
    public static History inMemory() {
        return new History(null);
    }

    /** A new session of cells, numbered when its first cell is added. */
    public final class Session {

        /** Owned by the disk thread; 0 until the number is known. */
        private int number;

        private Session() {}

        /** Keeps a cell; {@code output} may be null. Returns at once. */
        public void add(int line, String input, String output) {
            if (input.length() > LONGEST || output != null && output.length() > LONGEST) {
                return;
            }
            try {
                disk.execute(() -> keep(line, input, output));
            } catch (RejectedExecutionException e) {
                LOG.log(Level.DEBUG, "A cell that ended after the kernel is not kept", e);
            }
        }

        private void keep(int line, String input, String output) {
            if (number == 0) {
                number = claim();
            }
            var entry = new Entry(number, line, input, output);
            memory.add(entry);
            onDisk(() -> file.append(entry));
        }

        /** The cells that are asked for, oldest first. */
        public List<Entry> find(Request.History.Which which) throws InterruptedException {
            try {
                return disk.submit(() -> select(which, number)).get();
            } catch (RejectedExecutionException e) {
                return List.of();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** Begins a session: one for the main shell, one for each subshell. */
    public Session session() {
        return new Session();
    }

    private int claim() {
        var number = new CompletableFuture<Integer>();
        onDisk(() -> number.complete(file.claimSession()));
        sessions++;
        return number.getNow(sessions);
    }

    private List<Entry> select(Request.History.Which which, int current) {
        if (which instanceof Request.History.None) {
            return List.of();
        }
        var all = new ArrayList<Entry>();
        onDisk(() -> all.addAll(file.read()));
        if (all.isEmpty()) {
            all.addAll(memory);
        }
        return switch (which) {
            case Request.History.Tail(var n) -> last(all, n);
            case Request.History.Search(var pattern, var n, var unique) -> {
                var matches = glob(pattern);
                var found = all.stream().filter(entry -> matches.test(entry.input())).toList();
                yield last(unique ? latestOfEach(found) : found, n.orElse(Integer.MAX_VALUE));
            }
            case Request.History.Range(var session, var start, var stop) -> {
                // A session without cells has no number yet; it will be the next one.
                int own = current > 0 ? current : 1 + all.stream().mapToInt(Entry::session).max().orElse(0);
                int number = session > 0 ? session : own + session;
                yield range(all.stream().filter(entry -> entry.session() == number).toList(), start, stop);
            }
            case Request.History.None() -> List.of();
        };
    }

    private static List<Entry> range(List<Entry> entries, int start, Optional<Integer> stop) {
        int end = entries.isEmpty() ? 1 : entries.getLast().line() + 1;
        int from = start < 0 ? end + start : start;
        int to = stop.map(line -> line < 0 ? end + line : line).orElse(end);
        return entries.stream().filter(entry -> entry.line() >= from && entry.line() < to).toList();
    }

    private static List<Entry> last(List<Entry> entries, int n) {
        return entries.subList(Math.max(0, entries.size() - Math.max(0, n)), entries.size());
    }

    private static List<Entry> latestOfEach(List<Entry> entries) {
        var latest = new LinkedHashMap<String, Entry>();
        for (var entry : entries) {
            latest.remove(entry.input());
            latest.put(entry.input(), entry);
        }
        return List.copyOf(latest.values());
    }

    /**
     * Whole texts that a pattern of {@code *} (anything) and {@code ?} (one code point) matches. Written by hand,
     * because a regular expression of many stars takes for ever on a long cell that nearly matches.
     */
    static Predicate<String> glob(String pattern) {
        int[] glob = Objects.requireNonNull(pattern).codePoints().toArray();
        return text -> {
            int[] chars = text.codePoints().toArray();
            int at = 0;
            int in = 0;
            int star = -1;
            int resume = 0;
            while (at < chars.length) {
                if (in < glob.length && glob[in] == '*') {
                    star = in++;
                    resume = at;
                } else if (in < glob.length && (glob[in] == '?' || glob[in] == chars[at])) {
                    in++;
                    at++;
                } else if (star >= 0) {
                    in = star + 1;
                    at = ++resume;
                } else {
                    return false;
                }
            }
            while (in < glob.length && glob[in] == '*') {
                in++;
            }
            return in == glob.length;
        };
    }

    /** Work that may fail with the disk. */
    private interface DiskWork {
        void run() throws IOException;
    }

    private void onDisk(DiskWork work) {
        if (file == null || broken) {
            return;
        }
        try {
            work.run();
        } catch (IOException | RuntimeException e) {
            broken = true;
            LOG.log(Level.WARNING, "The history of cells cannot be kept on disk: " + e);
        }
    }

    /** Waits for what is still to be written, a second at most. */
    @Override
    public void close() {
        disk.shutdown();
        try {
            if (!disk.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "The last cells of the history may not have been written.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
