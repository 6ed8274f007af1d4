package org.jolab.kernel.cell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jolab.api.Magic;

/**
 * Finds the magics of a cell. They begin where a statement of Java can begin, first in their line, and behind
 * {@code =}; so what looks like one in a string, a comment or an expression is left alone. Used by one thread.
 */
public final class CellReader {

    private static final Pattern CELL_MAGIC = Pattern.compile("(?:\\s|//(?!%)[^\\n]*(?:\\n|\\z))*+((?://)?%%)(\\w+)");
    private static final Pattern LINE_MAGIC = Pattern.compile("%(%?[\\p{Alpha}_]\\w*(?:\\?\\??)?|$)");
    private static final Pattern COMMENTED = Pattern.compile("//([!%])(?=[\\p{Alpha}./~%!])|//(DEPS|REPOS)(?=\\s)");
    private static final Pattern HELP = Pattern.compile("(\\?\\??)?(%{0,2}[\\p{Alpha}_*][\\w.*]*)(\\?\\??)?[ \\t;]*");
    private static final Set<String> STARTING = Set.of("else", "do", "try", "finally");
    private static final Set<String> VALUES = Set.of("this", "super", "true", "false", "null", "break", "continue");
    private static final Set<String> CONTROL = Set.of("if", "for", "while", "switch", "catch", "synchronized");

    private final String code;
    private final Known known;
    private final Lexer lexer;
    private final Locals locals = new Locals();
    private final List<Use> uses = new ArrayList<>();
    private final JavaForm.Builder java;
    private final Deque<Bracket> brackets = new ArrayDeque<>();
    private final NotOperator negations;
    private After after = After.STATEMENT;
    private int statement;
    private boolean inCase;
    private final FormFields fields;
    private Token last;
    private int copied;

    /** What the next token follows. */
    private enum After { STATEMENT, VALUE, OPERATOR }

    /** An open bracket; {@code block} if statements stand in it, {@code control} if it belongs to an if or a loop. */
    private record Bracket(int start, boolean block, boolean control) {}

    private CellReader(String code, int from, Known known) {
        this.code = code;
        this.known = known;
        lexer = new Lexer(code);
        lexer.skipTo(from);
        java = new JavaForm.Builder(code);
        java.skip(0, from);
        copied = from;
        statement = from;
        fields = new FormFields(code, known);
        negations = new NotOperator(code, known, locals);
    }

    /** Reads what stands from {@code from} on, which may begin with {@code %%name}; what is before is passed over. */
    public static Reading read(String code, int from, Known known) {
        var magic = cellMagic(code, from);
        if (magic.isPresent()) {
            return new Reading(code, List.of(magic.get()), JavaForm.of(""));
        }
        if (from == 0 && code.indexOf('!') < 0 && code.indexOf('%') < 0 && code.indexOf('?') < 0
                && !code.contains("//DEPS") && !code.contains("//REPOS") && !code.contains("//@")) {
            return new Reading(code, List.of(), JavaForm.of(code));
        }
        return new CellReader(code, from, known).read();
    }

    /** The line of a cell magic as Java: an expression for its text. */
    public static JavaForm lineOf(String code, Use use, Known known) {
        var java = new JavaForm.Builder(code);
        java.skip(0, use.start());
        Calls.line(java, Interpolation.of(code, use, known, new Locals()));
        return java.build();
    }

    private static Optional<Use> cellMagic(String code, int from) {
        var matcher = CELL_MAGIC.matcher(code).region(from, code.length());
        return matcher.lookingAt()
            ? Optional.of(new Use(Use.Kind.CELL, matcher.group(2), matcher.start(1), matcher.end(),
                lineEnd(code, matcher.end()), false))
            : Optional.empty();
    }

    private Reading read() {
        for (var token = lexer.next(); token != null; token = lexer.next()) {
            var use = isFirstInLine(token) ? statement(token) : Optional.<Use>empty();
            if (use.isEmpty() && token.kind() == Token.Kind.COMMENT) {
                copied = fields.mark(token, java, copied);
                continue;
            }
            if (use.isPresent()) {
                addStatement(use.get());
            } else {
                take(token);
                if (isAssignment(token)) {
                    assigned(token).ifPresent(this::addAssigned);
                }
            }
        }
        java.copy(copied, code.length());
        return new Reading(code, List.copyOf(uses), java.build(), fields.given());
    }

    // Where magics may stand

    private boolean isFirstInLine(Token token) {
        return code.substring(code.lastIndexOf('\n', token.start()) + 1, token.start()).isBlank()
            && (brackets.isEmpty() || brackets.peek().block);
    }

