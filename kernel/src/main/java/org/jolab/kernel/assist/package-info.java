/**
 * What may be typed at a place in a cell, and what is known of the name there.
 *
 * <p>The way of a question: {@link org.jolab.kernel.assist.Assistant} → a cell cut into {@code Tokens} and
 * {@code Chunks} → {@code Approximation}, a source that javac takes even where the cell is unfinished → javac's trees,
 * scopes and types → {@code Proposals} or a {@code Description}, whose words come from the sources that are at hand.
 */
package org.jolab.kernel.assist;
