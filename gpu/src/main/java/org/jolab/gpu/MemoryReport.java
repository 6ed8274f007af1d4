package org.jolab.gpu;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** What lives on {@code devices}; {@code variables} are searched for tensors, also in lists, maps and arrays. */
    public static MemoryReport of(List<Device> devices, Map<String, ?> variables) {
        Map<Storage, List<String>> names = new IdentityHashMap<>();
        Map<Storage, Tensor> tensors = new IdentityHashMap<>();
        variables.forEach((name, value) -> new Search(names, tensors).visit(name, value, 0));
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

    /** Looks into values for tensors. */
    private record Search(Map<Storage, List<String>> names, Map<Storage, Tensor> tensors) {

        private static final int DEEPEST = 3;
        private static final int MOST = 1000;

        void visit(String name, Object value, int depth) {
            switch (value) {
                case Tensor tensor -> {
                    if (tensor.expr() instanceof Expr.Leaf leaf && !leaf.storage().isClosed()) {
                        names.computeIfAbsent(leaf.storage(), _ -> new ArrayList<>()).add(name);
                        tensors.putIfAbsent(leaf.storage(), tensor);
                    }
                }
                case List<?> list when depth < DEEPEST -> {
                    for (var i = 0; i < Math.min(MOST, list.size()); i++) {
                        visit(name + "[" + i + "]", list.get(i), depth + 1);
                    }
                }
                case Object[] array when depth < DEEPEST -> {
                    for (var i = 0; i < Math.min(MOST, array.length); i++) {
                        visit(name + "[" + i + "]", array[i], depth + 1);
                    }
                }
                case Set<?> set when depth < DEEPEST -> set.stream().limit(MOST)
                    .forEach(each -> visit(name + "{}", each, depth + 1));
                case Map<?, ?> map when depth < DEEPEST -> map.entrySet().stream().limit(MOST)
                    .forEach(each -> visit(name + "[" + each.getKey() + "]", each.getValue(), depth + 1));
                case null, default -> { }
            }
        }
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
