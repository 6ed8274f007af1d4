package org.jolab.magics.sql;

import java.lang.reflect.Array;
import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;
import org.jolab.magics.table.TextTable;
import org.jolab.magics.table.TextTable.Column;

/**
 * What a statement has answered: rows, each a map from the columns' names to values in the columns' order, which shows
 * itself as a table. Immutable.
 */
final class Rows extends AbstractList<Map<String, Object>> implements RandomAccess, Displayable {

    private static final int SHOWN = 40;

    private final List<Column> columns;
    private final List<Map<String, Object>> rows;
    private final String note;

    /** Rows of these columns; {@code hasMore} if the database had more of them. */
    Rows(List<Column> columns, List<Map<String, Object>> rows, boolean hasMore) {
        this.columns = List.copyOf(columns);
        this.rows = rows;
        note = (hasMore ? "the first " : "") + count(rows.size(), "row") + " × " + count(columns.size(), "column")
            + (rows.size() > SHOWN ? ", " + SHOWN + " shown" : "")
            + (hasMore ? "; there are more, and --limit says how many to fetch" : "");
    }

    private Rows(String note) {
        columns = List.of();
        rows = List.of();
        this.note = note;
    }

    /** No rows, but something to say. */
    static Rows none(String note) {
        return new Rows(note);
    }

    static String count(long count, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
    }

    boolean hasColumns() {
        return !columns.isEmpty();
    }

    @Override
    public Map<String, Object> get(int index) {
        return rows.get(index);
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public MimeBundle toMimeBundle() {
        if (columns.isEmpty()) {
            return MimeBundle.text(note);
        }
        var shown = rows.stream().limit(SHOWN)
            .map(row -> row.values().stream().map(Rows::text).toList()).toList();
        return new TextTable(columns, shown, note).toMimeBundle();
    }

    private static String text(Object value) {
        return switch (value) {
            case null -> "NULL";
            case byte[] bytes -> count(bytes.length, "byte");
            default -> value.getClass().isArray() ? IntStream.range(0, Array.getLength(value))
                .mapToObj(i -> Objects.toString(Array.get(value, i))).collect(Collectors.joining(", ", "[", "]"))
                : value.toString();
        };
    }
}
