package org.jolab.kernel.assist;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/** What a variable holds, in a few words, and without running code of the user's or a library's. */
final class Values {

    private static final int LONGEST = 200;

    private Values() {}

    /** The value itself where it is short and the JDK's, else its class and size. */
    static String of(Object value) {
        return switch (value) {
            case String text -> '"' + cut(text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"")) + '"';
            case Character c -> "'" + c + "'";
            case Boolean other -> other.toString();
            case Byte other -> other.toString();
            case Short other -> other.toString();
            case Integer other -> other.toString();
            case Long other -> other.toString();
            case Float other -> other.toString();
            case Double other -> other.toString();
            // A number of many digits takes long to write.
            case BigInteger number -> number.bitLength() < LONGEST ? number.toString()
                : "a BigInteger of " + number.bitLength() + " bits";
            case BigDecimal number -> number.unscaledValue().bitLength() < LONGEST && Math.abs(number.scale()) < LONGEST
                ? number.toString() : "a BigDecimal of " + number.precision() + " digits";
            case Enum<?> constant -> constant.name();
            default -> ofOther(value);
        };
    }

    private static String ofOther(Object value) {
        var type = value.getClass();
        var name = name(type);
        if (type.isArray()) {
            var element = name(type.getComponentType());
            return element + "[" + Array.getLength(value) + "]";
        }
        if (!isOfJdk(type)) {
            return "an instance of " + name;
        }
        if (type.getName().startsWith("java.time.") || value instanceof Path) {
            return cut(value.toString());
        }
        return name + switch (value) {
            case Collection<?> all when isPlain(type) -> " of " + all.size() + (all.size() == 1 ? " element"
                : " elements");
            case Map<?, ?> all when isPlain(type) -> " of " + all.size() + (all.size() == 1 ? " entry" : " entries");
            case CharSequence text when type.getName().startsWith("java.lang.") -> " of " + text.length()
                + " characters";
            default -> "";
        };
    }

    private static String name(Class<?> type) {
        return Words.simple(type.getTypeName());
    }

    private static boolean isOfJdk(Class<?> type) {
        return type.getClassLoader() == null || type.getClassLoader() == ClassLoader.getPlatformClassLoader();
    }

    /** Whether asking for the size asks no other object, which a view or wrapper might do. */
    private static boolean isPlain(Class<?> type) {
        var name = type.getName();
        return name.startsWith("java.util.") && (name.indexOf('$') < 0 || name.startsWith("java.util.ImmutableColl"));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
    }
}
