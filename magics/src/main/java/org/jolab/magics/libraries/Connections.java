package org.jolab.magics.libraries;

import java.io.Closeable;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.eclipse.aether.DefaultRepositoryCache;
import org.eclipse.aether.RepositoryCache;
import org.eclipse.aether.RepositorySystemSession;

/**
 * The cache of a session, in which the HTTP transport keeps its pools of connections; knows how to close these, which
 * ends downloads that wait for a silent server. Used by all threads of the session, closed by any.
 */
final class Connections implements RepositoryCache, Closeable {

    private final RepositoryCache cache = new DefaultRepositoryCache();
    private final Queue<Closeable> open = new ConcurrentLinkedQueue<>();

    @Override
    public void put(RepositorySystemSession session, Object key, Object data) {
        if (data instanceof Closeable closeable) {
            open.add(closeable);
        }
        cache.put(session, key, data);
    }

    @Override
    public Object get(RepositorySystemSession session, Object key) {
        return cache.get(session, key);
    }

    @Override
    public Object computeIfAbsent(RepositorySystemSession session, Object key, Supplier<Object> supplier) {
        return cache.computeIfAbsent(session, key, supplier);
    }

    @Override
    public void close() {
        for (var pool : open) {
            try {
                pool.close();
            } catch (IOException e) {
                System.getLogger(getClass().getName()).log(System.Logger.Level.DEBUG, "not closed", e);
            }
        }
    }
}
