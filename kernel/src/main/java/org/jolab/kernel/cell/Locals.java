package org.jolab.kernel.cell;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names that a cell has declared up to some place, by the looks of its tokens. Used by one thread. */
final class Locals {

    private static final Set<String> TYPE_WORDS = Set.of("boolean", "byte", "short", "int", "long", "char", "float",
        "double", "void");

    private final Map<String, String> types = new HashMap<>();
    private String before = "";
    private boolean wordBefore;

    /** Takes note of the next token. */
    void add(String text, boolean word) {
        var name = word && !Tokens.isReserved(text);
        if (name && (wordBefore || before.equals(">") || before.equals("]"))) {
            types.put(text, before);
        }
        if (text.equals("->") && wordBefore) {
            types.put(before, "");
        }
        wordBefore = word && (!Tokens.isReserved(text) || TYPE_WORDS.contains(text));
        before = text;
    }

    /** Takes note of the parameters of a lambda, which stand in {@code parentheses}. */
    void addParameters(String parentheses) {
        for (var name : parentheses.split("[^\\w$]+")) {
            if (!name.isEmpty()) {
                types.putIfAbsent(name, "");
            }
        }
    }

    /** The last word of the type of a name; empty if it is not declared here. */
    Optional<String> type(String name) {
        return Optional.ofNullable(types.get(name));
    }
}
