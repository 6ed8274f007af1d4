package org.jolab.install.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jolab.install.client.Json;

/** Makes notebook files for tests. */
final class Notebooks {

    private Notebooks() {}

    /** A notebook of code cells; a cell that starts with {@code #TAG } gets that tag. */
    static Path write(Path file, String... cells) throws IOException {
        var notebook = Json.object();
        var list = notebook.putArray("cells");
        for (int i = 0; i < cells.length; i++) {
            var cell = list.addObject().put("cell_type", "code").put("execution_count", 99)
                .put("id", "cell-" + (i + 1));
            var metadata = cell.putObject("metadata");
            var source = cells[i];
            if (source.startsWith("#")) {
                metadata.putArray("tags").add(source.substring(1, source.indexOf(' ')));
                source = source.substring(source.indexOf(' ') + 1);
            }
            cell.putArray("outputs").addObject().put("output_type", "stream").put("name", "stdout").put("text", "old");
            cell.put("source", source);
        }
        notebook.putObject("metadata").putObject("kernelspec")
            .put("display_name", "Java").put("language", "java").put("name", "java");
        notebook.put("nbformat", 4).put("nbformat_minor", 5);
        Files.writeString(file, Json.PRETTY.writeValueAsString(notebook));
        return file;
    }

    static JsonNode read(Path file) throws IOException {
        return Json.MAPPER.readTree(file.toFile());
    }

    static JsonNode outputs(Path file, int cell) throws IOException {
        return read(file).path("cells").path(cell).path("outputs");
    }
}
