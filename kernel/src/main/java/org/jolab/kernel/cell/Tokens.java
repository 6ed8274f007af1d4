package org.jolab.kernel.cell;

import java.util.List;
import java.util.Optional;
import javax.lang.model.SourceVersion;

/**
 * The tokens of a cell without its comments, which are kept beside.
 *
 * @param code the cell
 * @param list its words, literals and signs
 * @param comments its comments
 */
public record Tokens(String code, List<Token> list, List<Token> comments) {

    private static final int DEEPEST = 400;

    /** The tokens of {@code code}. */
    public static Tokens of(String code) {
        var all = Lexer.read(code);
        return new Tokens(code,
            all.stream().filter(token -> token.kind() != Token.Kind.COMMENT).toList(),
            all.stream().filter(token -> token.kind() == Token.Kind.COMMENT).toList());
    }

    /** Whether brackets are nested deeper than people write and javac's parser, which calls itself, can read. */
    public boolean isTooDeep() {
        var depth = 0;
        for (var i = 0; i < size() && depth <= DEEPEST; i++) {
            switch (text(i)) {
                case "(", "[", "{" -> depth++;
                case ")", "]", "}" -> depth = Math.max(0, depth - 1);
                default -> { }
            }
        }
        return depth > DEEPEST;
    }

    public int size() {
        return list.size();
    }

    /** The text of the token {@code i}; empty if there is none. */
    public String text(int i) {
        return i < 0 || i >= list.size() ? "" : code.substring(list.get(i).start(), list.get(i).end());
    }

    /** Whether the token {@code i} is a word that may name something. */
    public boolean isName(int i) {
        return isWord(i) && !isReserved(text(i));
    }

    /** Whether the token {@code i} is a word, reserved or not. */
    public boolean isWord(int i) {
        return i >= 0 && i < list.size() && list.get(i).kind() == Token.Kind.WORD;
    }

    /** Whether {@code word} can name nothing. */
    public static boolean isReserved(String word) {
        return SourceVersion.isKeyword(word);
    }

    /** The number of tokens that start before {@code at}. */
    public int before(int at) {
        var low = 0;
        var high = list.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (list.get(middle).start() < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The literal or comment in which {@code at} lies. */
    public Optional<Token> around(int at) {
        var comment = comments.stream().filter(token -> token.holds(at)).findFirst();
        if (comment.isPresent()) {
            return comment;
        }
        var i = before(at) - 1;
        return i >= 0 && list.get(i).holds(at) && list.get(i).kind() != Token.Kind.WORD
            && list.get(i).kind() != Token.Kind.SIGN ? Optional.of(list.get(i)) : Optional.empty();
    }

    /** The index of the bracket that opens what the token {@code close} closes; -1 if there is none. */
    public int opening(int close) {
        var depth = 0;
        for (var i = close; i >= 0; i--) {
            switch (text(i)) {
                case ")", "]", "}" -> depth++;
                case "(", "[", "{" -> {
                    if (--depth == 0) {
                        return i;
                    }
                }
                default -> { }
            }
        }
        return -1;
    }
}
