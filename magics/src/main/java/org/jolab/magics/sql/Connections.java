package org.jolab.magics.sql;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jolab.api.UsageError;

/** The connections of the session, by name; the one used last is used next. May be used by all threads. */
final class Connections {

    private final LinkedHashMap<String, Database> open = new LinkedHashMap<>();
    private String current;

    /** The one of that name, or else the one used last; it is used next. */
    synchronized Optional<Database> find(Optional<String> name) {
        if (name.isPresent() && !open.containsKey(name.get())) {
            throw new UsageError("There is no connection " + name.get() + ". " + (open.isEmpty()
                ? "Open one with %sql --name " + name.get() + " URL."
                : "There are: " + String.join(", ", open.keySet())));
        }
        current = name.orElse(current);
        return Optional.ofNullable(open.get(current));
    }

    /** The one that {@code address} may mean, if it is open; it is used next. */
    synchronized Optional<Database> find(Address address, Optional<String> name) {
        var found = open.entrySet().stream()
            .filter(entry -> entry.getValue().address().isMeantBy(address)
                && (name.isEmpty() || name.get().equals(entry.getKey())))
            .map(Map.Entry::getKey).findFirst();
        found.ifPresent(key -> current = key);
        return found.map(open::get);
    }

    /** Connects on a thread of its own; a connection that comes after an interrupt is closed again. */
    static Database connect(Driver driver, Address address) throws Exception {
        var made = new AtomicReference<Connection>();
        var isUnwanted = new AtomicBoolean();
        try {
            var connection = Cancellable.call(() -> {
                made.set(driver.connect(address.url(), address.properties()));
                closeIf(isUnwanted.get(), made.get());
                return made.get();
            }, () -> {
                isUnwanted.set(true);
                closeIf(true, made.get());
            });
            if (connection == null) {
                throw Drivers.missing(address);
            }
            return new Database(address, connection);
        } catch (SQLException e) {
            throw Failure.of(address, e).during("Connecting to " + address + " failed");
        }
    }

    private static void closeIf(boolean isUnwanted, Connection connection) throws SQLException {
        if (isUnwanted && connection != null) {
            connection.close();
        }
    }

    /** Adds one, by its URL if it has no name. One of the same name is closed. */
    synchronized void add(Optional<String> name, Database database) {
        current = name.orElse(database.address().toString());
        var before = open.put(current, database);
        if (before != null) {
            before.close();
        }
    }

    /** Closes the one of that name, or else the one used last; its name. */
    synchronized String close(Optional<String> name) {
        var database = find(name).orElseThrow(() -> new UsageError("No connection is open."));
        database.close();
        var closed = current;
        open.remove(closed);
        current = open.isEmpty() ? null : open.sequencedKeySet().getLast();
        return closed;
    }

    synchronized void closeAll() {
        open.values().forEach(Database::close);
        open.clear();
        current = null;
    }

    /** Names, addresses, and which is used next. */
    synchronized String list() {
        var lines = new StringBuilder();
        open.forEach((name, database) -> {
            var address = database.address().toString();
            lines.append(name.equals(current) ? "* " : "  ").append(name)
                .append(name.equals(address) ? "" : "  " + address).append('\n');
        });
        return open.isEmpty() ? "No connection is open." : lines.toString().stripTrailing();
    }
}
