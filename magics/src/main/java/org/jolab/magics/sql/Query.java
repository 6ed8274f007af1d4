package org.jolab.magics.sql;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A statement, in which {@code :name} may stand for variables.
 *
 * @param pieces its text, in order
 * @param verb its first word, in small letters
 * @param line the line of its script in which it starts, from 1
 */
record Query(List<Piece> pieces, String verb, int line) {

    /** A part of a statement. */
    sealed interface Piece {}

    /** What goes to the database as it is. */
    record Text(String text) implements Piece {}

    /** {@code :name}. */
    record Parameter(String name) implements Piece {}

    /** A statement with question marks, and the values that stand for them. */
    record Bound(String sql, List<Object> values) {}

    /**
     * Puts question marks in the place of parameters that {@code variables} has; several for a collection or an array,
     * so that {@code in (:names)} works. Others stay as they are: what the database does not take, it will say.
     */
    Bound bind(Map<String, Object> variables) {
        var sql = new StringBuilder();
        var values = new ArrayList<>();
        for (var piece : pieces) {
            switch (piece) {
                case Text(var text) -> sql.append(text);
                case Parameter(var name) when variables.containsKey(name) -> {
                    var several = several(variables.get(name));
                    sql.append(several.isEmpty() ? "null"
                        : String.join(", ", Collections.nCopies(several.size(), "?")));
                    values.addAll(several);
                }
                case Parameter(var name) -> sql.append(':').append(name);
            }
        }
        return new Bound(sql.toString().strip(), values);
    }

    private static List<Object> several(Object value) {
        return switch (value) {
            case Collection<?> items -> new ArrayList<>(items);
            case byte[] bytes -> List.of(bytes);
            case null -> Collections.singletonList(null);
            default -> value.getClass().isArray()
                ? IntStream.range(0, Array.getLength(value)).mapToObj(i -> Array.get(value, i))
                    .collect(Collectors.toCollection(ArrayList::new))
                : List.of(value);
        };
    }

    /** The names of its parameters that {@code variables} lacks. */
    List<String> unbound(Map<String, Object> variables) {
        return pieces.stream().filter(Parameter.class::isInstance).map(piece -> ((Parameter) piece).name())
            .filter(name -> !variables.containsKey(name)).distinct().toList();
    }
}
