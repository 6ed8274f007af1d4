package org.jolab.kernel.display;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jolab.api.MimeBundle;

/** The first rows of a query's result, with its cursor left where it was; apart, so that java.sql is loaded last. */
final class ResultSets {

    private static final Set<Integer> NUMERIC = Set.of(Types.BIGINT, Types.DECIMAL, Types.DOUBLE, Types.FLOAT,
        Types.INTEGER, Types.NUMERIC, Types.REAL, Types.SMALLINT, Types.TINYINT);

    private ResultSets() {}

    static MimeBundle of(ResultSet result, TextForm text) throws SQLException {
        if (isClosed(result)) {
            return Renderers.preformatted("ResultSet, closed");
        }
        var columns = columns(result.getMetaData(), text.limits().columns());
        if (result.getType() == ResultSet.TYPE_FORWARD_ONLY) {
            var names = String.join(", ", columns.stream().map(Table.Column::name).toList());
            return Renderers.preformatted("ResultSet of " + names
                + "\nIts rows can be read only once, so none is shown; a statement made with "
                + "ResultSet.TYPE_SCROLL_INSENSITIVE shows them here.");
        }
        var rows = new ArrayList<List<String>>();
        var place = Place.of(result);
        var hasMore = true;
        try {
            result.beforeFirst();
            // Behind the last row, another next() is an error for some drivers.
            while ((hasMore = result.next()) && rows.size() < text.limits().rows()) {
                rows.add(row(result, columns.size(), text));
            }
        } finally {
            place.restore(result);
        }
        var caption = "ResultSet, " + (hasMore ? "the first " : "") + Cut.counted(rows.size(), "row") + " × "
            + Cut.counted(result.getMetaData().getColumnCount(), "column");
        return Renderers.table(new Table(caption, columns, rows, hasMore ? rows.size() : -1, "… more rows …"));
    }

    private static boolean isClosed(ResultSet result) throws SQLException {
        try {
            return result.isClosed();
        } catch (SQLFeatureNotSupportedException e) {
            // The JDK's own CachedRowSet can't say.
            return false;
        }
    }

    private static List<Table.Column> columns(ResultSetMetaData about, int max) throws SQLException {
        var columns = new ArrayList<Table.Column>();
        for (var i = 1; i <= Math.min(max, about.getColumnCount()); i++) {
            columns.add(new Table.Column(Cut.visible(String.valueOf(about.getColumnLabel(i))),
                NUMERIC.contains(about.getColumnType(i))));
        }
        return columns;
    }

    private static List<String> row(ResultSet result, int columns, TextForm text) throws SQLException {
        var row = new ArrayList<String>();
        for (var i = 1; i <= columns; i++) {
            row.add(text.cell(result.getObject(i)));
        }
        return row;
    }

    /** Where a cursor stands. */
    private record Place(boolean isBeforeFirst, boolean isAfterLast, int row) {

        static Place of(ResultSet result) throws SQLException {
            return new Place(result.isBeforeFirst(), result.isAfterLast(), result.getRow());
        }

        void restore(ResultSet result) throws SQLException {
            if (isAfterLast) {
                result.afterLast();
            } else if (isBeforeFirst || row == 0) {
                result.beforeFirst();
            } else {
                result.absolute(row);
            }
        }
    }
}
