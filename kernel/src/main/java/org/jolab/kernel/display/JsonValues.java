package org.jolab.kernel.display;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jolab.api.MimeBundle;
import org.jolab.api.UsageError;

/** JSON as trees that front ends can fold; apart, so that Jackson is loaded for them only. */
final class JsonValues {

    /** What a front end can take as a tree without standing still. */
    private static final int TREE = 1_000_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonValues() {}

    /** The tree that is written in {@code json}; text that is no JSON, or too long, is shown as text. */
    static MimeBundle ofText(String json, Limits limits) {
        if (json.length() > TREE) {
            return Renderers.preformatted(Cut.at(limits.characters(), json));
        }
        try {
            return bundle(MAPPER.readValue(json, Object.class), limits);
        } catch (JsonProcessingException e) {
            return Renderers.preformatted(Cut.at(limits.characters(), json));
        }
    }

    /** The tree that an author asks for: JSON text, or maps, lists, arrays, strings, numbers, booleans and null. */
    static MimeBundle ofValue(Object value, Limits limits) {
        if (value instanceof CharSequence text) {
            try {
                return bundle(MAPPER.readValue(text.toString(), Object.class), limits);
            } catch (JsonProcessingException e) {
                throw new UsageError("This is not JSON: " + e.getOriginalMessage() + ". Check the text near line "
                    + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ".", e);
            }
        }
        return bundle(PlainJson.of(value), limits);
    }

    private static MimeBundle bundle(Object tree, Limits limits) {
        try {
            var text = Cut.at(limits.characters(), MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree));
            var shown = Renderers.preformatted(text);
            return tree == null ? shown : shown.with("application/json", tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
