package org.jolab.kernel.assist;

import java.util.List;
import java.util.Optional;

/**
 * What javac tells of a name.
 *
 * @param headers its declaration, or all overloads, the one that applies first
 * @param declarations where to look for words about it: itself, and then what it overrides
 * @param place where it is declared, in words; empty if that is clear
 * @param variable the notebook's variable that it is
 */
record Finding(List<Entry> headers, List<Declaration> declarations, String place,
    Optional<Neighbourhood.Variable> variable) {

    /** One of them: in one line, and where to look for the names of its parameters. */
    record Entry(Header header, Optional<Declaration> declaration) {}
}
