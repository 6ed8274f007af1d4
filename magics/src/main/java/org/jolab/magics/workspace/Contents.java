package org.jolab.magics.workspace;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.BaseStream;
import org.jolab.api.Timing;

/** Says in a few words what a variable holds. */
final class Contents {

    private static final int WIDEST = 60;

    private Contents() {}

    static String of(Object value) {
        try {
            return switch (value) {
                case null -> "null";
                case CharSequence text -> text.length() <= WIDEST ? text.toString().replaceAll("\\s", " ")
                    : cut(text.subSequence(0, WIDEST).toString()) + " (" + count(text.length(), "character") + ")";
                case Collection<?> items -> count(items.size(), "element") + named(value);
                case Map<?, ?> map -> (map.size() == 1 ? "1 entry" : count(map.size(), "entrie")) + named(value);
                case BaseStream<?, ?> _ -> "not consumed";
                default -> value.getClass().isArray() ? array(value) : cut(String.valueOf(value));
            };
        } catch (Exception | StackOverflowError e) {
            // It is the user's own class that failed; the other variables are still of interest.
            return value.getClass().getSimpleName() + " (" + e.getClass().getSimpleName() + " when asked)";
        }
    }

    private static String named(Object value) {
        var name = value.getClass().getSimpleName();
        return name.isEmpty() || value.getClass().getName().startsWith("java.util.Immutable") ? "" : ", " + name;
    }

    private static String array(Object array) {
        var length = Array.getLength(array);
        var element = array.getClass().getComponentType();
        if (element.isPrimitive()) {
            return count(length, "element") + ", " + Timing.bytes((double) length * size(element));
        }
        return element.isArray() && length > 0 && Array.get(array, 0) != null
            ? length + " × " + array(Array.get(array, 0)).replaceFirst(", .*", "") : count(length, "element");
    }

    private static int size(Class<?> primitive) {
        return switch (primitive.getName()) {
            case "byte", "boolean" -> 1;
            case "short", "char" -> 2;
            case "int", "float" -> 4;
            default -> 8;
        };
    }

    private static String count(int number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    private static String cut(String text) {
        var line = text.replaceAll("\\s+", " ");
        return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 1) + "…";
    }
}
