package org.jolab.magics.drive.fake;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a {@link FakeDrive} was asked; written by the threads that serve requests. Requests are called
 * {@code "GET files"} (one file), {@code "GET list"}, {@code "GET media"}, {@code "GET export"}, {@code "POST files"},
 * {@code "PATCH files"}, {@code "DELETE files"}, {@code "POST upload multipart"}, {@code "POST upload resumable"},
 * {@code "PATCH upload …"}, {@code "PUT upload piece"}, {@code "PUT upload query"}, {@code "GET changes"},
 * {@code "GET generateIds"}, {@code "GET about"}, {@code "GET drives"}, {@code "token"}.
 */
public final class Traffic {

    private final Map<String, Long> counts = new TreeMap<>();

    synchronized void count(String what, long by) {
        counts.merge(what, by, Long::sum);
    }

    /** How many requests of a kind there were, those that were refused too. */
    public synchronized long of(String request) {
        return counts.getOrDefault(request, 0L);
    }

    /** All requests, and the numbers of bytes beside them. */
    public synchronized Map<String, Long> all() {
        return new TreeMap<>(counts);
    }

    /** Bytes of file content that came in. */
    public long bytesIn() {
        return of("bytes in");
    }

    /** Bytes of file content that came in a second time in the same upload. */
    public long bytesTwice() {
        return of("bytes twice");
    }

    /** Bytes of file content that went out. */
    public long bytesOut() {
        return of("bytes out");
    }

    public synchronized void reset() {
        counts.clear();
    }
}
