package org.jolab.widgets;

/** Somebody listens; {@link #close} ends that. May be used by any thread. */
@FunctionalInterface
public interface Observation extends AutoCloseable {

    /** Listens no more; nothing happens when it is closed already. */
    @Override
    void close();
}
