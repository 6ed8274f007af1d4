package org.jolab.magics.sql;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jolab.api.UsageError;

/** Finds JDBC drivers among the notebook's libraries, where {@link java.sql.DriverManager} would not look. */
final class Drivers {

    /** The database that needs no server and no URL. It reads CSV, JSON and Parquet files as if they were tables. */
    static final String DEFAULT_URL = "jdbc:duckdb:";
    static final String DEFAULT_LIBRARY = "org.duckdb:duckdb_jdbc:2.0.0.1";

    private static final Map<String, String> LIBRARIES = Map.ofEntries(
        Map.entry("duckdb", DEFAULT_LIBRARY),
        Map.entry("postgresql", "org.postgresql:postgresql:42.7.14"),
        Map.entry("mysql", "com.mysql:mysql-connector-j:26.10.0"),
        Map.entry("mariadb", "org.mariadb.jdbc:mariadb-java-client:4.0.0"),
        Map.entry("h2", "com.h2database:h2:2.5.252"),
        Map.entry("hsqldb", "org.hsqldb:hsqldb:2.7.4"),
        Map.entry("sqlite", "org.xerial:sqlite-jdbc:3.54.1.0"),
        Map.entry("sqlserver", "com.microsoft.sqlserver:mssql-jdbc:13.6.2.jre11"),
        Map.entry("oracle", "com.oracle.database.jdbc:ojdbc17:23.26.3.0.0"),
        Map.entry("derby", "org.apache.derby:derby:10.17.1.0"));

    private final ClassLoader loader;

    Drivers(ClassLoader loader) {
        this.loader = loader;
    }

    /** The driver for {@code address}, if there is one. */
    Optional<Driver> find(Address address) {
        for (var driver : all()) {
            try {
                if (driver.acceptsURL(address.url())) {
                    return Optional.of(driver);
                }
            } catch (SQLException e) {
                // Some say so instead of no.
            }
        }
        return Optional.empty();
    }

    private List<Driver> all() {
        var drivers = new ArrayList<Driver>();
        var found = ServiceLoader.load(Driver.class, loader).iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    return drivers;
                }
                drivers.add(found.next());
            } catch (ServiceConfigurationError e) {
                // One broken library must not hide the others.
            }
        }
    }

    /**
     * The driver of that class.
     *
     * @throws UsageError if there is none
     */
    Driver named(String className) {
        try {
            return (Driver) Class.forName(className, true, loader).getDeclaredConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw new UsageError("The class path has no class " + className + ". %maven brings libraries.", e);
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            throw new UsageError(className + " can't be used as a JDBC driver: " + e, e);
        }
    }

    /** What to do when there is no driver. */
    static UsageError missing(Address address) {
        var parts = address.url().split(":", 3);
        var product = parts.length > 1 ? parts[1] : "";
        var library = LIBRARIES.get(product);
        return new UsageError("There is no JDBC driver for " + address + " on the class path. " + (library == null
            ? "Add its library with %maven or %jar, or check the URL."
            : "This line brings it:\n\n    %maven " + library + "\n"));
    }
}
