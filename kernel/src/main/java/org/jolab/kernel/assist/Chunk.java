package org.jolab.kernel.assist;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jolab.kernel.cell.Tokens;

/**
 * An import, type, method or statement at the top of a cell.
 *
 * @param first the index of its first token
 * @param last the index after its last token
 * @param start where it starts in the cell
 * @param end where it ends
 */
record Chunk(Kind kind, int first, int last, int start, int end) {

    /** What a chunk is, as far as its first tokens tell. */
    enum Kind { IMPORT, TYPE, METHOD, STATEMENT }

    /**
     * Cuts a cell. If nothing but the cell itself is open at the end of the line of {@code cursor}, a chunk ends
     * there: what is being typed has no semicolon yet.
     */
    static List<Chunk> of(Tokens tokens, int cursor) {
        var chunks = new ArrayList<Chunk>();
        var outline = new Outline(tokens);
        var lineEnd = tokens.code().indexOf('\n', cursor);
        var boundary = lineEnd < 0 ? tokens.size() : tokens.before(lineEnd);
        var first = 0;
        while (outline.next() < tokens.size()) {
            outline.read();
            if (outline.next() == boundary && outline.frames().size() == 1) {
                outline.cut();
            }
            if (outline.frames().size() == 1 && outline.innermost().statement == outline.next()) {
                chunks.add(of(tokens, first, outline.next()));
                first = outline.next();
            }
        }
        if (first < tokens.size()) {
            chunks.add(of(tokens, first, tokens.size()));
        }
        return chunks;
    }

    private static Chunk of(Tokens tokens, int first, int last) {
        return new Chunk(kind(tokens, first, last), first, last, tokens.list().get(first).start(),
            tokens.list().get(last - 1).end());
    }

    boolean isMember() {
        return kind == Kind.TYPE || kind == Kind.METHOD;
    }

    /** The variables that it declares, if it is a declaration of variables. */
    Set<String> declared(Tokens tokens) {
        if (kind != Kind.STATEMENT) {
            return Set.of();
        }
        var i = Modifiers.skip(tokens, first, last);
        var type = i;
        var depth = 0;
        for (; i < last && !(depth == 0 && i > type && tokens.isName(i) && !tokens.text(i - 1).equals(".")); i++) {
            var text = tokens.text(i);
            depth += text.equals("<") ? 1 : text.equals(">") ? -1 : 0;
            if (!tokens.isWord(i) && !".<>,?[]&@".contains(text) || tokens.isWord(i) && !isOfType(tokens, i)) {
                return Set.of();
            }
        }
        return i < last && List.of("=", ";", ",", "[", "").contains(i + 1 < last ? tokens.text(i + 1) : "")
            ? names(tokens, i) : Set.of();
    }

    private static boolean isOfType(Tokens tokens, int i) {
        return tokens.isName(i) || endsType(tokens, i) || tokens.text(i).equals("extends")
            || tokens.text(i).equals("super");
    }

    private Set<String> names(Tokens tokens, int start) {
        var names = new LinkedHashSet<String>();
        names.add(tokens.text(start));
        var depth = 0;
        for (var i = start; i < last; i++) {
            switch (tokens.text(i)) {
                case "(", "[", "{" -> depth++;
                case ")", "]", "}" -> depth--;
                case "," -> {
                    // Type arguments' commas add names that do no harm.
                    if (depth == 0 && tokens.isName(i + 1)) {
                        names.add(tokens.text(i + 1));
                    }
                }
                default -> { }
            }
        }
        return names;
    }

    /** The index of the token that opens its body; {@link #last} if it has none. */
    int body(Tokens tokens) {
        var depth = 0;
        for (var i = first; i < last; i++) {
            switch (tokens.text(i)) {
                case "(" -> depth++;
                case ")" -> depth--;
                case "{" -> {
                    if (depth == 0) {
                        return i;
                    }
                }
                default -> { }
            }
        }
        return last;
    }

    private static Kind kind(Tokens tokens, int first, int last) {
        if (tokens.text(first).equals("import")) {
            return Kind.IMPORT;
        }
        if (Outline.isTypeHeader(tokens, first, last)) {
            return Kind.TYPE;
        }
        return isMethod(tokens, first, last) ? Kind.METHOD : Kind.STATEMENT;
    }

    /** Whether the tokens are a type, a name, brackets, and then nothing or a body. */
    static boolean isMethod(Tokens tokens, int first, int last) {
        var start = Modifiers.skip(tokens, first, last);
        for (var i = start; i < last; i++) {
            switch (tokens.text(i)) {
                case "(" -> {
                    return i - start >= 2 && tokens.isName(i - 1) && endsType(tokens, i - 2)
                        && hasBody(tokens, i, last);
                }
                case "=", ";", "{", "->", "::", "new", ":" -> {
                    return false;
                }
                default -> { }
            }
        }
        return false;
    }

    private static boolean endsType(Tokens tokens, int i) {
        return switch (tokens.text(i)) {
            case ">", "]", "void", "boolean", "byte", "short", "int", "long", "char", "float", "double" -> true;
            default -> tokens.isName(i) && !tokens.text(i).equals("yield");
        };
    }

    private static boolean hasBody(Tokens tokens, int open, int last) {
        var depth = 0;
        for (var i = open; i < last; i++) {
            switch (tokens.text(i)) {
                case "(" -> depth++;
                case ")" -> {
                    if (--depth == 0) {
                        return i + 1 == last || tokens.text(i + 1).equals("{") || tokens.text(i + 1).equals("throws");
                    }
                }
                default -> { }
            }
        }
        return true;
    }
}
