package org.jolab.magics;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Environment variables in the lines of magics, {@code $NAME} and <code>${NAME}</code>, as shells know them. */
public final class Variables {

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)})");

    private Variables() {}

    /** {@code text} with their values; names that the environment does not know stay as they stand. */
    public static String expanded(String text) {
        return VARIABLE.matcher(text).replaceAll(found -> {
            var value = System.getenv(found.group(1) == null ? found.group(2) : found.group(1));
            return Matcher.quoteReplacement(value == null ? found.group() : value);
        });
    }
}
