package org.jolab.kernel.session;

import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;

/**
 * What the compiler holds against a cell.
 *
 * @param position where, as an offset into the cell's Java
 * @param start where the part in question begins
 * @param end where it ends, exclusive
 * @param code javac's name for this kind of problem
 * @param message javac's words, without the names of generated classes
 */
record Problem(int position, int start, int end, String code, String message) {

    private static final Pattern GENERATED = Pattern.compile("(REPL\\.)?\\$(JShell|Cell|Parse)\\$?\\d*[A-Z0-9_]*\\.");
    private static final Pattern OF_JAVA = Pattern.compile("\\bjava\\.(lang|util)\\.(?=\\p{Lu})");
    private static final Pattern LOCATION =
        Pattern.compile("\\R? *location: class (REPL\\.)?\\$(JShell|Cell|Parse|Loop)\\$?\\d*[A-Z0-9_]*(?=\\R|$)");

    /** The errors among {@code diagnostics}, at the offsets that {@code toCell} makes of the source's. */
    static List<Problem> errors(List<? extends Diagnostic<?>> diagnostics, IntUnaryOperator toCell) {
        return diagnostics.stream()
            .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
            .map(diagnostic -> of(diagnostic, toCell))
            .toList();
    }

    private static Problem of(Diagnostic<?> diagnostic, IntUnaryOperator toCell) {
        var position = toCell.applyAsInt((int) diagnostic.getPosition());
        var start = Math.min(position, toCell.applyAsInt((int) diagnostic.getStartPosition()));
        var end = Math.max(position, toCell.applyAsInt((int) diagnostic.getEndPosition()));
        return new Problem(position, start, end, diagnostic.getCode(), words(diagnostic.getMessage(Locale.ROOT)));
    }

    /** The same problem at the offsets that {@code places} makes of its own. */
    Problem at(IntUnaryOperator places) {
        return new Problem(places.applyAsInt(position), places.applyAsInt(start), places.applyAsInt(end), code,
            message);
    }

    /** A message of the compiler's in the names that users know, without the packages that need no import. */
    static String words(String message) {
        return OF_JAVA.matcher(clean(message)).replaceAll("");
    }

    /** A text without the names of generated classes. */
    static String clean(String text) {
        return GENERATED.matcher(LOCATION.matcher(text).replaceAll("")).replaceAll("");
    }
}
