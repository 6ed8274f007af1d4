package org.jolab.api;

/**
 * Says how values of a class that somebody else wrote look in a notebook; see {@link Notebook#register}.
 *
 * @param <T> the class of the values
 */
@FunctionalInterface
public interface Renderer<T> {

    /** The forms of {@code value}, which is never null. */
    MimeBundle render(T value);
}
