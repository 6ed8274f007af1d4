package org.jolab.magics.environment;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keeps what nobody but its owner should see out of notebooks, which people share. */
final class Secrets {

    /** What stands in a secret's place. */
    static final String HIDDEN = "<hidden>";

    private static final Pattern ADDRESS_WITH_PASSWORD = Pattern.compile("(\\w+://[^\\s/:@]*):[^\\s/@]+@");

    private Secrets() {}

    /** Whether the variable {@code name} is likely to hold a secret. */
    static boolean isSecret(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return Stream.of("key", "token", "secret", "password", "passwd", "passphrase", "credential")
            .anyMatch(lower::contains);
    }

    /** The value of {@code name} as it may be shown; passwords in addresses are hidden as well. */
    static String shown(String name, String value) {
        return isSecret(name) ? HIDDEN : ADDRESS_WITH_PASSWORD.matcher(value).replaceAll("$1:" + HIDDEN + "@");
    }
}
