package org.jolab.magics.sql;

import java.io.IOException;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Struct;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jolab.magics.table.TextTable.Column;

/** Reads result sets into values that live on when the connection is closed. */
final class Reading {

    private static final Set<Integer> NUMERIC = Set.of(Types.BIGINT, Types.DECIMAL, Types.DOUBLE, Types.FLOAT,
        Types.INTEGER, Types.NUMERIC, Types.REAL, Types.SMALLINT, Types.TINYINT);

    private Reading() {}

    /** At most {@code limit} of the rows that are left. */
    static Rows rows(ResultSet result, long limit) throws SQLException {
        var columns = columns(result.getMetaData());
        var rows = new ArrayList<Map<String, Object>>();
        var hasMore = false;
        while (result.next()) {
            if (rows.size() >= limit) {
                hasMore = true;
                break;
            }
            var row = new LinkedHashMap<String, Object>();
            for (var i = 0; i < columns.size(); i++) {
                row.put(columns.get(i).name(), value(result.getObject(i + 1)));
            }
            rows.add(Collections.unmodifiableMap(row));
        }
        return new Rows(columns, Collections.unmodifiableList(rows), hasMore);
    }

    /** Columns of one name get numbers, as a map can hold only one of them. */
    private static List<Column> columns(ResultSetMetaData about) throws SQLException {
        var columns = new ArrayList<Column>();
        for (var i = 1; i <= about.getColumnCount(); i++) {
            var label = about.getColumnLabel(i);
            var name = label;
            for (var n = 2; contains(columns, name); n++) {
                name = label + "_" + n;
            }
            columns.add(new Column(name, NUMERIC.contains(about.getColumnType(i))));
        }
        return columns;
    }

    private static boolean contains(List<Column> columns, String name) {
        return columns.stream().anyMatch(column -> column.name().equals(name));
    }

    private static Object value(Object value) throws SQLException {
        return switch (value) {
            case java.sql.Timestamp timestamp -> timestamp.toLocalDateTime();
            case java.sql.Date date -> date.toLocalDate();
            case java.sql.Time time -> time.toLocalTime();
            case Clob clob -> text(clob);
            case Blob blob -> blob.getBytes(1, (int) Math.min(Integer.MAX_VALUE - 8, blob.length()));
            case SQLXML xml -> xml.getString();
            case java.sql.Array array -> list(array.getArray());
            case Struct struct -> struct(struct);
            case null, default -> value;
        };
    }

    /** JDBC has no names for the parts of a structure; DuckDB has. */
    private static Object struct(Struct struct) throws SQLException {
        try {
            if (struct.getClass().getMethod("getMap").invoke(struct) instanceof Map<?, ?> parts) {
                var named = new LinkedHashMap<String, Object>();
                for (var part : parts.entrySet()) {
                    named.put(String.valueOf(part.getKey()), value(part.getValue()));
                }
                return Collections.unmodifiableMap(named);
            }
        } catch (ReflectiveOperationException e) {
            // Not DuckDB's.
        }
        return list(struct.getAttributes());
    }

    private static String text(Clob clob) throws SQLException {
        try (var reader = clob.getCharacterStream()) {
            return reader.readAllAsString();
        } catch (IOException e) {
            throw new SQLException("A long text can't be read: " + e.getMessage(), e);
        }
    }

    private static Object list(Object array) throws SQLException {
        if (!(array instanceof Object[] items)) {
            return array;
        }
        var list = new ArrayList<>(items.length);
        for (var item : items) {
            list.add(value(item));
        }
        return Collections.unmodifiableList(Arrays.asList(list.toArray()));
    }
}
