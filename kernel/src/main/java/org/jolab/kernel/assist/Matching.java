package org.jolab.kernel.assist;

/** How well a name fits what has been typed of it. */
final class Matching {

    /** It does not fit. */
    static final int NONE = -1;
    /** It starts with what has been typed. */
    static final int PREFIX = 0;
    /** Its humps start with what has been typed, as {@code ArrayList}'s do with {@code ArLi} and {@code AL}. */
    static final int HUMPS = 1;
    /** It starts with what has been typed, but for upper and lower case. */
    static final int ANY_CASE = 2;

    /** Shorter than this, every name would fit somehow. */
    private static final int SHORTEST_ANY_CASE = 2;

    private Matching() {}

    /** One of the constants above; the lower, the better, but for {@link #NONE}. */
    static int of(String typed, String name) {
        if (name.startsWith(typed)) {
            return PREFIX;
        }
        if (name.isEmpty() || typed.length() < SHORTEST_ANY_CASE || Character.toLowerCase(name.charAt(0))
                != Character.toLowerCase(typed.charAt(0))) {
            return NONE;
        }
        if (name.charAt(0) == typed.charAt(0) && fitsHumps(typed, 1, name, 1)) {
            return HUMPS;
        }
        return name.regionMatches(true, 0, typed, 0, typed.length()) ? ANY_CASE : NONE;
    }

    /** Whether {@code typed} from {@code i} on is made of beginnings of humps of {@code name} from {@code j} on. */
    private static boolean fitsHumps(String typed, int i, String name, int j) {
        if (i == typed.length()) {
            return true;
        }
        if (j >= name.length()) {
            return false;
        }
        if (typed.charAt(i) == name.charAt(j) && fitsHumps(typed, i + 1, name, j + 1)) {
            return true;
        }
        var next = j;
        while (next < name.length() && !startsHump(name, next)) {
            next++;
        }
        return next < name.length() && startsHump(typed, i)
            && (typed.charAt(i) == name.charAt(next) && fitsHumps(typed, i + 1, name, next + 1)
                || fitsHumps(typed, i, name, next + 1));
    }

    private static boolean startsHump(String name, int at) {
        var c = name.charAt(at);
        return Character.isUpperCase(c) || Character.isDigit(c) || at > 0 && name.charAt(at - 1) == '_';
    }
}
