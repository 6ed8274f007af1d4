package org.jolab.gpu.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON of a safetensors header, strictly by RFC 8259 but for keys that occur twice, which are refused. A
 * library would be a dependency for all who use tensors, and the users' notebooks would have to live with its version.
 * Owned by one thread.
 */
final class Json {

    private static final int DEEPEST = 32;

    private final String text;
    private int at;
    private int depth;

    private Json(String text) {
        this.text = text;
    }

    /** The text is no JSON; says what and where. */
    static final class Fault extends Exception {

        private static final long serialVersionUID = 1;

        private Fault(String problem, int at) {
            super(problem + " at character " + at);
        }
    }

    /** The value: a map, a list, a String, a Long, a Double, a Boolean or null. */
    static Object read(String text) throws Fault {
        var json = new Json(text);
        var value = json.value();
        if (json.peek() != 0) {
            throw json.fault("something after the end");
        }
        return value;
    }

    private Fault fault(String problem) {
        return new Fault(problem, at);
    }

    /** The next character that is no space; 0 is the end. */
    private char peek() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void expect(char wanted) throws Fault {
        if (peek() != wanted) {
            throw fault("no " + wanted);
        }
        at++;
    }

    private Object value() throws Fault {
        if (depth == DEEPEST) {
            throw fault("more than " + DEEPEST + " levels");
        }
        depth++;
        try {
            return switch (peek()) {
                case '{' -> object();
                case '[' -> list();
                case '"' -> string();
                case 't' -> word("true", true);
                case 'f' -> word("false", false);
                case 'n' -> word("null", null);
                default -> number();
            };
        } finally {
            depth--;
        }
    }

    private Map<String, Object> object() throws Fault {
        Map<String, Object> fields = new LinkedHashMap<>();
        expect('{');
        if (peek() != '}') {
            do {
                peek();
                var start = at;
                var key = string();
                if (fields.containsKey(key)) {
                    at = start;
                    throw fault("the key \"" + key + "\" for the second time");
                }
                expect(':');
                fields.put(key, value());
            } while (more());
        }
        expect('}');
        return fields;
    }

    private List<Object> list() throws Fault {
        List<Object> values = new ArrayList<>();
        expect('[');
        if (peek() != ']') {
            do {
                values.add(value());
            } while (more());
        }
        expect(']');
        return values;
    }

    private boolean more() {
        var comma = peek() == ',';
        at += comma ? 1 : 0;
        return comma;
    }

    private Object word(String wanted, Object value) throws Fault {
        if (!text.startsWith(wanted, at)) {
            throw fault("no value");
        }
        at += wanted.length();
        return value;
    }

    private Object number() throws Fault {
        var start = at;
        at += at < text.length() && text.charAt(at) == '-' ? 1 : 0;
        var first = at;
        digits();
        if (text.charAt(first) == '0' && at > first + 1) {
            at = first;
            throw fault("a number that begins with 0");
        }
        var whole = at;
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
            at++;
            at += at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-') ? 1 : 0;
            digits();
        }
        var number = text.substring(start, at);
        try {
            return at == whole ? (Object) Long.parseLong(number) : (Object) Double.parseDouble(number);
        } catch (NumberFormatException e) {
            at = start;
            throw fault("a number too large for 64 bits");
        }
    }

    private void digits() throws Fault {
        var start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw fault(at == text.length() ? "the end" : "no value");
        }
    }

    private String string() throws Fault {
        expect('"');
        var start = at;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\' && text.charAt(at) >= ' ') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            return text.substring(start, at++);
        }
        var value = new StringBuilder(text.substring(start, at));
        while (true) {
            if (at == text.length() || text.charAt(at) < ' ') {
                throw fault(at == text.length() ? "a string without end" : "a control character in a string");
            }
            var c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            value.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() throws Fault {
        if (at == text.length()) {
            throw fault("a string without end");
        }
        var c = text.charAt(at++);
        var place = "\"\\/bfnrt".indexOf(c);
        if (place >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(place);
        }
        try {
            if (c == 'u' && text.charAt(at) != '-' && text.charAt(at) != '+') {
                at += 4;
                return (char) Integer.parseInt(text, at - 4, at, 16);
            }
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw fault("a broken escape in a string");
        }
        throw fault("an unknown escape in a string");
    }

    /** {@code text} as a JSON string. */
    static String quote(String text) {
        var quoted = new StringBuilder("\"");
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                default -> {
                    // A surrogate that stands alone has no UTF-8.
                    if (c < ' ' || Character.isSurrogate(c)) {
                        quoted.append("\\u%04x".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
