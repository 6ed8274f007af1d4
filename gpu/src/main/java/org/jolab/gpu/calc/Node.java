package org.jolab.gpu.calc;

import java.util.List;

/** A part of a formula. */
sealed interface Node {

    /** A number as it was typed. */
    record Constant(Number value) implements Node {
    }

    /** The variable with that number, in the order of their first appearance. */
    record Variable(int index) implements Node {
    }

    /**
     * A function or an operator.
     *
     * @param name in {@link Functions}
     * @param arguments of it
     * @param position where it stands in the text
     * @param depth how many calls lie within one another here
     */
    record Call(String name, List<Node> arguments, int position, int depth) implements Node {
    }
}
