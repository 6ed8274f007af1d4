package org.jolab.kernel.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the Java in a magic's line: <code>{expression}</code> and {@code $name}. What is no Java, or names nothing that
 * the notebook knows, is the shell's: {@code $HOME}, <code>${x}</code>, <code>awk '{print $1}'</code>,
 * <code>{a,b}</code>. Each place is looked at by itself. Used by one thread.
 */
final class Interpolation {

    private static final Pattern NAME = Pattern.compile("[\\p{Alpha}_][\\w]*");
    private static final Set<String> WORDS_OF_EXPRESSIONS = Set.of("new", "this", "instanceof", "true", "false", "null",
        "int", "long", "double", "float", "boolean", "byte", "short", "char", "switch", "case", "default", "class");

    private final String code;
    private final int start;
    private final int end;
    private final Known known;
    private final Locals locals;
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int at;

    private Interpolation(String code, Use use, Known known, Locals locals) {
        this.code = code;
        this.known = known;
        this.locals = locals;
        start = use.lineStart();
        at = start;
        end = use.end();
    }

    /** A part of a line. */
    sealed interface Piece {

        /** Text that stays as it is. */
        record Text(String text) implements Piece {}

        /** An expression that stands in the cell from {@code start} to {@code end}. */
        record Expression(int start, int end) implements Piece {}
    }

    /** The parts of the line of {@code use}. */
    static List<Piece> of(String code, Use use, Known known, Locals locals) {
        return new Interpolation(code, use, known, locals).read();
    }

    private List<Piece> read() {
        var quoted = false;
        while (at < end) {
            var c = code.charAt(at);
            if (c == '\\' && at + 1 < end && !quoted) {
                take(2);
            } else if (c == '\'') {
                quoted = !quoted;
                take(1);
            } else if (code.startsWith("${", at)) {
                take(Math.min(end, Math.max(at + 2, code.indexOf('}', at) + 1)) - at);
            } else if (code.startsWith("$$", at)) {
                // The shell's own variable, although the notebook has one of that name.
                at += nameAt(at + 2).filter(this::isKnownVariable).isPresent() ? 1 : 0;
                take(at + 1 < end && code.charAt(at + 1) == '$' ? 2 : 1 + nameAt(at + 1).map(String::length).orElse(0));
            } else if (c == '$' && !quoted) {
                variable();
            } else if (c == '{') {
                braces();
            } else {
                take(1);
            }
        }
        flush();
        return pieces;
    }

    private void variable() {
        var name = nameAt(at + 1);
        if (name.isPresent() && isKnownVariable(name.get()) && !isSetByShell(name.get())) {
            add(at + 1, at + 1 + name.get().length(), 0);
        } else {
            take(1 + name.map(String::length).orElse(0));
        }
    }

    private void braces() {
        var doubled = code.startsWith("{{", at);
        var inner = doubled ? at + 2 : at + 1;
        var close = closing(inner);
        if (close < 0 || !isJava(code.substring(inner, close))) {
            take(doubled ? 2 : 1);
        } else if (!doubled) {
            add(inner, close, 1);
        } else if (code.startsWith("}}", close)) {
            // Doubled braces stand for single ones, as elsewhere.
            at++;
            take(close + 1 - at);
            at++;
        } else {
            take(2);
        }
    }

    private void take(int count) {
        var to = Math.min(end, at + count);
        text.append(code, at, to);
        at = to;
    }

    private void add(int expression, int expressionEnd, int behind) {
        flush();
        pieces.add(new Piece.Expression(expression, expressionEnd));
        at = expressionEnd + behind;
    }

    private void flush() {
        if (!text.isEmpty()) {
            pieces.add(new Piece.Text(text.toString()));
            text.setLength(0);
        }
    }

    private Optional<String> nameAt(int from) {
        var matcher = NAME.matcher(code).region(Math.min(from, end), end);
        return matcher.lookingAt() ? Optional.of(matcher.group()) : Optional.empty();
    }

    /** Where the brace stands that closes the one before {@code from}; -1 if there is none. */
    private int closing(int from) {
        var lexer = new Lexer(code.substring(0, end));
        lexer.skipTo(from);
        var depth = 0;
        for (var token = lexer.next(); token != null; token = lexer.next()) {
            var sign = code.substring(token.start(), token.end());
            if (sign.equals("}") && depth-- == 0) {
                return token.start();
            }
            depth += sign.equals("{") ? 1 : 0;
        }
        return -1;
    }

    private boolean isKnownVariable(String name) {
        return known.variableType(name).isPresent() || locals.type(name).isPresent();
    }

    /** Whether the command itself gives the name a value, so that it is the shell's. */
    private boolean isSetByShell(String name) {
        return Pattern.compile("(^|[\\s;&|(])(for\\s+" + name + "\\s|(export\\s+|local\\s+|declare\\s+(-\\w+\\s+)*)?"
                + name + "=|read\\s([^;|&\\n]*\\s)?" + name + "\\b)")
            .matcher(code.substring(start, end)).find();
    }

    /** Whether {@code inner} is a Java expression, every name in it is known, and one at least is there. */
    private boolean isJava(String inner) {
        if (inner.isBlank()) {
            return false;
        }
        var tokens = Tokens.of(inner);
        var parameters = new Locals();
        for (var i = 0; i < tokens.size(); i++) {
            parameters.add(tokens.text(i), tokens.isWord(i));
            if (tokens.text(i).equals("->") && tokens.text(i - 1).equals(")")) {
                parameters.addParameters(inner.substring(
                    tokens.list().get(Math.max(0, tokens.opening(i - 1))).start(), tokens.list().get(i).start()));
            }
        }
        var names = 0;
        for (var i = 0; i < tokens.size(); i++) {
            if (tokens.text(i).equals("=")) {
                // Assignments are expressions, too, but here they are awk's.
                return false;
            }
            if (tokens.isWord(i) && !tokens.text(i - 1).equals(".") && !tokens.text(i - 1).equals("::")) {
                if (Tokens.isReserved(tokens.text(i))) {
                    if (!WORDS_OF_EXPRESSIONS.contains(tokens.text(i))) {
                        return false;
                    }
                } else if (parameters.type(tokens.text(i)).isEmpty()) {
                    if (!isKnown(tokens, i)) {
                        return false;
                    }
                    names++;
                }
            }
        }
        return names > 0 && known.isExpression(inner);
    }

    private boolean isKnown(Tokens tokens, int i) {
        var name = tokens.text(i);
        var looksLikeType = Character.isUpperCase(name.charAt(0))
            && (Set.of(".", "::", "<", "[").contains(tokens.text(i + 1)) || tokens.text(i - 1).equals("new")
                || tokens.text(i - 1).equals("(") || tokens.text(i - 1).equals("instanceof"));
        return isKnownVariable(name) || known.isMember(name) || looksLikeType
            || tokens.text(i + 1).equals(".") && isPackage(tokens, i);
    }

    private static boolean isPackage(Tokens tokens, int i) {
        return Set.of("java", "javax", "org", "com", "io", "net", "jdk").contains(tokens.text(i))
            && tokens.isWord(i + 2);
    }
}
