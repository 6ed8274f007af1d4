package org.jolab.magics.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.lang.model.SourceVersion;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.Magics;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;

/** {@code %sql} and {@code %%sql}: statements for a database. May be used by all threads. */
final class SqlMagic {

    private static final String TYPE = "java.util.List<java.util.Map<java.lang.String, java.lang.Object>>";
    private static final long LIMIT = 100_000;

    private final Connections connections = new Connections();
    private final AtomicBoolean closesAtExit = new AtomicBoolean();

    Magic magic() {
        return Magic.both("sql", "Runs SQL statements; the rows are shown as a table and can be assigned.")
            .option("--url URL", "the database: jdbc:… or postgresql://…; its connection is kept for the next cells")
            .option("--user USER", "who connects")
            .option("--password-env NAME", "the environment variable that holds the password")
            .flag("--password", "ask for the password")
            .option("--driver CLASS", "the JDBC driver, if it does not register itself")
            .option("--name NAME", "what the connection is called, if there are several")
            .option("--out VARIABLE", "the variable that gets the rows")
            .option("--limit N", "how many rows are fetched; 100000 if not given")
            .flag("--list", "show the connections")
            .flag("--close", "close the connection")
            .rest("[SQL]", "a URL, statements, or both; with %%sql the statements may stand below")
            .verbatim()
            .returns(TYPE)
            .details("""
                %sql jdbc:postgresql://localhost/shop --user me --password
                var rows = %sql select * from orders where amount > :least
                rows.getFirst().get("amount")

                %%sql --out top
                select city, avg(price) as price from 'houses.csv' group by city order by 2 desc

                Without a URL the statements go to DuckDB in memory, whose library is fetched at the first use. It reads
                CSV, Parquet and JSON files by their names in quotes. :name stands for the value of the notebook's
                variable of that name, and several values for a collection: in (:names). Values are sent apart from the
                statement and can't change its meaning. The words in braces that other magics replace stay as they are.
                """)
            .does(this::run);
    }

    private Object run(MagicCall call) throws Exception {
        var out = call.option("--out");
        if (out.isPresent() && !SourceVersion.isName(out.get())) {
            throw call.usage("\"" + out.get() + "\" can't be the name of a variable.");
        }
        var limit = call.number("--limit", LIMIT);
        if (limit < 0) {
            throw call.usage("--limit takes a number of rows.");
        }
        if (call.has("--list")) {
            System.out.println(connections.list());
            return null;
        }
        var variables = new HashMap<String, Object>();
        call.workspace().variables().forEach(variable -> variables.put(variable.name(), variable.value()));
        var words = Words.of(call, variables);
        if (call.has("--close")) {
            System.out.println("Closed: " + connections.close(call.option("--name")));
            return null;
        }
        var queries = Script.split(words.sql());
        if (queries.isEmpty() && words.url().isEmpty() && call.option("--name").isEmpty()) {
            throw call.usage("There is no statement and no URL.");
        }
        var database = database(call, words);
        var last = run(database, queries, variables, limit);
        if (out.isPresent() && last != null) {
            call.workspace().declare(out.get(), TYPE, last);
        }
        return last;
    }

    /** Shows what each statement answers but the last, whose answer is the result. */
    private static Rows run(Database database, List<Query> queries, Map<String, Object> variables, long limit)
            throws Exception {
        Rows last = null;
        for (var query : queries) {
            if (last != null && last.hasColumns()) {
                Notebook.display(last);
            }
            var bound = query.bind(variables);
            var answers = new ArrayList<Rows>();
            try {
                answers.addAll(database.run(query, bound, limit));
            } catch (SQLException e) {
                throw failure(database, query, e, variables, queries.size() > 1, bound);
            }
            answers.subList(0, answers.size() - 1).forEach(Notebook::display);
            last = answers.getLast();
        }
        return last;
    }

    private static UsageError failure(Database database, Query query, SQLException e,
        Map<String, Object> variables, boolean isOneOfSeveral, Query.Bound bound) {
        var unbound = query.unbound(variables);
        var hint = unbound.isEmpty() ? "" : "\nThe notebook has no variable " + String.join(", ", unbound) + " for :"
            + String.join(", :", unbound) + ".";
        var failure = Failure.of(database.address(), e).in(bound);
        return new UsageError(failure.during(isOneOfSeveral
            ? "The statement in line " + query.line() + " failed" : "The statement failed").getMessage() + hint, e);
    }

    private Database database(MagicCall call, Words words) throws Exception {
        var name = call.option("--name");
        var url = call.option("--url").or(words::url);
        if (url.isEmpty() && (name.isPresent() || connections.find(name).isPresent())) {
            return connections.find(name).orElseThrow();
        }
        var address = address(call, Address.of(url.orElse(Drivers.DEFAULT_URL)));
        var known = connections.find(address, name);
        if (known.isPresent()) {
            return known.get();
        }
        var database = connect(call, address, url.isEmpty());
        connections.add(name, database);
        if (closesAtExit.compareAndSet(false, true)) {
            call.workspace().atExit(connections::closeAll);
        }
        if (url.isPresent()) {
            System.out.println("Connected to " + address);
        }
        return database;
    }

    private static Address address(MagicCall call, Address plain) {
        var address = call.option("--user").map(plain::withUser).orElse(plain);
        if (call.has("--password-env")) {
            var variable = call.option("--password-env").orElseThrow();
            var secret = Optional.ofNullable(System.getenv(variable)).orElseThrow(() -> new UsageError(
                "There is no environment variable " + variable + ". --password asks for the password instead."));
            return address.withPassword(secret);
        }
        if (call.has("--password")) {
            var typed = Notebook.password("Password" + address.user().map(user -> " of " + user).orElse("") + ": ");
            return address.withPassword(typed == null ? "" : typed);
        }
        return address;
    }

    private static Database connect(MagicCall call, Address address, boolean isDefault) throws Exception {
        var drivers = new Drivers(call.workspace().classLoader());
        if (call.has("--driver")) {
            return Connections.connect(drivers.named(call.option("--driver").orElseThrow()), address);
        }
        var driver = drivers.find(address);
        if (driver.isEmpty() && isDefault) {
            System.out.println("%sql without a URL uses DuckDB in memory. Its library has about 80 MB; it is fetched "
                + "once.");
            Magics.run("maven", Drivers.DEFAULT_LIBRARY);
            driver = drivers.find(address);
        }
        return Connections.connect(driver.orElseThrow(() -> Drivers.missing(address)), address);
    }

    /**
     * The URL and the statements of a call.
     *
     * @param url the URL, if the line starts with one or with a variable that holds one: {@code $url}
     * @param sql what follows, and the body
     */
    private record Words(Optional<String> url, String sql) {

        static Words of(MagicCall call, Map<String, Object> variables) {
            var line = call.rest().strip();
            var first = line.split("\\s+", 2)[0];
            var named = first.matches("\\$\\w+|\\{\\w+}") ? variables.get(first.replaceAll("[${}]", "")) : null;
            var url = named != null ? Optional.of(named.toString())
                : Optional.of(first).filter(word -> Address.NOTATION.matcher(word).matches());
            var rest = url.isPresent() ? line.substring(first.length()) : line;
            // An empty line stands for the magic's own, so that statements have the numbers of the cell's lines.
            return new Words(url, call.isCell() ? rest + "\n" + call.body() : rest);
        }
    }
}
