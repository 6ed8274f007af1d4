package org.jolab.magics.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.jolab.magics.trial.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlMagicTest {

    private final Trial trial = new Trial();

    @BeforeEach
    void connect() throws Exception {
        var h2 = Path.of(org.h2.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        trial.ok("Notebook.addToClasspath(Path.of(\"" + h2.toString().replace("\\", "\\\\") + "\"))");
        assertEquals("Connected to jdbc:h2:mem:\n", trial.ok("%sql jdbc:h2:mem:").stdout());
        trial.ok("""
            %%sql
            create table t(id int primary key, name varchar(20));
            insert into t select x, 'n' || x from system_range(1, 100)""");
    }

    @AfterEach
    void close() throws Exception {
        trial.close();
    }

    @Test
    void rowsAreATable() {
        assertEquals("""
            ID   NAME
            ---------
             1   n1
             2   n2
            [2 rows × 2 columns]""", trial.ok("%sql select * from t where id < 3 order by id").value());
    }

    @Test
    void rowsAreAListOfMaps() {
        assertEquals("n7", trial.ok("var rows = %sql select id, name from t where id = 7\n"
            + "rows.getFirst().get(\"NAME\")").value());
        assertEquals("100", trial.ok("List<Map<String, Object>> all = %sql select * from t\nall.size()").value());
        trial.ok("%%sql --out few\nselect * from t\nwhere id < 4");
        assertEquals("3", trial.ok("few.size()").value());
    }

    @Test
    void manyRowsAreShownInPartAndCounted() {
        var shown = trial.ok("%sql select * from t").value();
        assertTrue(shown.endsWith("[100 rows × 2 columns, 40 shown]"), shown);
        assertTrue(trial.ok("%sql --limit 3 select * from t").value()
            .endsWith("[the first 3 rows × 2 columns; there are more, and --limit says how many to fetch]"));
        assertTrue(trial.ok("%sql select * from t where id = 0").value().endsWith("[0 rows × 2 columns]"));
    }

    @Test
    void eachStatementShowsItsRows() {
        var result = trial.ok("%%sql\nselect 1 as a;\nupdate t set name = 'x' where id < 4;\nselect 2 as b");
        assertEquals(1, result.shown().size());
        assertTrue(result.shown().getFirst().startsWith("A\n"));
        assertTrue(result.value().startsWith("B\n"));
        assertEquals("2 rows changed", trial.ok("%sql delete from t where id < 3").value());
        assertEquals("0 rows changed", trial.ok("%sql delete from t where id < 3").value());
        assertEquals("done", trial.ok("%sql create table u(x int)").value());
    }

    @Test
    void variablesAreSentApartFromTheStatement() {
        trial.ok("var name = \"n5' or '1' = '1\"; var ids = List.of(1, 2); var nothing = Optional.empty();");
        assertTrue(trial.ok("%sql select * from t where name = :name").value().contains("[0 rows"));
        assertTrue(trial.ok("%sql select * from t where id in (:ids)").value().contains("[2 rows"));
        assertTrue(trial.ok("%sql select * from t where name is not distinct from :nothing").value()
            .contains("[0 rows"));
        assertTrue(trial.ok("%%sql\nselect '{name}' as brace, '$name' as dollar").value().contains("{name}   $name"));
    }

    @Test
    void valuesAreOfTheJdk() {
        var row = trial.ok("var rows = %sql select date '2024-01-02' d, time '10:11:12' t, "
            + "timestamp '2024-01-02 03:04:05' ts, "
            + "cast('long' as clob) c, array[1, 2] a, cast(null as int) n, 1 x, 2 x, 1.50 dec\nrows.getFirst()"
            + ".values().stream().map(v -> v == null ? \"null\" : v.getClass().getSimpleName()).toList().toString()"
            + " + rows.getFirst().keySet()");
        assertEquals("[LocalDate, LocalTime, LocalDateTime, String, UnmodifiableRandomAccessList, null, Integer, "
            + "Integer, BigDecimal][D, T, TS, C, A, N, X, X_2, DEC]", row.value());
    }

    @Test
    void theDatabaseSaysWhatIsWrong() {
        var failure = trial.failure("%%sql\nselect 1;\nselec 2");
        assertTrue(failure.startsWith("error: The statement in line 3 failed: Syntax error in SQL statement"), failure);
        assertFalse(failure.contains("\n  at "), failure);
        assertTrue(trial.failure("%sql select * from t where id = :nope").contains("no variable nope for :nope"));
    }

    @Test
    void anInterruptCancelsTheStatementAndKeepsTheConnection() throws InterruptedException {
        var result = new Trial.Result[1];
        var cell = Thread.ofPlatform().start(() -> result[0] = trial.run(
            "%sql select count(*) from system_range(1, 10000000) a, system_range(1, 10000000) b"));
        Thread.sleep(1000);
        trial.interrupt();
        cell.join(20_000);
        assertTrue(result[0].failure().startsWith("Interrupted"), result[0].failure());
        assertTrue(trial.ok("%sql select count(*) from t").value().contains("100"));
    }

    @Test
    void connectionsAreKeptByName() {
        trial.ok("%sql --name other jdbc:h2:mem:other");
        trial.ok("%sql create table o(x int)");
        assertEquals("  jdbc:h2:mem:\n* other  jdbc:h2:mem:other\n", trial.ok("%sql --list").stdout());
        assertTrue(trial.failure("%sql select * from t").contains("\"T\" not found"));
        assertTrue(trial.ok("%sql jdbc:h2:mem: select count(*) from t").value().contains("100"));
        assertTrue(trial.ok("%sql --name other select count(*) from o").value().contains("0"));
        assertEquals("Closed: other\n", trial.ok("%sql --close").stdout());
        assertTrue(trial.failure("%sql --name other select 1").contains("There is no connection other."));
    }

    @Test
    void aUrlMayComeFromAVariable() {
        assertEquals("Connected to jdbc:h2:mem:named\n",
            trial.ok("var url = \"jdbc:h2:mem:named\";\n%sql $url").stdout());
    }

    @Test
    void aMissingDriverNamesTheLineThatBringsIt() {
        var failure = trial.failure("%sql postgresql://me:geheim@localhost/x");
        assertTrue(failure.contains("%maven org.postgresql:postgresql:"), failure);
        assertFalse(failure.contains("geheim"), failure);
        assertTrue(trial.failure("%sql jdbc:nosuch:x").contains("no JDBC driver for jdbc:nosuch:x"));
        assertTrue(trial.failure("%sql --driver no.Such jdbc:nosuch:x").contains("no class no.Such"));
    }

    @Test
    void aWrongPasswordIsNotShown() {
        trial.ok("%sql --name owner jdbc:h2:mem:safe;USER=me;PASSWORD=geheim");
        trial.answer("falsch1");
        var failure = trial.failure("%sql --name thief --user me --password jdbc:h2:mem:safe");
        assertTrue(failure.contains("Connecting to jdbc:h2:mem:safe failed: Wrong user name or password"), failure);
        assertFalse(failure.contains("falsch1") || failure.contains("geheim"), failure);
        assertFalse(trial.ok("%sql --list").stdout().contains("geheim"));
        assertTrue(trial.failure("%sql --user me --password-env NO_SUCH_VARIABLE jdbc:h2:mem:safe")
            .contains("no environment variable NO_SUCH_VARIABLE"));
    }

    @Test
    void mistakesInTheLineAreExplained() {
        assertTrue(trial.failure("%sql").contains("There is no statement and no URL."));
        assertTrue(trial.failure("%sql --out 3x select 1").contains("can't be the name of a variable"));
    }
}
