package org.jolab.magics.drive.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameter {@code fields}: which parts of an answer are wanted.
 *
 * @param parts the wanted names, each with what is wanted in it; all where there are none
 */
record Fields(Map<String, Fields> parts) {

    private static final Fields ALL = new Fields(Map.of());

    static Fields of(String text) throws Refusal {
        var reader = new Reader(text);
        var fields = reader.list();
        if (reader.at < text.length()) {
            throw new Refusal(400, "invalidParameter", "Invalid field selection " + text);
        }
        return fields;
    }

    JsonNode select(JsonNode node) {
        if (parts.isEmpty() || parts.containsKey("*")) {
            return node;
        }
        return switch (node) {
            case ArrayNode array -> {
                var selected = JsonNodeFactory.instance.arrayNode(array.size());
                array.forEach(element -> selected.add(select(element)));
                yield selected;
            }
            case ObjectNode object -> {
                var selected = JsonNodeFactory.instance.objectNode();
                parts.forEach((name, wanted) -> {
                    var value = object.get(name);
                    if (value != null) {
                        selected.set(name, wanted.select(value));
                    }
                });
                yield selected;
            }
            default -> node;
        };
    }

    /** {@code a,b/c,d(e,f)}. */
    private static final class Reader {

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Fields list() throws Refusal {
            var parts = new TreeMap<String, Fields>();
            do {
                var start = at;
                while (at < text.length() && ",()/".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
                var name = text.substring(start, at).strip();
                if (name.isEmpty()) {
                    throw new Refusal(400, "invalidParameter", "Invalid field selection " + text);
                }
                parts.merge(name, inner(), Reader::both);
            } while (accept(','));
            return new Fields(parts);
        }

        private Fields inner() throws Refusal {
            if (accept('/')) {
                var start = at;
                while (at < text.length() && ",()/".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
                return new Fields(Map.of(text.substring(start, at).strip(), inner()));
            }
            if (!accept('(')) {
                return ALL;
            }
            var fields = list();
            if (!accept(')')) {
                throw new Refusal(400, "invalidParameter", "Invalid field selection " + text);
            }
            return fields;
        }

        private static Fields both(Fields one, Fields other) {
            if (one.parts.isEmpty() || other.parts.isEmpty()) {
                return ALL;
            }
            var parts = new TreeMap<>(one.parts);
            other.parts.forEach((name, fields) -> parts.merge(name, fields, Reader::both));
            return new Fields(parts);
        }

        private boolean accept(char wanted) {
            if (at < text.length() && text.charAt(at) == wanted) {
                at++;
                return true;
            }
            return false;
        }
    }
}
