package org.jolab.gpu;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;

/**
 * Which tensors live, and by which variables they can be reached.
 *
 * @param devices what is held of each device's memory
 * @param rows the tensors
 */
public record MemoryReport(List<MemoryUse> devices, List<Row> rows) implements Displayable {

    /**
     * A piece of memory.
     *
     * @param device where it is
     * @param contents type and shape, such as {@code F32 [2,3]}
     * @param bytes its size
     * @param names the variables that reach it; none if only something else does
     */
    public record Row(Device device, String contents, long bytes, List<String> names) {
    }

    /** What lives on {@code devices}; {@code variables} are searched for tensors, also in collections and objects. */
    public static MemoryReport of(List<Device> devices, Map<String, ?> variables) {
        Map<Storage, List<String>> names = new IdentityHashMap<>();
        Map<Storage, Tensor> tensors = new IdentityHashMap<>();
        variables.forEach((name, value) -> new TensorSearch(names, tensors).visit(name, value));
        var uses = devices.stream().map(Device::memory).toList();
        List<Row> rows = new ArrayList<>();
        for (var use : uses) {
            for (var each : use.holdings()) {
                var reached = names.remove(each.storage());
                rows.add(new Row(use.device(), each.contents(), each.bytes(), reached == null ? List.of() : reached));
            }
        }
        // What no pool has: small tensors on the Java heap, mapped files, memory of others.
        names.forEach((storage, reached) -> rows.add(new Row(storage.device(), text(tensors.get(storage)),
            storage.bytes(), reached)));
        return new MemoryReport(uses, List.copyOf(rows));
    }

    private static String text(Tensor tensor) {
        return tensor.dtype() + " " + Shape.text(tensor.dimensions());
    }

    @Override
    public MimeBundle toMimeBundle() {
        return MimeBundle.text(toString()).with("text/html", html());
    }

    private String html() {
        var line = "<tr><td style=\"text-align:left\">%s</td><td>%s</td><td>%s</td><td>%s</td></tr>";
        var cells = rows.stream().map(row -> line.formatted(escaped(names(row)), row.contents,
            MemoryUse.size(row.bytes), row.device)).collect(Collectors.joining());
        return "<table><caption style=\"text-align:left\">" + devices.stream().map(Object::toString)
            .collect(Collectors.joining("<br>")) + "</caption><tr><th style=\"text-align:left\">variable</th>"
            + "<th>contents</th><th>memory</th><th>device</th></tr>" + cells + "</table>";
    }

    private static String names(Row row) {
        return row.names.isEmpty() ? "(no variable)" : String.join(", ", row.names);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    @Override
    public String toString() {
        var width = rows.stream().mapToInt(row -> names(row).length()).max().orElse(0);
        return devices.stream().map(Object::toString).collect(Collectors.joining("\n")) + rows.stream()
            .map(row -> "\n  " + names(row) + " ".repeat(width - names(row).length()) + "  " + row.contents + "  "
                + MemoryUse.size(row.bytes) + " on " + row.device).collect(Collectors.joining());
    }
}
