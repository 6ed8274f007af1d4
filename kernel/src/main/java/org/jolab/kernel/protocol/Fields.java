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
        return optional(name, String.class, "a string");
    }

    boolean bool(String name, boolean absent) throws MalformedMessage {
        return optional(name, Boolean.class, "true or false").orElse(absent);
    }

    Optional<Integer> number(String name) throws MalformedMessage {
        return optional(name, Number.class, "a number")
            .map(value -> (int) Math.clamp(value.longValue(), Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    Map<String, Object> object(String name) throws MalformedMessage {
        var result = new LinkedHashMap<String, Object>();
        optional(name, Map.class, "an object").orElse(Map.of())
            .forEach((key, item) -> result.put(key.toString(), item));
        return result;
    }

    private <T> Optional<T> optional(String name, Class<T> type, String expected) throws MalformedMessage {
        var value = map.get(name);
        if (value != null && !type.isInstance(value)) {
            throw wrong(name, expected);
        }
        return Optional.ofNullable(type.cast(value));
    }

    private static MalformedMessage wrong(String name, String expected) {
        return new MalformedMessage("\"%s\" must be %s".formatted(name, expected));
    }
}
