package org.jolab.gpu.calc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a formula by recursive descent. From loosest to tightest: {@code ? :}, {@code ||}, {@code &&}, comparisons,
 * {@code + -}, {@code * / % //}, signs, {@code ^} (to the right, also {@code **}), calls. So {@code -x^2} is
 * {@code -(x^2)}, as in mathematics.
 */
final class Parser {

    private static final Map<String, Double> CONSTANTS =
        Map.of("pi", Math.PI, "π", Math.PI, "e", Math.E, "inf", Double.POSITIVE_INFINITY, "nan", Double.NaN);

    /** More would exhaust the stack. */
    private static final int DEEPEST = 250;

    private static final List<List<String>> LEVELS = List.of(List.of("||"), List.of("&&"),
        List.of("==", "!=", "<=", ">=", "<", ">"), List.of("+", "-"), List.of("*", "//", "/", "%"));

    private final String text;
    private final List<String> variables = new ArrayList<>();
    private int at;
    private int depth;

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

    private Node call(String name, int position, Node... arguments) {
        var deepest = 0;
        for (var each : arguments) {
            deepest = Math.max(deepest, each instanceof Node.Call inner ? inner.depth() : 0);
        }
        if (deepest == 4 * DEEPEST) {
            at = position;
            throw wrong("the formula is too long; a part of it may be computed before");
        }
        return new Node.Call(name, List.of(arguments), position, deepest + 1);
    }

    private void descend() {
        if (++depth > DEEPEST) {
            throw wrong("the formula is nested too deeply");
        }
    }

    private Node choice() {
        descend();
        var result = choiceWithin();
        depth--;
        return result;
    }

    private Node choiceWithin() {
        var condition = level(0);
        var start = at;
        if (!takes("?")) {
            return condition;
        }
        var yes = choice();
        expect(":", "after the first choice");
        return call("where", start, condition, yes, choice());
    }

    private Node level(int tightness) {
        if (tightness == LEVELS.size()) {
            return signed();
        }
        var left = level(tightness + 1);
        while (true) {
            peek();
            var start = at;
            var sign = LEVELS.get(tightness).stream().filter(this::takes).findFirst();
            if (sign.isEmpty()) {
                return left;
            }
            left = call(sign.get(), start, left, level(tightness + 1));
        }
    }

    private Node signed() {
        descend();
        var result = signedWithin();
        depth--;
        return result;
    }

    private Node signedWithin() {
        peek();
        var start = at;
        if (takes("-")) {
            return call("neg", start, signed());
        }
        if (takes("+")) {
            return signed();
        }
        if (peek() == '!' && !text.startsWith("!=", at)) {
            takes("!");
            return call("!", start, signed());
        }
        return power();
    }

    private Node power() {
        var base = atom();
        var start = at;
        return takes("^") || takes("**") ? call("^", start, base, signed()) : base;
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
            return function(name, start);
        }
        if (CONSTANTS.containsKey(name)) {
            return new Node.Constant(CONSTANTS.get(name));
        }
        if (!variables.contains(name)) {
            variables.add(name);
        }
        return new Node.Variable(variables.indexOf(name));
    }

    private Node function(String name, int start) {
        var known = Character.isLetter(name.charAt(0)) ? Functions.get(name) : null;
        if (known == null) {
            at = start;
            throw wrong("there is no function " + name + Near.hint(name, Functions.names()));
        }
        takes("(");
        var arguments = new ArrayList<Node>();
        if (!takes(")")) {
            do {
                arguments.add(choice());
            } while (takes(","));
            expect(")", "after the arguments of " + name);
        }
        var isChain = known.isChain() && arguments.size() > 2;
        if (arguments.size() != known.arguments() && !isChain) {
            at = start;
            throw wrong("%s takes %d argument%s%s, not %d".formatted(name, known.arguments(),
                known.arguments() == 1 ? "" : "s", known.isChain() ? " or more" : "", arguments.size()));
        }
        if (!isChain) {
            return call(name, start, arguments.toArray(Node[]::new));
        }
        var result = arguments.getFirst();
        for (var next : arguments.subList(1, arguments.size())) {
            result = call(name, start, result, next);
        }
        return result;
    }

    /** The value of a constant, or null. */
    static Double constant(String name) {
        return CONSTANTS.get(name);
    }
}
