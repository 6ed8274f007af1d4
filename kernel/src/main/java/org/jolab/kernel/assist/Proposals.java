package org.jolab.kernel.assist;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jolab.kernel.Interpreter.Match;

/** Collects what may be typed, drops what does not fit, and puts the rest in order. Used by one thread. */
final class Proposals {

    private static final int MOST = 500;

    /** The order of what fits equally well. */
    enum Rank {
        EXPECTED, LOCAL, VARIABLE, OWN_FIELD, OWN_METHOD, METHOD, KEYWORD, OWN_TYPE, INHERITED_FIELD, INHERITED_METHOD,
        TYPE, PACKAGE, OF_OBJECT, NOT_IMPORTED, SELDOM
    }

    private record Ranked(Match match, String name, int fit, Rank rank) {}

    private static final Comparator<Ranked> ORDER = Comparator.comparingInt(Ranked::fit)
        .thenComparing(Ranked::rank)
        .thenComparing(Ranked::name)
        .thenComparing(ranked -> ranked.match().text())
        .thenComparing(ranked -> ranked.match().signature().length());

    private final String typed;
    private final Map<String, Ranked> found = new LinkedHashMap<>();

    /** Collects names that fit {@code typed}, which may be empty. */
    Proposals(String typed) {
        this.typed = typed;
    }

    /** What has been typed of the name. */
    String typed() {
        return typed;
    }

    /** Whether {@code name} would be taken; ask before making something costly. */
    boolean fits(String name) {
        return Matching.of(typed, name) != Matching.NONE;
    }

    /** Adds {@code match}, which is found by {@code name}; of two with the same text the better ranked stays. */
    void add(String name, Match match, Rank rank) {
        var fit = Matching.of(typed, name);
        // Names with an underscore before them are for those who know them.
        if (fit != Matching.NONE && (!name.startsWith("_") || typed.startsWith("_"))) {
            var ranked = new Ranked(match, name, fit, rank);
            found.merge(match.text(), ranked, (old, other) -> ORDER.compare(other, old) < 0 ? other : old);
        }
    }

    /** Adds something whose text is its name. */
    void add(String name, String type, String signature, Rank rank) {
        add(name, new Match(name, type, signature), rank);
    }

    /** Whether a proposal of that text is there. */
    boolean has(String text) {
        return found.containsKey(text);
    }

    /** The best, in order. */
    List<Match> best() {
        var all = new ArrayList<>(found.values());
        all.sort(ORDER);
        return all.stream().limit(MOST).map(Ranked::match).toList();
    }
}
