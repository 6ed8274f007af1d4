package org.jolab.kernel.cell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Heeds {@code //@given} and {@code //@param} behind a declaration: the first gives a value to form fields of that
 * name, the second makes one, whose value in the cell counts only if none was given. Used by one thread.
 */
final class FormFields {

    private static final String GIVEN = "//@given";
    private static final String FIELD = "//@param";

    private final String code;
    private final Known known;
    private final Map<String, String> given = new LinkedHashMap<>();
    private int statement;
    private int equals;
    private Declaration last = Declaration.NONE;

    /** A declaration that has just ended: its name, and where its value stands. */
    private record Declaration(String name, int valueStart, int valueEnd) {

        static final Declaration NONE = new Declaration("", -1, -1);
    }

    FormFields(String code, Known known) {
        this.code = code;
        this.known = known;
    }

    /** The values that the cell gives, by name, as Java source. */
    Map<String, String> given() {
        return given;
    }

    /** A statement begins at {@code start}. */
    void begin(int start) {
        statement = start;
        equals = -1;
        last = Declaration.NONE;
    }

    /** Takes note of a token at the top of the cell. */
    void take(String text, Token token) {
        if (text.equals("=") && equals < 0) {
            equals = token.start();
        } else if (text.equals(";") && equals > 0) {
            var target = code.substring(statement, equals).strip();
            last = new Declaration(target.substring(target.lastIndexOf(' ') + 1), equals + 1, token.start());
        }
    }

    /** Heeds a comment; the cell is in {@code java} up to {@code copied}, and up to the result afterwards. */
    int mark(Token comment, JavaForm.Builder java, int copied) {
        var text = code.substring(comment.start(), comment.end());
        if (last == Declaration.NONE || !code.substring(last.valueEnd, comment.start()).matches("[ \\t;]*")) {
            return copied;
        }
        if (text.startsWith(GIVEN)) {
            given.put(last.name, code.substring(last.valueStart, last.valueEnd).strip());
        } else if (text.startsWith(FIELD)) {
            return field(text.substring(FIELD.length()).strip(), comment, java, copied);
        }
        return copied;
    }

    private int field(String look, Token comment, JavaForm.Builder java, int copied) {
        var done = copied;
        var value = known.given(last.name);
        if (value.isPresent()) {
            java.copy(done, last.valueStart);
            java.write(" " + value.get());
            java.catchUp(last.valueEnd);
            done = last.valueEnd;
        }
        if (known.magic("param").isPresent()) {
            java.copy(done, comment.start());
            Calls.write(java, "run", "param", List.of(new Interpolation.Piece.Text(last.name + " " + look)));
            java.write("; ");
            done = comment.start();
        }
        return done;
    }
}
