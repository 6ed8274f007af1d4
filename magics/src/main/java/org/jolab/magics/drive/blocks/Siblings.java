package org.jolab.magics.drive.blocks;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jolab.magics.drive.store.Entry;

/**
 * Notices when the small files of a folder are opened one after the other, and tells which will probably be next.
 * Used by many threads.
 */
final class Siblings {

    /** So many in order are a sign. */
    private static final int SIGN = 3;
    private static final int NEXT = 32;
    /** How far from the last one the next may be, as several threads may work through a folder. */
    private static final int SLACK = 8;
    private static final int FOLDERS = 32;
    private static final long FRESH = Duration.ofSeconds(10).toNanos();

    private final Map<String, Row> rows = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Row {

        private List<Entry> order = List.of();
        private final Map<String, Integer> places = new HashMap<>();
        private long listed;
        private int opened;
        private int last = -1;
        private int run;
        private int told;

        private void list(List<Entry> order) {
            this.order = List.copyOf(order);
            places.clear();
            for (var i = 0; i < order.size(); i++) {
                places.put(order.get(i).id(), i);
            }
            listed = System.nanoTime();
            last = -1;
            told = 0;
            run = 0;
        }
    }

    /** The files that should be read ahead, now that this one is opened: in the folder's order, or by their names. */
    synchronized List<Entry> after(Entry file, Supplier<List<Entry>> folder) {
        if (file.size() > Blocks.SMALL) {
            return List.of();
        }
        var listed = after("listed " + file.parent(), file, folder);
        return listed.isEmpty() ? after("named " + file.parent(), file, () -> folder.get().stream()
            .sorted(Comparator.comparing(Entry::name)).toList()) : listed;
    }

    private List<Entry> after(String key, Entry file, Supplier<List<Entry>> folder) {
        var row = rows.computeIfAbsent(key, _ -> new Row());
        if (rows.size() > FOLDERS) {
            rows.remove(rows.keySet().iterator().next());
        }
        // The order costs something: it is asked for at the second file only.
        if (row.opened++ == 0) {
            row.order = List.of(file);
            return List.of();
        }
        if (row.places.isEmpty() || System.nanoTime() - row.listed > FRESH) {
            var first = row.places.isEmpty() ? row.order.getFirst().id() : "";
            var run = row.run;
            var before = row.last >= 0 && row.last < row.order.size() ? row.order.get(row.last).id() : first;
            row.list(folder.get());
            row.last = row.places.getOrDefault(before, -1);
            row.run = Math.max(run, row.last >= 0 ? 1 : 0);
        }
        var place = row.places.get(file.id());
        if (place == null) {
            return List.of();
        }
        var distance = place - row.last;
        row.run = row.last >= 0 && Math.abs(distance) <= SLACK && distance != 0 ? row.run + 1
            : distance == 0 ? row.run : 1;
        row.last = row.run == 1 ? place : Math.max(row.last, place);
        if (row.run == 1) {
            row.told = place + 1;
        }
        // Told again when half of what was told is done.
        if (row.run < SIGN || row.told - row.last > NEXT / 2) {
            return List.of();
        }
        var from = Math.max(row.told, row.last + 1);
        row.told = Math.min(row.order.size(), row.last + 1 + NEXT);
        return from >= row.told ? List.of() : row.order.subList(from, row.told).stream()
            .filter(entry -> entry.kind() == Entry.Kind.FILE && entry.size() <= Blocks.SMALL).toList();
    }
}
