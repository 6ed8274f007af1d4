package org.jolab.magics.accelerator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jolab.api.MimeBundle;
import org.jolab.api.Workspace;
import org.jolab.gpu.Tensor;
import org.jolab.magics.table.TextTable;
import org.jolab.magics.table.TextTable.Column;

/** The tensors that a notebook's variables hold: what it would help to forget. */
final class LiveTensors {

    private static final List<Column> COLUMNS = List.of(Column.of("variable"), Column.of("shape"), Column.of("type"),
        Column.of("device"), new Column("size", true));

    private LiveTensors() {
    }

    private record Live(String name, Tensor tensor) {

        long bytes() {
            return tensor.size() * tensor.dtype().bytes();
        }
    }

    /** A table of those that {@code variables} hold, also in lists, arrays, maps and records; the largest first. */
    static MimeBundle of(List<Workspace.Variable> variables) {
        var found = new ArrayList<Live>();
        variables.forEach(variable -> collect(variable.name(), variable.value(), found, 0));
        found.sort(Comparator.comparingLong(Live::bytes).reversed());
        var rows = found.stream().map(live -> List.of(live.name(), Arrays.stream(live.tensor().shape())
            .mapToObj(String::valueOf).collect(Collectors.joining("×")), live.tensor().dtype().toString(),
            live.tensor().device().name(), size(live.bytes()))).toList();
        var total = found.stream().mapToLong(Live::bytes).sum();
        return new TextTable(COLUMNS, rows, "%d tensor%s, %s; views count as what they show".formatted(found.size(),
            found.size() == 1 ? "" : "s", size(total))).toMimeBundle();
    }

    private static void collect(String name, Object value, List<Live> found, int depth) {
        // Deeper than this nobody keeps tensors, and a list may hold itself.
        if (depth > 3) {
            return;
        }
        switch (value) {
            case Tensor tensor -> found.add(new Live(name, tensor));
            case List<?> list -> {
                for (var i = 0; i < Math.min(list.size(), 1000); i++) {
                    collect(name + "[" + i + "]", list.get(i), found, depth + 1);
                }
            }
            case Object[] array -> collect(name, Arrays.asList(array), found, depth);
            case Map<?, ?> map -> map.forEach((key, each) -> collect(name + "[" + key + "]", each, found, depth + 1));
            case Record whole -> {
                for (var component : whole.getClass().getRecordComponents()) {
                    try {
                        component.getAccessor().setAccessible(true);
                        collect(name + "." + component.getName(), component.getAccessor().invoke(whole), found,
                            depth + 1);
                    } catch (ReflectiveOperationException | RuntimeException e) {
                        // What does not let itself be read has told enough.
                        continue;
                    }
                }
            }
            case null, default -> { }
        }
    }

    private static String size(long bytes) {
        return bytes < 1024 ? bytes + " B" : bytes < 1 << 20 ? "%.1f KiB".formatted(bytes / 1024.0)
            : bytes < 1 << 30 ? "%.1f MiB".formatted(bytes / 1048576.0) : "%.2f GiB".formatted(bytes / 1073741824.0);
    }
}
