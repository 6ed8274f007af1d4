package org.jolab.magics.git.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jolab.kernel.protocol.Json;
import org.jolab.kernel.wire.MalformedMessage;

/**
 * A cell, as far as a reader sees it.
 *
 * @param id its name in the file; empty if it has none
 * @param type {@code code}, {@code markdown} or {@code raw}
 * @param source its text
 * @param outputs its outputs, in a few words a line
 */
record NotebookCell(String id, String type, String source, List<String> outputs) {

    private static final int LONGEST = 120;

    /**
     * The cells of a notebook.
     *
     * @throws MalformedMessage if it is none
     */
    static List<NotebookCell> read(byte[] file) throws MalformedMessage {
        if (file.length == 0) {
            return List.of();
        }
        if (!(Json.readObject(file).get("cells") instanceof List<?> cells)) {
            throw new MalformedMessage("no cells");
        }
        return cells.stream().filter(Map.class::isInstance).map(cell -> of((Map<?, ?>) cell)).toList();
    }

    private static NotebookCell of(Map<?, ?> cell) {
        var outputs = new ArrayList<String>();
        if (cell.get("outputs") instanceof List<?> all) {
            all.stream().filter(Map.class::isInstance).forEach(output -> outputs.add(words((Map<?, ?>) output)));
        }
        return new NotebookCell(Objects.toString(cell.get("id"), ""), String.valueOf(cell.get("cell_type")),
            joined(cell.get("source")), List.copyOf(outputs));
    }

    /** The file has texts as one string or as a list of lines. */
    private static String joined(Object text) {
        return text instanceof List<?> lines ? lines.stream().map(String::valueOf).collect(Collectors.joining())
            : Objects.toString(text, "");
    }

    private static String words(Map<?, ?> output) {
        return switch (String.valueOf(output.get("output_type"))) {
            case "stream" -> output.get("name") + ": " + brief(joined(output.get("text")));
            case "error" -> "error: " + output.get("ename") + ": " + brief(joined(output.get("evalue")));
            default -> output.get("data") instanceof Map<?, ?> data ? data(data) : "output";
        };
    }

    private static String data(Map<?, ?> data) {
        var others = data.keySet().stream().map(String::valueOf).filter(type -> !type.equals("text/plain")).sorted()
            .map(type -> type + " " + size(joined(data.get(type)))).collect(Collectors.joining(", "));
        var plain = brief(joined(data.get("text/plain")));
        return plain.isEmpty() ? others : others.isEmpty() ? plain : plain + " [" + others + "]";
    }

    /** So that another picture shows as a difference, although nobody wants to see its bytes. */
    private static String size(String value) {
        return "(" + value.length() + " characters, " + String.format("%08x", value.hashCode()) + ")";
    }

    private static String brief(String text) {
        var lines = text.strip().lines().toList();
        var first = lines.isEmpty() ? "" : lines.getFirst();
        return (first.length() > LONGEST ? first.substring(0, LONGEST) + "…" : first)
            + (lines.size() > 1 ? " … (" + lines.size() + " lines, " + String.format("%08x", text.hashCode()) + ")"
                : "");
    }

    /** Whether the other is what became of this one. */
    boolean isLike(NotebookCell other, double share) {
        if (!id.isEmpty() && !other.id.isEmpty()) {
            return id.equals(other.id);
        }
        var mine = new HashSet<>(source.lines().map(String::strip).toList());
        var theirs = new HashSet<>(other.source.lines().map(String::strip).toList());
        var all = new HashSet<>(mine);
        all.addAll(theirs);
        mine.retainAll(theirs);
        return all.isEmpty() || mine.size() >= share * all.size();
    }
}
