package org.jolab.kernel.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts Java into tokens, whatever state it is in: everything that is typed passes through unfinished states. Used by
 * one thread.
 */
final class Lexer {

    /** Signs of two characters; all others are taken one by one, so that {@code >>} closes two type arguments. */
    private static final Set<String> PAIRS = Set.of("->", "::", "==", "!=", "<=", "&&", "||", "++", "--");

    private final String code;
    private int at;

    Lexer(String code) {
        this.code = code;
    }

    /** The tokens of {@code code}, in order, comments included. */
    static List<Token> read(String code) {
        var lexer = new Lexer(code);
        var tokens = new ArrayList<Token>();
        for (var token = lexer.next(); token != null; token = lexer.next()) {
            tokens.add(token);
        }
        return tokens;
    }

    /** Goes on at {@code place}, whatever lies between. */
    void skipTo(int place) {
        at = place;
    }

    /** The next token; null at the end. */
    Token next() {
        while (at < code.length() && Character.isWhitespace(code.charAt(at))) {
            at++;
        }
        if (at >= code.length()) {
            return null;
        }
        var start = at;
        var c = code.charAt(at);
        if (code.startsWith("//", at)) {
            at = lineEnd(at);
            return token(Token.Kind.COMMENT, start, false);
        }
        if (code.startsWith("/*", at)) {
            var end = code.indexOf("*/", at + 2);
            at = end < 0 ? code.length() : end + 2;
            return token(Token.Kind.COMMENT, start, end >= 0);
        }
        if (code.startsWith("\"\"\"", at)) {
            at += 3;
            return token(Token.Kind.TEXT, start, skipText("\"\"\"", code.length()));
        }
        if (c == '"' || c == '\'') {
            at++;
            return token(Token.Kind.TEXT, start, skipText(String.valueOf(c), lineEnd(at)));
        }
        if (isDigit(c) || c == '.' && at + 1 < code.length() && isDigit(code.charAt(at + 1))) {
            skipNumber();
            return token(Token.Kind.NUMBER, start, false);
        }
        if (Character.isJavaIdentifierStart(code.codePointAt(at))) {
            skipWord();
            return token(Token.Kind.WORD, start, true);
        }
        at += at + 2 <= code.length() && PAIRS.contains(code.substring(at, at + 2)) ? 2
            : Character.charCount(code.codePointAt(at));
        return token(Token.Kind.SIGN, start, true);
    }

    private Token token(Token.Kind kind, int start, boolean closed) {
        return new Token(kind, start, at, closed);
    }

    private boolean skipText(String quote, int limit) {
        while (at < limit) {
            if (code.startsWith(quote, at)) {
                at += quote.length();
                return true;
            }
            at += code.charAt(at) == '\\' ? 2 : 1;
        }
        at = limit;
        return false;
    }

    private void skipNumber() {
        while (at < code.length()) {
            var c = code.charAt(at);
            var exponent = (c == '+' || c == '-') && "eEpP".indexOf(code.charAt(at - 1)) >= 0
                && !code.startsWith("0x", at - 2);
            // 1..n does not occur in Java, but 1.toString() is typed by mistake: the point belongs to the number.
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '.' && !exponent) {
                return;
            }
            at++;
        }
    }

    private void skipWord() {
        while (at < code.length() && Character.isJavaIdentifierPart(code.codePointAt(at))) {
            at += Character.charCount(code.codePointAt(at));
        }
    }

    private int lineEnd(int from) {
        for (var i = from; i < code.length(); i++) {
            if (code.charAt(i) == '\n' || code.charAt(i) == '\r') {
                return i;
            }
        }
        return code.length();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
