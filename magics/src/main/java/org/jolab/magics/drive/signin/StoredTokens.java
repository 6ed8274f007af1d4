package org.jolab.magics.drive.signin;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;

/**
 * The tokens of a sign-in that is kept in a file, which other processes use too. Used by many threads; what is known
 * is changed by the one that holds the lock.
 */
final class StoredTokens implements AccessTokens {

    private static final System.Logger LOG = System.getLogger(StoredTokens.class.getName());

    /** What callers are promised. */
    private static final Duration PROMISED = Duration.ofSeconds(60);
    /** New ones are fetched this long before the old one ends, so that a short trouble does no harm. */
    private static final Duration AHEAD = Duration.ofMinutes(3);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(15);

    private final TokenFiles files;
    private final String name;
    private final Renewal renewal;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Kept known;
    private volatile Instant nextTry = Instant.EPOCH;
    private Grant ended;
    private StoreException ending;
    private boolean hasTold;

    StoredTokens(TokenFiles files, String name, Renewal renewal) {
        this.files = files;
        this.name = name;
        this.renewal = renewal;
    }

    private Clock clock() {
        return renewal.clock();
    }

    @Override
    public String current() throws IOException {
        var kept = known;
        if (kept != null) {
            var now = clock().instant();
            if (kept.token().isGoodFor(AHEAD, now) || kept.token().isGoodFor(PROMISED, now)
                && now.isBefore(nextTry)) {
                return kept.token().value();
            }
        }
        return fetch("");
    }

    @Override
    public String insteadOf(String refused) throws IOException {
        return fetch(refused);
    }

    private String fetch(String refused) throws IOException {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        try {
            if (isUsable(known, refused, AHEAD)) {
                return known.token().value();
            }
            try (var _ = files.turn(name)) {
                known = files.read(name).orElseThrow(() -> new StoreException(Kind.AUTH, "There is no sign-in \""
                    + name + "\" any more. Sign in with \"%drive auth login\"."));
                if (!isUsable(known, refused, AHEAD)) {
                    known = renewed(known, refused);
                }
                return known.token().value();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isUsable(Kept kept, String refused, Duration time) {
        return kept != null && !kept.token().value().equals(refused)
            && kept.token().isGoodFor(time, clock().instant());
    }

    private Kept renewed(Kept kept, String refused) throws IOException {
        if (kept.grant().equals(ended)) {
            throw new StoreException(Kind.AUTH, ending.getMessage(), ending);
        }
        try {
            var fresh = renewal.renew(kept);
            keep(fresh);
            ended = null;
            return fresh;
        } catch (StoreException e) {
            if (e.passes() && isUsable(kept, refused, PROMISED)) {
                nextTry = clock().instant().plus(BETWEEN_TRIES);
                return kept;
            }
            if (e.kind() == Kind.AUTH) {
                known = null;
                if (kept.grant() instanceof Grant.Consent) {
                    ended = kept.grant();
                    ending = e;
                }
                keep(kept.broken(e.getMessage()));
            }
            throw e;
        }
    }

    /** A token that cannot be kept serves this process all the same. */
    private void keep(Kept kept) {
        try {
            files.write(kept);
        } catch (IOException e) {
            if (!hasTold) {
                hasTold = true;
                LOG.log(Level.WARNING, e.getMessage());
            }
        }
    }
}
