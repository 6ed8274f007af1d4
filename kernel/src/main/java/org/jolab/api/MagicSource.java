package org.jolab.api;

import java.util.Collection;

/**
 * Brings magics into a notebook: a library that names its implementation in
 * {@code META-INF/services/org.jolab.api.MagicSource} has them registered when it comes onto the class path.
 */
@FunctionalInterface
public interface MagicSource {

    /** The magics; making them should cost next to nothing. */
    Collection<Magic> magics();
}
