package org.jolab.magics.drive.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jolab.magics.drive.store.Entry;

/**
 * What the store has, or is about to have, of a node. It passes to another node when that one is renamed over its
 * owner. Guarded by the lock of {@link Nodes}.
 */
final class Remote {

    /** Contents that were sent without an answer: more are not remembered. */
    private static final int MOST_TRIED = 8;

    /** The node whose state is to be sent here. */
    Node owner;
    /** As last known; null when the store has none, as far as is known. */
    Entry entry;
    /** The id that a new entry will have; kept before the first request, so that a lost answer makes no second one. */
    String newId = "";
    /** Whether a request that makes the entry may have reached the store. */
    boolean asked;
    /** The revision that the owner's content stands on. */
    String base = "";
    /** MD5 sums of contents that a request without an answer may have brought there. */
    final Deque<String> tried = new ArrayDeque<>();
    /** A thread is sending something about it; never kept. */
    boolean running;
    /** When the last sending ended, by {@link System#nanoTime}; a page asked for earlier may show an older state. */
    long ended = System.nanoTime();
    /** How many bytes of the content are sent. */
    volatile long sent;

    Remote(Node owner) {
        this.owner = owner;
    }

    void tries(String hash) {
        if (!tried.contains(hash)) {
            tried.addLast(hash);
        }
        if (tried.size() > MOST_TRIED) {
            tried.removeFirst();
        }
    }

    /** Whether nothing of it can be in the store. */
    boolean absent() {
        return entry == null && !asked;
    }

    /** Forgets the entry: what is local is to be made anew. */
    void lose() {
        entry = null;
        newId = "";
        asked = false;
        base = "";
        tried.clear();
    }
}
