package org.jolab.widgets;

import java.util.List;
import java.util.Map;
import org.jolab.api.UsageError;

/**
 * What a model's attribute may hold.
 *
 * @param name its name in the protocol
 * @param type its type as the table of models says it, such as {@code int}, {@code string} or {@code array:string}
 * @param nullable whether it may be null
 * @param initial what it holds at first
 * @param choices the texts that it may hold; empty if any
 */
record Attribute(String name, String type, boolean nullable, Object initial, List<String> choices) {

    /**
     * The value as the attribute holds it: numbers of the attribute's own type.
     *
     * @throws UsageError if the attribute can't hold it
     */
    Object checked(Object value) {
        if (value == null) {
            if (nullable) {
                return null;
            }
            throw new UsageError(name + " can't be null.");
        }
        var result = switch (type) {
            case "int" -> value instanceof Number number && isWhole(number) ? number.intValue() : wrong(value);
            case "float" -> value instanceof Number number ? finite(number.doubleValue()) : wrong(value);
            case "bool" -> value instanceof Boolean ? value : wrong(value);
            case "string" -> value instanceof CharSequence ? value.toString() : wrong(value);
            case "bytes" -> value instanceof byte[] ? value : wrong(value);
            case "any" -> value;
            case "int|any", "float|any" -> value instanceof Number || "any".equals(value) ? value : wrong(value);
            case "date", "datetime", "time" -> value instanceof Map ? value : wrong(value);
            default -> type.startsWith("array") ? value instanceof List ? value : wrong(value)
                : value instanceof Widget ? value : wrong(value);
        };
        if (!choices.isEmpty() && !choices.contains(result)) {
            throw new UsageError(name + " can't be \"" + value + "\" but one of " + choices.stream()
                .map(choice -> "\"" + choice + "\"").reduce((a, b) -> a + ", " + b).orElse("") + ".");
        }
        return result;
    }

    private static boolean isWhole(Number number) {
        return number.doubleValue() == number.intValue();
    }

    private Object finite(double value) {
        if (!Double.isFinite(value)) {
            throw new UsageError(name + " can't be " + value + ": front ends show finite numbers only.");
        }
        return value;
    }

    private Object wrong(Object value) {
        throw new UsageError(name + " can't be " + (value instanceof CharSequence ? "\"" + value + "\"" : value)
            + ": it takes " + switch (type) {
                case "int" -> "a whole number from -2³¹ to 2³¹-1";
                case "float" -> "a number";
                case "bool" -> "true or false";
                case "string" -> "a text";
                case "bytes" -> "bytes";
                default -> type.startsWith("array") ? "a list" : "a value of type " + type;
            } + ".");
    }
}
