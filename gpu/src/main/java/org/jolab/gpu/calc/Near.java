package org.jolab.gpu.calc;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Names that may have been meant. */
final class Near {

    private Near() {
    }

    /** What a message says of the nearest of {@code names}: nothing if none is near. */
    static String hint(String name, Stream<String> names) {
        return find(name, names).map(each -> "; " + each + " may be meant").orElse("");
    }

    private static Optional<String> find(String name, Stream<String> names) {
        return names.filter(each -> distance(each, name) <= Math.max(1, name.length() / 3))
            .min(Comparator.comparingInt(each -> distance(each, name)));
    }

    /** How many letters have to be changed, added or removed. */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
