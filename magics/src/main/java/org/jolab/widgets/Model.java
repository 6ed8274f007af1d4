package org.jolab.widgets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jolab.api.UsageError;

/**
 * A kind of widget as the protocol knows it. All of them stand in {@code models.tsv}, which
 * {@code src/build/widget-models.py} makes of the schema that ipywidgets publishes.
 *
 * @param name its name, such as {@code IntSliderModel}
 * @param module the front end's package that has it
 * @param version that package's version
 * @param view where its view is: package, version and name; the name is null if it has none
 * @param attributes what it holds, by name; empty if it takes any
 */
record Model(String name, String module, String version, View view, Map<String, Attribute> attributes) {

    /** The front end's class that shows a model. */
    record View(String module, String version, String name) {}

    private static final Map<String, Model> ALL = read();

    /** The model of this name. */
    static Model of(String name) {
        return ALL.get(name);
    }

    /** The names of all models of the table. */
    static Iterable<String> names() {
        return ALL.keySet();
    }

    /**
     * The attribute of this name.
     *
     * @throws UsageError if it has none
     */
    Attribute attribute(String attribute) {
        var found = attributes.get(attribute);
        if (found == null) {
            throw new UsageError(title() + " has no " + attribute + ". It has "
                + String.join(", ", attributes.keySet().stream().filter(key -> !key.startsWith("_")).toList()) + ".");
        }
        return found;
    }

    /** Its name for people. */
    String title() {
        return name.replaceFirst("Model$", "");
    }

    /** The attributes that say what it is, in the versions that the front end has. */
    Map<String, Object> identity(Map<String, String> versions) {
        var state = new LinkedHashMap<String, Object>();
        state.put("_model_module", module);
        state.put("_model_module_version", versions.getOrDefault(module, version));
        state.put("_model_name", name);
        state.put("_view_module", view.module);
        state.put("_view_module_version", versions.getOrDefault(view.module, view.version));
        state.put("_view_name", view.name);
        return state;
    }

    private static Map<String, Model> read() {
        try (var in = Model.class.getResourceAsStream("models.tsv")) {
            var json = new JsonMapper();
            var models = new LinkedHashMap<String, Model>();
            Model model = null;
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                var fields = line.split("\t", -1);
                if (fields[0].isEmpty()) {
                    var attribute = attribute(fields, json);
                    model.attributes.put(attribute.name(), attribute);
                } else {
                    var view = new View(fields[3], fields[2], fields[4].isEmpty() ? null : fields[4]);
                    // Views of styles are of the base package, whose version is that of the controls.
                    model = new Model(fields[0], fields[1], fields[2], view, new LinkedHashMap<>());
                    models.put(model.name, model);
                }
            }
            return models;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Attribute attribute(String[] fields, JsonMapper json) throws JsonProcessingException {
        var nullable = fields[2].endsWith("?");
        var type = nullable ? fields[2].substring(0, fields[2].length() - 1) : fields[2];
        var initial = type.equals("bytes") ? new byte[0]
            : type.startsWith("reference") ? null : json.readValue(fields[3], Object.class);
        var choices = fields.length > 4 ? List.of(fields[4].split("\\|", -1)) : List.<String>of();
        return new Attribute(fields[1], type, nullable, initial, choices);
    }
}
