/**
 * The tree of a mount between programs and the store: what programs do happens here at once, is written to a journal,
 * and reaches the store later. {@link org.jolab.magics.drive.engine.Engine} is all that others need.
 *
 * <p>The journal keeps states, not deeds: each line has the newest state of some nodes, so the newest line of a node
 * is what is known of it, and what must be sent is the difference between a node and its
 * {@link org.jolab.magics.drive.engine.Remote}. Two locks, always taken in this order: the monitor of a
 * {@link org.jolab.magics.drive.engine.Body}, then the lock of {@link org.jolab.magics.drive.engine.Nodes}. The store
 * is never asked with the second one held.
 */
package org.jolab.magics.drive.engine;