    private Optional<Use> statement(Token token) {
        var start = token.start();
        if (token.kind() == Token.Kind.COMMENT) {
            var commented = COMMENTED.matcher(code).region(start, code.length());
            return after == After.STATEMENT && brackets.isEmpty() && commented.lookingAt()
                ? Optional.of(commented.group(2) == null ? use(Use.Kind.STATEMENT, start + 2)
                    : new Use(Use.Kind.STATEMENT, commented.group(2), start, commented.end(), lineEnd(code, start),
                        false))
                : Optional.empty();
        }
        if (after == After.OPERATOR) {
            return Optional.empty();
        }
        var help = help(start);
        if (help.isPresent()) {
            return help;
        }
        return switch (code.charAt(start)) {
            case '!' -> !code.startsWith("!=", start) && !(brackets.isEmpty() && negations.isStatement(start))
                ? Optional.of(use(Use.Kind.STATEMENT, start)) : Optional.empty();
            case '%' -> LINE_MAGIC.matcher(code).region(start, lineEnd(code, start)).lookingAt()
                && (after == After.STATEMENT || known.magic(nameAt(start + 1)).isPresent())
                ? Optional.of(use(Use.Kind.STATEMENT, start)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<Use> help(int start) {
        var end = lineEnd(code, start);
        var matcher = HELP.matcher(code).region(start, end);
        if (!matcher.matches() || after != After.STATEMENT
                || (matcher.group(1) == null) == (matcher.group(3) == null)
                || matcher.group(3) != null && isConditional(start)) {
            return Optional.empty();
        }
        var detail = matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
        return Optional.of(new Use(Use.Kind.STATEMENT, detail, start, matcher.start(2), matcher.end(2),
            !brackets.isEmpty()));
    }

    /** Whether the statement that starts at {@code start} is an expression, so that its question mark is Java's. */
    private boolean isConditional(int start) {
        var ahead = new Lexer(code);
        ahead.skipTo(start);
        var depth = 0;
        var end = start;
        for (var token = ahead.next(); token != null && depth >= 0; token = ahead.next()) {
            switch (code.substring(token.start(), token.end())) {
                case "(", "[", "{" -> depth++;
                case ")", "]", "}" -> depth--;
                case ";" -> depth = depth == 0 ? -1 : depth;
                default -> { }
            }
            end = depth < 0 ? end : token.end();
        }
        return known.isExpression(code.substring(start, end));
    }

    private boolean isAssignment(Token token) {
        return code.startsWith("=", token.start()) && token.end() - token.start() == 1
            && (brackets.isEmpty() || brackets.peek().block);
    }

    private Optional<Use> assigned(Token equals) {
        var start = equals.end();
        while (start < code.length() && (code.charAt(start) == ' ' || code.charAt(start) == '\t')) {
            start++;
        }
        var found = code.startsWith("%", start)
            ? LINE_MAGIC.matcher(code).region(start, lineEnd(code, start)).lookingAt()
            : code.startsWith("!", start) && !code.startsWith("!=", start)
                && !negations.isAssigned(start, code.substring(statement, equals.start()).strip());
        return found ? Optional.of(use(Use.Kind.ASSIGNED, start)) : Optional.empty();
    }

    private Use use(Use.Kind kind, int sign) {
        var nested = !brackets.isEmpty();
        var end = logicalEnd(sign);
        if (code.charAt(sign) == '!') {
            var name = code.startsWith("!!", sign) ? "!!" : "!";
            return new Use(kind, name, sign, sign + name.length(), end, nested);
        }
        var name = nameAt(sign + 1);
        var lineStart = sign + 1 + name.length();
        if (kind == Use.Kind.ASSIGNED || known.magic(name).filter(m -> !m.is(Magic.Trait.VERBATIM)).isPresent()) {
            var text = code.substring(lineStart, end).stripTrailing();
            end = text.endsWith(";") ? lineStart + text.length() - 1 : end;
        }
        return new Use(kind, name, sign, lineStart, end, nested);
    }

    private String nameAt(int start) {
        var end = start + (code.startsWith("%", start) ? 1 : 0);
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        return code.substring(start, end);
    }

    /** The end of the line, and of those after it that a backslash joins to it. */
    private int logicalEnd(int from) {
        var end = lineEnd(code, from);
        while (end < code.length() && code.substring(from, end).stripTrailing().endsWith("\\")) {
            end = lineEnd(code, code.indexOf('\n', end) + 1);
        }
        return end;
    }

    private static int lineEnd(String code, int from) {
        var end = code.indexOf('\n', from);
        end = end < 0 ? code.length() : end;
        return end > from && code.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    // What becomes of them

    private void addStatement(Use use) {
        java.copy(copied, use.start());
        java.write(after == After.VALUE ? ";" : "");
        var step = !use.nested() && !use.isShell();
        if (step) {
            java.step();
        }
        var shown = !use.nested() && !use.name().equals("!") && code.substring(use.end()).isBlank();
        var isTold = known.magic(use.name()).filter(magic -> magic.is(Magic.Trait.TELLING)).isPresent();
        Calls.write(java, shown ? "show" : isTold ? "tell" : "run", use.name(), pieces(use));
        java.write(shown ? "" : ";");
        after(use);
        after = After.STATEMENT;
        statement = copied;
    }

    private void addAssigned(Use use) {
        var declared = code.substring(statement, code.lastIndexOf('=', use.start())).strip();
        java.copy(copied, statement);
        if (!use.nested() && declared.matches("\\w+") && known.variableType(declared).isEmpty()
                && locals.type(declared).isEmpty()) {
            java.write("var ");
            locals.add("var", true);
            locals.add(declared, true);
        }
        java.copy(statement, use.start());
        var text = use.isShell() && (declared.matches("(?s).*\\bString\\s+\\w+") || known.variableType(declared)
            .filter(type -> type.equals("String") || type.equals("java.lang.String")).isPresent());
        var type = known.magic(use.name()).map(magic -> magic.traits().type().apply(use.line(code)
            .strip())).orElse("Object");
        java.write("((" + type + ")");
        Calls.write(java, "run", use.isShell() ? "!=" : use.name(), pieces(use));
        java.write(")" + (text ? ".text()" : "") + ";");
        after(use);
        after = After.STATEMENT;
        statement = copied;
    }

    private List<Interpolation.Piece> pieces(Use use) {
        var verbatim = known.magic(use.name()).filter(magic -> magic.is(Magic.Trait.VERBATIM)).isPresent()
            || use.name().startsWith("?");
        if (verbatim) {
            return List.of(new Interpolation.Piece.Text(use.line(code).strip()));
        }
        var pieces = Interpolation.of(code, use, known, locals);
        return use.isShell() ? pieces : pieces.stream().map(CellReader::joined).toList();
    }

    /** A backslash at a line's end is the shell's own, but means a blank elsewhere. */
    private static Interpolation.Piece joined(Interpolation.Piece piece) {
        return piece instanceof Interpolation.Piece.Text(var text)
            ? new Interpolation.Piece.Text(text.replaceAll("[ \\t]*\\\\[ \\t]*\\R[ \\t]*", " ")) : piece;
    }

    private void after(Use use) {
        uses.add(use);
        var end = use.end();
        while (end < code.length() && "?; \t".indexOf(code.charAt(end)) >= 0) {
            end++;
        }
        java.catchUp(end);
        copied = end;
        lexer.skipTo(end);
    }

    // Java

    private void take(Token token) {
        var text = code.substring(token.start(), token.end());
        if (after == After.STATEMENT) {
            statement = token.start();
            fields.begin(statement);
            inCase = text.equals("case") || text.equals("default");
        }
        locals.add(text, token.kind() == Token.Kind.WORD);
        if (brackets.isEmpty()) {
            fields.take(text, token);
        }
        after = switch (text) {
            case ";" -> After.STATEMENT;
            case "{" -> open(token, isBlock());
            case "(", "[" -> open(token, false);
            case "}", "]", ")" -> close(text, token);
            case "++", "--" -> After.VALUE;
            case ":" -> inCase ? After.STATEMENT : After.OPERATOR;
            case "->" -> {
                if (last != null && code.charAt(last.start()) == ')') {
                    locals.addParameters(code.substring(lambda, last.end()));
                }
                yield inCase ? After.STATEMENT : After.OPERATOR;
            }
            default -> switch (token.kind()) {
                case SIGN -> After.OPERATOR;
                case WORD -> ofWord(text);
                default -> After.VALUE;
            };
        };
        last = token;
    }

    /** Where the parentheses opened that were closed last. */
    private int lambda;

    private static After ofWord(String word) {
        if (STARTING.contains(word)) {
            return After.STATEMENT;
        }
        return Tokens.isReserved(word) && !VALUES.contains(word) ? After.OPERATOR : After.VALUE;
    }

    private boolean isBlock() {
        if (last == null || after == After.STATEMENT) {
            return true;
        }
        var before = code.substring(last.start(), last.end());
        return !(before.equals("=") || before.equals("]") || before.equals(",") || before.equals("(")
            || before.equals("{") && !brackets.isEmpty() && !brackets.peek().block);
    }

    private After open(Token token, boolean block) {
        brackets.push(new Bracket(token.start(), block,
            last != null && CONTROL.contains(code.substring(last.start(), last.end()))));
        return block ? After.STATEMENT : After.OPERATOR;
    }

    private After close(String sign, Token token) {
        var bracket = brackets.isEmpty() ? new Bracket(token.start(), sign.equals("}"), false) : brackets.pop();
        lambda = bracket.start;
        return bracket.block || bracket.control ? After.STATEMENT : After.VALUE;
    }
}
