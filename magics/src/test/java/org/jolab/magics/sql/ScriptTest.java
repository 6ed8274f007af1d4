package org.jolab.magics.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptTest {

    private static List<String> split(String text) {
        return Script.split(text).stream().map(query -> query.bind(Map.of()).sql()).toList();
    }

    private static Query.Bound bind(String text, Map<String, Object> variables) {
        return Script.split(text).getFirst().bind(variables);
    }

    @Test
    void semicolonsEndStatements() {
        assertEquals(List.of("select 1", "select 2"), split("select 1;\n\nselect 2;\n;;"));
        assertEquals(List.of(), split(" ; -- nothing\n/* at all */"));
        assertEquals(List.of(1, 3, 4), Script.split("a;\n\nb;\nc").stream().map(Query::line).toList());
    }

    @Test
    void semicolonsInStringsNamesAndCommentsEndNothing() {
        for (var text : List.of("select 'a;b'", "select 'it''s;'", "select \"a;b\"", "select `a;b`",
                "select 1 -- a;b\n+ 2", "select /* ; /* ; */ ; */ 1", "select $$a;b$$", "select $x$ ; $$ ; $x$",
                "select E'it\\';s'", "select 'open; to the end")) {
            assertEquals(List.of(text), split(text));
        }
    }

    @Test
    void routinesKeepTheirSemicolons() {
        var trigger = "create trigger t after insert on a begin update a set x = case when x = 1 then 2 end; "
            + "delete from b; end";
        assertEquals(List.of(trigger, "select 1"), split(trigger + "; select 1"));
        var procedure = "create or replace procedure p() begin if x then select 1; end if; end";
        assertEquals(List.of(procedure, "select 1"), split(procedure + "; select 1"));
        assertEquals(List.of("begin insert into a values (1); end;", "select 1"),
            split("begin insert into a values (1); end; select 1"));
        assertEquals(List.of("declare x int; begin x := 1; end;"), split("declare x int; begin x := 1; end;"));
    }

    @Test
    void transactionsAreStatementsOfTheirOwn() {
        assertEquals(List.of("begin", "insert into a values (1)", "commit"),
            split("begin; insert into a values (1); commit;"));
        assertEquals(List.of("begin transaction", "commit"), split("begin transaction; commit"));
    }

    @Test
    void namesOfVariablesBecomeParameters() {
        var bound = bind("select * from t where a = :a and b>:b", Map.of("a", 1, "b", "x"));
        assertEquals("select * from t where a = ? and b>?", bound.sql());
        assertEquals(List.of(1, "x"), bound.values());
    }

    @Test
    void aCollectionOrAnArrayBecomesSeveral() {
        assertEquals("a in (?, ?, ?)", bind("a in (:a)", Map.of("a", List.of(1, 2, 3))).sql());
        assertEquals(List.of(1, 2), bind("a in (:a)", Map.of("a", new int[] {1, 2})).values());
        assertEquals("a in (null)", bind("a in (:a)", Map.of("a", List.of())).sql());
        var nothing = new HashMap<String, Object>();
        nothing.put("a", null);
        assertEquals(Arrays.asList((Object) null), bind("a = :a", nothing).values());
        assertEquals(1, bind("a = :a", Map.of("a", new byte[] {1, 2})).values().size());
    }

    @Test
    void otherColonsStayAsTheyAre() {
        var variables = Map.<String, Object>of("a", 1, "int", 2, "n", 3);
        for (var text : List.of("select '12:a'", "select x::int", "select l[1:n]", "select {'k':a}", "-- :a\nselect 1",
                "select :unknown", "set x := 1", "select \"t\":a")) {
            assertEquals(text, bind(text, variables).sql());
            assertEquals(List.of(), bind(text, variables).values());
        }
        assertEquals(List.of("unknown"), Script.split("select :unknown, :a").getFirst().unbound(variables));
    }
}
