package org.jolab.magics.files;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jolab.api.UsageError;
import org.jolab.kernel.protocol.Json;
import org.jolab.kernel.wire.MalformedMessage;

/**
 * What a notebook file holds of code.
 *
 * @param cells the texts of the code cells, in order
 * @param language what they are written in, in small letters; empty if the file does not say
 * @see <a href="https://nbformat.readthedocs.io/en/latest/format_description.html">the notebook format</a>
 */
record NotebookText(List<String> cells, String language) {

    /** Reads a notebook of format 4. */
    static NotebookText of(Source source) {
        try {
            var notebook = Json.readObject(source.text().getBytes(StandardCharsets.UTF_8));
            if (!(notebook.get("cells") instanceof List<?> cells)) {
                throw new UsageError(source.name() + " is no notebook of a format since 4 (2014): it has no cells.");
            }
            var code = new ArrayList<String>();
            for (var cell : cells) {
                if (cell instanceof Map<?, ?> map && "code".equals(map.get("cell_type"))) {
                    code.add(text(map.get("source")));
                }
            }
            return new NotebookText(code, language(notebook));
        } catch (MalformedMessage e) {
            throw new UsageError(source.name() + " is no notebook: " + e.getMessage() + ".", e);
        }
    }

    /** The file of a notebook with these code cells and no output. */
    static byte[] write(List<String> cells) {
        var written = new ArrayList<Object>();
        for (var code : cells) {
            var cell = new LinkedHashMap<String, Object>();
            cell.put("cell_type", "code");
            cell.put("execution_count", null);
            cell.put("id", UUID.randomUUID().toString().substring(0, 8));
            cell.put("metadata", Map.of());
            cell.put("outputs", List.of());
            cell.put("source", code);
            written.add(cell);
        }
        var notebook = new LinkedHashMap<String, Object>();
        notebook.put("cells", written);
        notebook.put("metadata", Map.of(
            "kernelspec", Map.of("display_name", "Java (Jolab)", "language", "java", "name", "java"),
            "language_info", Map.of("name", "java")));
        notebook.put("nbformat", 4);
        notebook.put("nbformat_minor", 5);
        return Json.write(notebook);
    }

    private static String text(Object source) {
        return source instanceof List<?> lines
            ? lines.stream().map(String::valueOf).collect(Collectors.joining()) : String.valueOf(source);
    }

    private static String language(Map<String, Object> notebook) {
        for (var path : List.of(List.of("language_info", "name"), List.of("kernelspec", "language"))) {
            if (notebook.get("metadata") instanceof Map<?, ?> metadata
                    && metadata.get(path.getFirst()) instanceof Map<?, ?> info
                    && info.get(path.getLast()) instanceof String name) {
                return name.toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }
}
