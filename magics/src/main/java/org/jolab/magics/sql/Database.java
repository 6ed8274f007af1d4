package org.jolab.magics.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/** An open connection; used by one cell at a time. */
final class Database {

    private static final Set<String> CHANGES = Set.of("insert", "update", "delete", "merge", "replace", "copy");

    /** Of one statement; some drivers go on answering with the same count for ever. */
    private static final int MOST_ANSWERS = 100;

    private final Address address;
    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();

    Database(Address address, Connection connection) {
        this.address = address;
        this.connection = connection;
    }

    Address address() {
        return address;
    }

    /** Runs one statement; each of its answers in order, of which most have one. */
    List<Rows> run(Query query, Query.Bound bound, long limit) throws Exception {
        lock.lockInterruptibly();
        try {
            var running = new AtomicReference<Statement>();
            return Cancellable.call(() -> {
                try (var statement = open(bound)) {
                    running.set(statement);
                    // Not by its class: those of DuckDB are all prepared statements.
                    return answers(query, statement, limit, bound.values().isEmpty()
                        ? statement.execute(bound.sql()) : ((PreparedStatement) statement).execute());
                }
            }, () -> {
                var statement = running.get();
                if (statement != null && !statement.isClosed()) {
                    statement.cancel();
                }
            });
        } finally {
            lock.unlock();
        }
    }

    /** Without values it is not prepared, as some databases can't prepare every statement. */
    private Statement open(Query.Bound bound) throws SQLException {
        if (bound.values().isEmpty()) {
            return connection.createStatement();
        }
        var statement = connection.prepareStatement(bound.sql());
        try {
            for (var i = 0; i < bound.values().size(); i++) {
                set(statement, i + 1, bound.values().get(i));
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static void set(PreparedStatement statement, int at, Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(at, Types.NULL);
            case Optional<?> some -> set(statement, at, some.orElse(null));
            case Enum<?> constant -> statement.setString(at, constant.name());
            case CharSequence text -> statement.setString(at, text.toString());
            case Character character -> statement.setString(at, character.toString());
            case BigInteger number -> statement.setBigDecimal(at, new BigDecimal(number));
            case Instant instant -> statement.setTimestamp(at, Timestamp.from(instant));
            case ZonedDateTime time -> statement.setObject(at, time.toOffsetDateTime());
            case java.util.Date date when date.getClass() == java.util.Date.class ->
                statement.setTimestamp(at, new Timestamp(date.getTime()));
            case byte[] bytes -> statement.setBytes(at, bytes);
            default -> statement.setObject(at, value);
        }
    }

    private static List<Rows> answers(Query query, Statement statement, long limit, boolean isResult)
            throws SQLException {
        var answers = new ArrayList<Rows>();
        for (var hasRows = isResult; answers.size() < MOST_ANSWERS; hasRows = statement.getMoreResults()) {
            if (hasRows) {
                try (var result = statement.getResultSet()) {
                    answers.add(Reading.rows(result, limit));
                }
            } else {
                var count = statement.getUpdateCount();
                if (count < 0) {
                    break;
                }
                answers.add(Rows.none(CHANGES.contains(query.verb()) || count > 0
                    ? Rows.count(count, "row") + " changed" : "done"));
            }
        }
        return answers.isEmpty() ? List.of(Rows.none("done")) : answers;
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            System.getLogger(Database.class.getName()).log(System.Logger.Level.DEBUG, "close failed", e);
        }
    }
}
