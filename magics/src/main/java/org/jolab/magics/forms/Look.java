package org.jolab.magics.forms;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jolab.api.UsageError;

/**
 * What stands behind {@code //@param}: <code>{type: "slider", min: 0, max: 10, step: 2}</code>, or a list of values as
 * in <code>["red", "blue"] {allow-input: true}</code>, or nothing.
 *
 * @param choices the values to choose from; empty if all are possible
 * @param settings the rest
 */
record Look(List<String> choices, JsonNode settings) {

    private static final JsonMapper RELAXED = JsonMapper.builder()
        .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, JsonReadFeature.ALLOW_SINGLE_QUOTES,
            JsonReadFeature.ALLOW_TRAILING_COMMA, JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
        .build();

    /**
     * Reads {@code text}.
     *
     * @throws UsageError if it is none of these
     */
    static Look of(String name, String text) {
        var choices = new ArrayList<String>();
        JsonNode settings = JsonNodeFactory.instance.objectNode();
        // Names of settings may hold a hyphen, which unquoted names of JSON may not.
        var readable = text.replaceAll("([{,]\\s*)([A-Za-z]+(?:-[A-Za-z]+)+)\\s*:", "$1\"$2\":");
        try (var parser = RELAXED.createParser(readable)) {
            while (parser.nextToken() != null) {
                JsonNode value = parser.readValueAsTree();
                if (value.isArray()) {
                    value.forEach(one -> choices.add(one.asText()));
                } else if (value.isObject()) {
                    settings = value;
                } else {
                    throw new UsageError(complaint(name, text));
                }
            }
        } catch (IOException e) {
            throw new UsageError(complaint(name, text), e);
        }
        return new Look(choices, settings);
    }

    private static String complaint(String name, String text) {
        return "//@param " + text + " (of " + name + ") can't be read. Write "
            + "//@param {type: \"slider\", min: 0, max: 10} or //@param [\"one\", \"two\"].";
    }

    /** The kind of field that was asked for; empty to have it chosen by the type of the variable. */
    String type() {
        return settings.path("type").asText("");
    }

    double number(String key, double otherwise) {
        return settings.path(key).asDouble(otherwise);
    }
}
