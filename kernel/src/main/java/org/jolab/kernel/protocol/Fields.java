package org.jolab.kernel.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jolab.kernel.wire.MalformedMessage;

/**
 * The fields of a JSON object, each with its type. Absent fields have defaults; a field of another type is malformed.
 */
record Fields(Map<String, Object> map) {

    String text(String name) throws MalformedMessage {
        return optionalText(name).orElseThrow(() -> wrong(name, "a string"));
    }

    Optional<String> optionalText(String name) throws MalformedMessage {
        return switch (map.get(name)) {
            case null -> Optional.empty();
            case String text -> Optional.of(text);
            default -> throw wrong(name, "a string");
        };
    }

    boolean bool(String name, boolean absent) throws MalformedMessage {
        return switch (map.get(name)) {
            case null -> absent;
            case Boolean value -> value;
            default -> throw wrong(name, "true or false");
        };
    }

    Optional<Integer> number(String name) throws MalformedMessage {
        return switch (map.get(name)) {
            case null -> Optional.empty();
            case Number value -> Optional.of((int) Math.clamp(value.longValue(), Integer.MIN_VALUE, Integer.MAX_VALUE));
            default -> throw wrong(name, "a number");
        };
    }

    Map<String, Object> object(String name) throws MalformedMessage {
        return switch (map.get(name)) {
            case null -> Map.of();
            case Map<?, ?> value -> {
                var result = new LinkedHashMap<String, Object>();
                value.forEach((key, item) -> result.put(key.toString(), item));
                yield result;
            }
            default -> throw wrong(name, "an object");
        };
    }

    private static MalformedMessage wrong(String name, String expected) {
        return new MalformedMessage("\"%s\" must be %s".formatted(name, expected));
    }
}
