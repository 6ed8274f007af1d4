/**
 * Tensors with NumPy's names that compute on the best device there is.
 *
 * <p>{@link org.jolab.gpu.Tensors} makes them (import it statically), {@link org.jolab.gpu.Tensor} is what they can do.
 */
package org.jolab.gpu;
