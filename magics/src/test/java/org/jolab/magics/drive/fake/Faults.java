package org.jolab.magics.drive.fake;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * What goes wrong on a {@link FakeDrive}; set by tests while requests are served. Patterns are regular
 * expressions for parts of what {@link Traffic} calls a request, such as {@code "upload"} or {@code "GET media"}; an
 * empty one fits all.
 */
public final class Faults {

    /** Takes one of what is left. */
    private static boolean take(AtomicInteger left) {
        return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }

    private record Failure(Pattern pattern, AtomicInteger left, Refusal refusal) {
    }

    private final List<Failure> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger lostAnswers = new AtomicInteger();
    private volatile Pattern lostPattern = Pattern.compile("");
    private final AtomicInteger cutUploads = new AtomicInteger();
    private final AtomicInteger cutDownloads = new AtomicInteger();
    private volatile long cutUploadAfter;
    private volatile long cutDownloadAfter;
    private volatile long latency;
    private volatile CountDownLatch frozen = new CountDownLatch(0);
    private volatile int perSecond = Integer.MAX_VALUE;
    private long second;
    private int inSecond;

    /** Every answer waits so long. */
    public void latency(long milliseconds) {
        latency = milliseconds;
    }

    /**
     * The next requests of a kind are refused.
     *
     * @param reason     such as {@code userRateLimitExceeded}
     * @param retryAfter in seconds, 0 for no such header
     */
    public void refuse(int times, String pattern, int status, String reason, int retryAfter) {
        failures.add(new Failure(Pattern.compile(pattern), new AtomicInteger(times),
            new Refusal(status, reason, "Refused on purpose: " + reason, retryAfter)));
    }

    /** So many requests a second, and no more. */
    public void perSecond(int requests) {
        perSecond = requests;
    }

    /** The connection breaks in the next pieces of resumable uploads, after so many bytes of the piece. */
    public void cutUploads(int times, long afterBytes) {
        cutUploadAfter = afterBytes;
        cutUploads.set(times);
    }

    /** The connection breaks in the next downloads, after so many bytes. */
    public void cutDownloads(int times, long afterBytes) {
        cutDownloadAfter = afterBytes;
        cutDownloads.set(times);
    }

    /** The next requests of a kind take effect, and the connection breaks instead of an answer. */
    public void loseAnswers(int times, String pattern) {
        lostPattern = Pattern.compile(pattern);
        lostAnswers.set(times);
    }

    /** Requests are taken and not answered until {@link #thaw()}. */
    public void freeze() {
        frozen = new CountDownLatch(1);
    }

    public void thaw() {
        frozen.countDown();
    }

    /** Everything is in order again. */
    public void clear() {
        failures.clear();
        lostAnswers.set(0);
        cutUploads.set(0);
        cutDownloads.set(0);
        latency = 0;
        perSecond = Integer.MAX_VALUE;
        thaw();
    }

    void before(String request) throws Refusal, InterruptedException {
        if (latency > 0) {
            Thread.sleep(latency);
        }
        frozen.await();
        checkRate();
        for (Iterator<Failure> all = failures.iterator(); all.hasNext();) {
            var failure = all.next();
            if (failure.pattern.matcher(request).find() && take(failure.left)) {
                throw failure.refusal;
            }
        }
    }

    private synchronized void checkRate() throws Refusal {
        var now = System.nanoTime() / 1_000_000_000;
        if (now != second) {
            second = now;
            inSecond = 0;
        }
        if (++inSecond > perSecond) {
            throw new Refusal(403, "userRateLimitExceeded", "User Rate Limit Exceeded.");
        }
    }

    boolean losesAnswer(String request) {
        return lostPattern.matcher(request).find() && take(lostAnswers);
    }

    /** After how many bytes this piece's connection breaks; the largest number for never. */
    long uploadEnd() {
        return take(cutUploads) ? cutUploadAfter : Long.MAX_VALUE;
    }

    long downloadEnd() {
        return take(cutDownloads) ? cutDownloadAfter : Long.MAX_VALUE;
    }
}
