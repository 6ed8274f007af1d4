package org.jolab.magics.sql;

import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jolab.api.UsageError;

/**
 * What a database holds against a statement, in its own words, without secrets.
 *
 * @param message the words, which name the place where the database tells it
 * @param cause what the driver threw
 */
record Failure(String message, SQLException cause) {

    private static final Pattern POSITION = Pattern.compile("\\s*Position: (\\d+)\\s*$");

    /** States of no meaning beyond "error". */
    private static final Set<String> SAYS_NOTHING = Set.of("null", "", "HY000");

    static Failure of(Address address, SQLException e) {
        var text = e.getMessage() == null ? e.toString() : e.getMessage().strip();
        // Some wrap what they say once more in the name of an exception of Java's.
        var words = text.replaceFirst("^java\\.sql\\.\\w+: ", "");
        var state = SAYS_NOTHING.contains(String.valueOf(e.getSQLState())) ? "" : " (" + e.getSQLState() + ")";
        return new Failure(address.masked(words) + state, e);
    }

    /** The failure with the line that PostgreSQL counts characters to, and a caret. */
    Failure in(Query.Bound bound) {
        var found = POSITION.matcher(cause.getMessage() == null ? "" : cause.getMessage());
        if (!found.find() || !bound.values().isEmpty()) {
            return this;
        }
        var at = Integer.parseInt(found.group(1)) - 1;
        var sql = bound.sql();
        if (at < 0 || at > sql.length()) {
            return this;
        }
        var start = sql.lastIndexOf('\n', at - 1) + 1;
        var end = sql.indexOf('\n', at);
        return new Failure(message.replaceFirst("\\s*Position: \\d+", "") + "\n    "
            + sql.substring(start, end < 0 ? sql.length() : end) + "\n    " + " ".repeat(at - start) + "^", cause);
    }

    UsageError during(String what) {
        return new UsageError(what + ": " + message, cause);
    }
}
