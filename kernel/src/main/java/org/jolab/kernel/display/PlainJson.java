package org.jolab.kernel.display;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jolab.api.UsageError;

/** Turns values into those that JSON has. */
final class PlainJson {

    private static final int DEPTH = 100;

    private PlainJson() {}

    /** {@code value} in lists, maps, strings, numbers, booleans and null alone. */
    static Object of(Object value) {
        return of(value, 0);
    }

    private static Object of(Object value, int depth) {
        if (depth > DEPTH) {
            throw new UsageError("The value is nested more than " + DEPTH
                + " deep, or contains itself, which JSON can't.");
        }
        return switch (value) {
            case null -> null;
            case Boolean bool -> bool;
            case Double number when !Double.isFinite(number) -> number.toString();
            case Float number when !Float.isFinite(number) -> number.toString();
            case Number number when number.getClass().getClassLoader() == null -> number;
            case Map<?, ?> map -> {
                var plain = new LinkedHashMap<String, Object>();
                map.forEach((key, item) -> plain.put(String.valueOf(key), of(item, depth + 1)));
                yield plain;
            }
            case Collection<?> items -> list(items, depth);
            case Record record -> {
                var plain = new LinkedHashMap<String, Object>();
                try (var foreign = new Foreign(Limits.SCREEN.patience())) {
                    Tables.components(record, foreign).forEach((name, part) -> plain.put(name, part.isFailure()
                        ? part.failure() : of(part.value(), depth + 1)));
                }
                yield plain;
            }
            default -> value.getClass().isArray() ? array(value, depth) : value.toString();
        };
    }

    private static List<Object> list(Collection<?> items, int depth) {
        var list = new ArrayList<Object>();
        items.forEach(item -> list.add(of(item, depth + 1)));
        return list;
    }

    private static List<Object> array(Object array, int depth) {
        var list = new ArrayList<Object>();
        for (var i = 0; i < Array.getLength(array); i++) {
            list.add(of(Array.get(array, i), depth + 1));
        }
        return list;
    }
}
