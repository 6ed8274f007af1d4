package org.jolab.kernel.channels;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jolab.api.MimeBundle;
import org.jolab.api.UsageError;
import org.jolab.kernel.channels.StreamBuffer.Extent;
import org.jolab.kernel.output.Outlet;
import org.jolab.kernel.protocol.Message;
import org.jolab.kernel.protocol.MimeJson;
import org.jolab.kernel.protocol.Publication;
import org.jolab.kernel.protocol.Question;

/**
 * The output of one request; all threads that print in its name share it.
 *
 * <p>Printed text waits a little for more: 5 ms if nothing was printed lately, so that a lone line appears at once, and
 * else until 50 ms after the last batch, or until there is much of it. A line without an end waits 40 ms longer: it may
 * be the prompt of a question, and would then be shown twice. A thread that prints much while front ends are
 * behind makes larger batches, and then waits.
 */
final class RequestOutlet implements Outlet {

    private static final long FIRST_MILLIS = 5;
    private static final long PERIOD_MILLIS = 50;
    private static final long PROMPT_MILLIS = 40;
    private static final int FIRST_BATCH = 64 << 10;
    private static final int BATCH = 256 << 10;
    private static final int LARGEST_BATCH = 1 << 20;

    /** Who asks, and what is allowed: no output at all if silent, no questions unless the front end takes them. */
    record Terms(Message request, boolean silent, boolean allowStdin) {}

    private final Post post;
    private final Questions questions;
    private final Terms terms;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock. */
    private final StreamBuffer buffer = new StreamBuffer();
    private boolean flushPlanned;
    private boolean promptWaits;
    private long lastFlush = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
    private final List<Map<String, Object>> payloads = new ArrayList<>();
    private final List<Object> kept = new ArrayList<>();
    private volatile boolean ended;
    private volatile boolean open = true;

    RequestOutlet(Post post, Questions questions, Terms terms) {
        this.post = post;
        this.questions = questions;
        this.terms = terms;
    }

    /** The header of the request, the parent of all its output. */
    Map<String, Object> parent() {
        return terms.request.header().fields();
    }

    @Override
    public void stream(Stream stream, CharSequence text) {
        if (terms.silent || text.isEmpty()) {
            return;
        }
        Objects.requireNonNull(stream);
        var longest = post.pace().isLimited() ? Pace.LONGEST : text.length();
        for (var start = 0; start < text.length(); start += longest) {
            append(stream, text.subSequence(start, Math.min(text.length(), start + longest)));
        }
    }

    private void append(Stream stream, CharSequence text) {
        post.pace().await(text);
        post.awaitRoom();
        boolean plan = false;
        long delay = 0;
        lock.lock();
        try {
            buffer.append(stream, text);
            long quiet = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastFlush);
            if (buffer.size() >= enough(quiet)) {
                flushLocked(Extent.WHOLE_CHARACTERS);
            } else if (!flushPlanned) {
                flushPlanned = true;
                plan = true;
                delay = quiet >= PERIOD_MILLIS ? FIRST_MILLIS : PERIOD_MILLIS - quiet;
            }
        } finally {
            lock.unlock();
        }
        if (plan) {
            post.io().after(delay, this::plannedFlush);
        }
    }

    private int enough(long quiet) {
        if (quiet >= PERIOD_MILLIS) {
            return FIRST_BATCH;
        }
        return post.behind(2L * LARGEST_BATCH) ? LARGEST_BATCH : BATCH;
    }

    /** Called by the I/O thread, which must not wait for a thread that is just composing a message. */
    private void plannedFlush() {
        if (!lock.tryLock()) {
            post.io().after(FIRST_MILLIS, this::plannedFlush);
            return;
        }
        boolean again;
        try {
            again = !promptWaits && buffer.endsWithPrompt();
            flushPlanned = again;
            promptWaits = again;
            flushLocked(again ? Extent.WHOLE_LINES : Extent.WHOLE_CHARACTERS);
        } finally {
            lock.unlock();
        }
        if (again) {
            post.io().after(PROMPT_MILLIS, this::plannedFlush);
        }
    }

    private void flushLocked(Extent extent) {
        for (var text : buffer.drain(extent)) {
            post.publish(text, parent());
        }
        lastFlush = System.nanoTime();
    }

    /** Sends everything that was printed, at once. */
    void flush() {
        lock.lock();
        try {
            flushLocked(Extent.ALL);
        } finally {
            lock.unlock();
        }
    }

    /** Publishes after everything that was printed before. User threads wait for room first. */
    void publish(Publication publication, boolean user) {
        if (user) {
            post.awaitRoom();
        }
        // Composed outside the lock: a large picture takes time, and others may print meanwhile.
        var frames = post.compose(publication, parent());
        lock.lock();
        try {
            flushLocked(Extent.ALL);
            post.send(frames);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void display(MimeBundle bundle, String displayId) {
        show(new Publication.Display(MimeJson.of(bundle), displayId, false));
    }

    @Override
    public void update(MimeBundle bundle, String displayId) {
        show(new Publication.Display(MimeJson.of(bundle), Objects.requireNonNull(displayId), true));
    }

    @Override
    public void clear(boolean wait) {
        forget();
        show(new Publication.Clear(wait));
    }

    @Override
    public void keep(Object value) {
        lock.lock();
        try {
            if (open && !terms.silent) {
                kept.add(value);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean keepsSomething() {
        lock.lock();
        try {
            return !kept.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void forget() {
        lock.lock();
        try {
            kept.clear();
        } finally {
            lock.unlock();
        }
    }

    /** A front end gives all requests of one page the same session, and each page one of its own. */
    @Override
    public boolean isSeenWith(Outlet other) {
        return !(other.cell() instanceof RequestOutlet request)
            || Objects.equals(request.parent().get("session"), parent().get("session"));
    }

    private void show(Publication publication) {
        if (!terms.silent) {
            publish(publication, true);
        }
    }

    @Override
    public String input(String prompt, boolean password) throws InterruptedException {
        if (!terms.allowStdin) {
            throw new UsageError("This front end cannot ask for input. Run the cell in a front end that can, or set "
                + "the value in the code.");
        }
        if (ended) {
            throw new UsageError("Input was asked for after its cell had ended. Read it before the cell's end.");
        }
        flush();
        return questions.ask(terms.request, new Question(prompt, password));
    }

    @Override
    public Optional<Object> askColab(String kind, Map<String, Object> request, Duration limit)
            throws InterruptedException {
        return questions.request(id -> publish(new Publication.ColabRequest(kind, id, request), true), limit);
    }

    @Override
    public boolean takesInput() {
        return terms.allowStdin && !ended;
    }

    @Override
    public String takeUnfinishedLine() {
        lock.lock();
        try {
            return buffer.takeUnfinishedLine();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Notes that the cell was run again, so that no front end shows more of this run. */
    void supersede() {
        open = false;
        forget();
    }

    @Override
    public void payload(Map<String, Object> payload) {
        lock.lock();
        try {
            payloads.add(Map.copyOf(payload));
        } finally {
            lock.unlock();
        }
    }

    /** Ends the request's right to ask, sends what was printed, and returns the payloads for its reply. */
    List<Map<String, Object>> end() {
        ended = true;
        lock.lock();
        try {
            flushLocked(Extent.ALL);
            return List.copyOf(payloads);
        } finally {
            lock.unlock();
        }
    }
}
