package org.jolab.install.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jolab.api.UsageError;
import org.jolab.install.client.Json;
import org.jolab.install.machine.Reasons;

/**
 * A notebook as JSON, so that what this program does not know stays as it was.
 *
 * @param json the notebook; format 4, brought to 4.5 by {@link #read}
 * @see <a href="https://nbformat.readthedocs.io/en/latest/format_description.html">the notebook format</a>
 */
record NotebookFile(ObjectNode json) {

    private static final int MAJOR = 4;
    private static final int MINOR = 5;

    /** Reads a Java notebook; each way in which {@code file} may not be one is a {@link UsageError} of one sentence. */
    static NotebookFile read(Path file) {
        var json = parse(file);
        if (!(json instanceof ObjectNode notebook) || !notebook.path("nbformat").isInt()) {
            throw new UsageError(file + " is not a notebook: it has no field nbformat.");
        }
        int format = notebook.path("nbformat").asInt();
        if (format != MAJOR) {
            throw new UsageError(file + " is a notebook of format " + format
                + ", and only format 4 can be run; open and save it once in JupyterLab.");
        }
        if (!(notebook.get("cells") instanceof ArrayNode)) {
            throw new UsageError(file + " is not a notebook: it has no list of cells.");
        }
        for (var cell : notebook.path("cells")) {
            if (!cell.isObject() || !cell.path("cell_type").isTextual()) {
                throw new UsageError(file + " is a damaged notebook: a cell has no cell_type.");
            }
        }
        var language = language(notebook);
        if (!language.equalsIgnoreCase("java")) {
            throw new UsageError(file + " is a notebook for " + language + ", not for Java.");
        }
        var result = new NotebookFile(notebook);
        result.upgrade();
        return result;
    }

    /** Writes the notebook so that at any moment either the old or the new one is there, whole. */
    void write(Path file) {
        try {
            var goal = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            // Next to the goal: a move is atomic only within one file system.
            var part = Files.createTempFile(goal.getParent(), "." + goal.getFileName(), ".part");
            try {
                Files.write(part, (Json.PRETTY.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8));
                keepPermissions(goal, part);
                Files.move(part, goal, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UsageError("Cannot write " + file + " (" + Reasons.of(e) + "); name another file with -o.", e);
        }
    }

    List<ObjectNode> codeCells() {
        return StreamSupport.stream(cells().spliterator(), false)
            .filter(cell -> cell.path("cell_type").asText().equals("code"))
            .map(ObjectNode.class::cast).toList();
    }

    ArrayNode cells() {
        return (ArrayNode) json.get("cells");
    }

    ObjectNode metadata() {
        return json.withObject("/metadata");
    }

    /** A cell's text, which files hold as one string or as a list of lines. */
    static String source(JsonNode cell) {
        return text(cell.path("source"));
    }

    /** A string that files may hold as a list of lines. */
    static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        var text = new StringBuilder();
        value.forEach(line -> text.append(line.asText()));
        return text.toString();
    }

    static boolean hasTag(JsonNode cell, String tag) {
        return StreamSupport.stream(cell.at("/metadata/tags").spliterator(), false)
            .anyMatch(value -> value.asText().equals(tag));
    }

    /** A new code cell, valid but not part of any notebook. */
    static ObjectNode codeCell(String source, String tag) {
        var cell = Json.object().put("cell_type", "code").putNull("execution_count").put("id", newId(Set.of()));
        cell.putObject("metadata").putArray("tags").add(tag);
        cell.putArray("outputs");
        cell.set("source", lines(source));
        return cell;
    }

    /** Text as Jupyter writes it into files: a list of lines that keep their ends. */
    static ArrayNode lines(String text) {
        var lines = Json.MAPPER.createArrayNode();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end + 1));
            start = end + 1;
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    private static JsonNode parse(Path file) {
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new UsageError("There is no file " + file + ".", e);
        } catch (JsonProcessingException e) {
            var place = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw new UsageError(file + " is not a notebook: it is not JSON" + place + ".", e);
        } catch (IOException e) {
            throw new UsageError("Cannot read " + file + " (" + Reasons.of(e) + ").", e);
        }
    }

    private static String language(JsonNode notebook) {
        var metadata = notebook.path("metadata");
        for (var place : List.of("/kernelspec/language", "/language_info/name")) {
            var language = metadata.at(place);
            if (language.isTextual() && !language.asText().isBlank()) {
                return language.asText();
            }
        }
        // Notebooks by other tools name no language but a kernel such as "python3".
        return metadata.at("/kernelspec/name").asText().startsWith("python") ? "Python" : "java";
    }

    /** Gives what format 4.5 demands to notebooks written before it. */
    private void upgrade() {
        if (json.path("nbformat_minor").asInt() < MINOR) {
            json.put("nbformat_minor", MINOR);
        }
        if (!json.path("metadata").isObject()) {
            json.putObject("metadata");
        }
        var known = new HashSet<String>();
        for (var node : cells()) {
            var cell = (ObjectNode) node;
            if (!cell.path("metadata").isObject()) {
                cell.putObject("metadata");
            }
            if (!cell.path("id").isTextual() || !known.add(cell.path("id").asText())) {
                var id = newId(known);
                known.add(id);
                cell.put("id", id);
            }
        }
    }

    private static String newId(Set<String> known) {
        String id;
        do {
            id = UUID.randomUUID().toString().substring(0, 8);
        } while (known.contains(id));
        return id;
    }

    /** A temporary file is its owner's alone; the notebook is as readable as before, or as any new file. */
    private static void keepPermissions(Path old, Path part) throws IOException {
        if (!Files.getFileStore(part).supportsFileAttributeView("posix")) {
            return;
        }
        if (Files.exists(old)) {
            Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(old));
        } else {
            var plain = Files.createFile(part.resolveSibling(part.getFileName() + ".new"));
            try {
                Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(plain));
            } finally {
                Files.delete(plain);
            }
        }
    }
}
