package org.jolab.gpu.calc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Reads a formula by recursive descent. From loosest to tightest: {@code ? :}, {@code ||}, {@code &&}, comparisons,
 * {@code + -}, {@code * / % //}, signs, {@code ^} (to the right, also {@code **}), calls. So {@code -x^2} is
 * {@code -(x^2)}, as in mathematics.
 */
final class Parser {

    private static final Map<String, Double> CONSTANTS =
        Map.of("pi", Math.PI, "π", Math.PI, "e", Math.E, "inf", Double.POSITIVE_INFINITY, "nan", Double.NaN);

    private static final List<List<String>> LEVELS = List.of(List.of("||"), List.of("&&"),
        List.of("==", "!=", "<=", ">=", "<", ">"), List.of("+", "-"), List.of("*", "//", "/", "%"));

    private final String text;
    private final List<String> variables = new ArrayList<>();
    private int at;

    private Parser(String text) {
        this.text = text;
    }

    /** The formula in {@code text}. */
    static Formula parse(String text) {
        var parser = new Parser(text);
        var root = parser.choice();
        if (parser.peek() != 0) {
            throw parser.wrong("\"" + parser.peek() + "\" is not expected here");
        }
        return new Formula(text, root, List.copyOf(parser.variables));
    }

    private FormulaException wrong(String problem) {
        return new FormulaException(text, at, problem);
    }

    /** The next character that is no blank, 0 at the end. */
    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean takes(String sign) {
        peek();
        // A single * or / is not the beginning of a double one.
        if (!text.startsWith(sign, at) || sign.length() == 1 && "*/".contains(sign)
            && text.startsWith(sign + sign, at)) {
            return false;
        }
        at += sign.length();
        return true;
    }

    private void expect(String sign, String where) {
        if (!takes(sign)) {
            throw wrong("\"" + sign + "\" is missing " + where);
        }
    }

    private Node choice() {
        var condition = level(0);
        var start = at;
        if (!takes("?")) {
            return condition;
        }
        var yes = choice();
        expect(":", "after the first choice");
        return new Node.Call("where", List.of(condition, yes, choice()), start);
    }

    private Node level(int depth) {
        if (depth == LEVELS.size()) {
            return signed();
        }
        var left = level(depth + 1);
        while (true) {
            peek();
            var start = at;
            var sign = LEVELS.get(depth).stream().filter(this::takes).findFirst();
            if (sign.isEmpty()) {
                return left;
            }
            left = new Node.Call(sign.get(), List.of(left, level(depth + 1)), start);
        }
    }

    private Node signed() {
        peek();
        var start = at;
        if (takes("-")) {
            return new Node.Call("neg", List.of(signed()), start);
        }
        if (takes("+")) {
            return signed();
        }
        if (peek() == '!' && !text.startsWith("!=", at)) {
            takes("!");
            return new Node.Call("!", List.of(signed()), start);
        }
        return power();
    }

    private Node power() {
        var base = atom();
        var start = at;
        return takes("^") || takes("**") ? new Node.Call("^", List.of(base, signed()), start) : base;
    }

    private Node atom() {
        var next = peek();
        if (takes("(")) {
            var inner = choice();
            expect(")", "to close the parenthesis");
            return inner;
        }
        if (Character.isDigit(next) || next == '.') {
            return number();
        }
        if (Character.isJavaIdentifierStart(next) && next != '$') {
            return name();
        }
        throw wrong(next == 0 ? "the formula ends too early" : "a number, a name or \"(\" is expected, not \"" + next
            + "\"");
    }

    private Node number() {
        var start = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.'
            || isExponent(start))) {
            at++;
        }
        var digits = text.substring(start, at);
        try {
            return new Node.Constant(digits.matches("\\d+") ? (Number) Long.valueOf(digits) : Double.valueOf(digits));
        } catch (NumberFormatException e) {
            at = start;
            throw wrong("\"" + digits + "\" is no number");
        }
    }

    /** Whether the character here is the e of 1e-5, or the sign after it. */
    private boolean isExponent(int start) {
        var c = text.charAt(at);
        if (c == 'e' || c == 'E') {
            return at > start && text.substring(at + 1).matches("(?s)[+-]?\\d.*");
        }
        return (c == '+' || c == '-') && at > start + 1 && "eE".indexOf(text.charAt(at - 1)) >= 0;
    }

    private Node name() {
        var start = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        var name = text.substring(start, at);
        if (peek() == '(') {
            return call(name, start);
        }
        if (CONSTANTS.containsKey(name)) {
            return new Node.Constant(CONSTANTS.get(name));
        }
        if (!variables.contains(name)) {
            variables.add(name);
        }
        return new Node.Variable(variables.indexOf(name));
    }

    private Node call(String name, int start) {
        var known = Character.isLetter(name.charAt(0)) ? Functions.get(name) : null;
        if (known == null) {
            at = start;
            throw wrong("there is no function " + name + near(name));
        }
        takes("(");
        var arguments = new ArrayList<Node>();
        if (!takes(")")) {
            do {
                arguments.add(choice());
            } while (takes(","));
            expect(")", "after the arguments of " + name);
        }
        if (arguments.size() != known.arguments()) {
            at = start;
            throw wrong("%s takes %d argument%s, not %d".formatted(name, known.arguments(),
                known.arguments() == 1 ? "" : "s", arguments.size()));
        }
        return new Node.Call(name, List.copyOf(arguments), start);
    }

    private static String near(String name) {
        return StreamSupport.stream(Functions.names().spliterator(), false)
            .filter(each -> distance(each, name) <= Math.max(1, name.length() / 3))
            .min((a, b) -> distance(a, name) - distance(b, name))
            .map(each -> "; " + each + " may be meant").orElse("");
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
