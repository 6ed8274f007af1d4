package org.jolab.magics.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressTest {

    @Test
    void urlsOfOtherNotebooksAreUnderstood() {
        var address = Address.of("postgresql+psycopg2://me:s%40fe@host:5432/shop?sslmode=require");
        assertEquals("jdbc:postgresql://host:5432/shop?sslmode=require", address.url());
        assertEquals(Optional.of("me"), address.user());
        assertEquals(Optional.of("s@fe"), address.password());
        assertEquals("jdbc:sqlite:data/x.db", Address.of("sqlite:///data/x.db").url());
        assertEquals("jdbc:sqlite:/data/x.db", Address.of("sqlite:////data/x.db").url());
        assertEquals("jdbc:sqlite::memory:", Address.of("sqlite://").url());
        assertEquals("jdbc:duckdb:", Address.of("duckdb:///:memory:").url());
        assertEquals("jdbc:mysql://h/d", Address.of("mysql+pymysql://h/d").url());
        assertEquals("jdbc:sqlserver://h:1433;databaseName=d", Address.of("mssql://h:1433/d").url());
        assertEquals("jdbc:oracle:thin:@//h:1521/s", Address.of("oracle://h:1521/s").url());
    }

    @Test
    void passwordsAreShownNowhere() {
        for (var url : new String[] {"jdbc:postgresql://h/d?user=me&password=geheim", "postgresql://me:geheim@h/d",
            "jdbc:mysql://me:geheim@h/d", "jdbc:oracle:thin:me/geheim@h:1521:x",
            "jdbc:sqlserver://h;user=me;Password=geheim;x=1", "jdbc:h2:mem:x;PWD=geheim"}) {
            assertFalse(Address.of(url).toString().contains("geheim"), url);
            assertFalse(Address.of(url).masked("refused for geheim at " + url).contains("geheim"), url);
        }
        assertEquals("jdbc:h2:mem:x;USER=sa", Address.of("jdbc:h2:mem:x;USER=sa").toString());
    }

    @Test
    void statementsAreNoAddresses() {
        assertTrue(Address.NOTATION.matcher("jdbc:h2:mem:x").matches());
        assertTrue(Address.NOTATION.matcher("postgresql://h/d").matches());
        assertFalse(Address.NOTATION.matcher("select").matches());
        assertFalse(Address.NOTATION.matcher("x::int").matches());
    }
}
