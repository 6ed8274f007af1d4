package org.jolab.magics.workspace;

import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.BaseStream;
import org.jolab.api.Timing;

/** Says in a few words what a variable holds. */
final class Contents {

    private static final int WIDEST = 60;

    private Contents() {}

    /** What {@code value} is, which a variable of the declared {@code type} holds. */
    static String of(String type, Object value) {
        try {
            return switch (value) {
                case null -> "null";
                case CharSequence text -> text.length() <= WIDEST ? text.toString().replaceAll("\\s", " ")
                    : cut(text.subSequence(0, WIDEST).toString()) + " (" + count(text.length(), "character") + ")";
                case Collection<?> items -> count(items.size(), "element") + named(type, value);
                case Map<?, ?> map -> (map.size() == 1 ? "1 entry" : count(map.size(), "entrie")) + named(type, value);
                case BaseStream<?, ?> _ -> "not consumed";
                default -> value.getClass().isArray() ? array(value) : object(value);
            };
        } catch (Exception | StackOverflowError e) {
            // It is the user's own class that failed; the other variables are still of interest.
            return value.getClass().getSimpleName() + " (" + e.getClass().getSimpleName() + " when asked)";
        }
    }

    /** The class of a container, if it is a well-known one and not the variable's type. */
    private static String named(String type, Object value) {
        var name = value.getClass().getSimpleName();
        return type.replaceAll("<.*>", "").endsWith(name) || !Modifier.isPublic(value.getClass().getModifiers())
            ? "" : ", " + name;
    }

    private static String object(Object value) throws NoSuchMethodException {
        var type = value.getClass();
        if (type.isHidden()) {
            return "lambda";
        }
        return type.getMethod("toString").getDeclaringClass() == Object.class ? type.getSimpleName()
            : cut(value.toString());
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
