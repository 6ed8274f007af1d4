package org.jolab.gpu.io;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the Python dict of an {@code .npy} header: strings to strings, booleans and tuples of integers. A list, by
 * which records are described, is kept as it is written. Owned by one thread.
 */
final class PythonLiteral {

    private final String text;
    private final String file;
    private final int begin;
    private int at;

    /** Reads {@code text}, which stands at byte {@code begin} of {@code file}. */
    PythonLiteral(String text, String file, int begin) {
        this.text = text;
        this.file = file;
        this.begin = begin;
    }

    /** The whole of it. */
    Map<String, Object> dict() throws FormatException {
        Map<String, Object> fields = new HashMap<>();
        expect('{');
        while (peek() != '}') {
            var key = string();
            expect(':');
            if (fields.put(key, value()) != null) {
                throw wrong("the key " + key + " for the second time");
            }
            if (peek() != '}') {
                expect(',');
            }
        }
        at++;
        if (!text.substring(at).isBlank()) {
            throw wrong("something after the dict");
        }
        return fields;
    }

    private Object value() throws FormatException {
        return switch (peek()) {
            case '\'', '"' -> string();
            case '(' -> tuple();
            case '[' -> list();
            case 'T' -> word("True", true);
            case 'F' -> word("False", false);
            default -> throw wrong("no string, tuple, list or boolean");
        };
    }

    private char peek() throws FormatException {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        if (at == text.length()) {
            throw wrong("the header's end");
        }
        return text.charAt(at);
    }

    private void expect(char wanted) throws FormatException {
        if (peek() != wanted) {
            throw wrong("no " + wanted);
        }
        at++;
    }

    private Boolean word(String wanted, boolean value) throws FormatException {
        if (!text.startsWith(wanted, at)) {
            throw wrong("no " + wanted);
        }
        at += wanted.length();
        return value;
    }

    private String string() throws FormatException {
        var quote = peek();
        if (quote != '\'' && quote != '"') {
            throw wrong("no string");
        }
        var end = text.indexOf(quote, at + 1);
        if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
            throw wrong("no plain string");
        }
        var value = text.substring(at + 1, end);
        at = end + 1;
        return value;
    }

    private long[] tuple() throws FormatException {
        var sizes = new long[64];
        var count = 0;
        expect('(');
        while (peek() != ')') {
            if (count == sizes.length) {
                throw wrong("more than 64 dimensions");
            }
            sizes[count++] = number();
            if (peek() != ')') {
                expect(',');
            }
        }
        at++;
        return Arrays.copyOf(sizes, count);
    }

    private long number() throws FormatException {
        var start = at;
        at += peek() == '-' ? 1 : 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        try {
            var value = Long.parseLong(text, start, at, 10);
            // Python 2 marked large integers so.
            at += at < text.length() && text.charAt(at) == 'L' ? 1 : 0;
            return value;
        } catch (NumberFormatException e) {
            at = start;
            throw wrong("no size of a dimension");
        }
    }

    private StringBuilder list() throws FormatException {
        var start = at;
        var depth = 0;
        do {
            var c = peek();
            if (c == '\'' || c == '"') {
                string();
                continue;
            }
            depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
            at++;
        } while (depth > 0);
        return new StringBuilder(text.substring(start, at));
    }

    private FormatException wrong(String found) {
        return new FormatException(file, "has a header that can't be read: %s at byte %d".formatted(found, begin + at));
    }
}
