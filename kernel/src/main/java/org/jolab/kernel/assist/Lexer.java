package org.jolab.kernel.assist;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts Java into tokens, whatever state it is in: everything that is typed passes through unfinished states. */
final class Lexer {

    /** Signs of two characters; all others are taken one by one, so that {@code >>} closes two type arguments. */
    private static final Set<String> PAIRS = Set.of("->", "::", "==", "!=", "<=", "&&", "||", "++", "--");

    private final String code;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String code) {
        this.code = code;
    }

    /** The tokens of {@code code}, in order, comments included. */
    static List<Token> read(String code) {
        var lexer = new Lexer(code);
        while (lexer.at < code.length()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    private void next() {
        var start = at;
        var c = code.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (code.startsWith("//", at)) {
            at = lineEnd(at);
            add(Token.Kind.COMMENT, start, false);
        } else if (code.startsWith("/*", at)) {
            var end = code.indexOf("*/", at + 2);
            at = end < 0 ? code.length() : end + 2;
            add(Token.Kind.COMMENT, start, end >= 0);
        } else if (code.startsWith("\"\"\"", at)) {
            at += 3;
            add(Token.Kind.TEXT, start, skipText("\"\"\"", code.length()));
        } else if (c == '"' || c == '\'') {
            at++;
            add(Token.Kind.TEXT, start, skipText(String.valueOf(c), lineEnd(at)));
        } else if (isDigit(c) || c == '.' && at + 1 < code.length() && isDigit(code.charAt(at + 1))) {
            skipNumber();
            add(Token.Kind.NUMBER, start, false);
        } else if (Character.isJavaIdentifierStart(code.codePointAt(at))) {
            skipWord();
            add(Token.Kind.WORD, start, true);
        } else {
            at += at + 2 <= code.length() && PAIRS.contains(code.substring(at, at + 2)) ? 2
                : Character.charCount(code.codePointAt(at));
            add(Token.Kind.SIGN, start, true);
        }
    }

    private void add(Token.Kind kind, int start, boolean closed) {
        tokens.add(new Token(kind, start, at, closed));
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
