package org.jolab.gpu.io;

import java.io.IOException;
import java.io.Reader;
import java.util.List;

/** Splits text into lines of fields; owned by one thread. */
final class CsvFields {

    /** More is no number and no name, but a file of something else, or a quote that is never closed. */
    private static final int LONGEST = 1 << 16;

    private final Csv format;
    private final Reader in;
    private final String name;
    private final StringBuilder field = new StringBuilder();
    private final char[] buffer = new char[1 << 14];
    private int at;
    private int filled;
    private long line = 1;
    private long begin;

    CsvFields(Csv format, Reader in, String name) throws IOException {
        this.format = format;
        this.in = in;
        this.name = name;
        if (peek() == '\ufeff') {
            at++;
        }
    }

    FormatException wrong(String problem) {
        return new FormatException(name, "line %d: %s".formatted(begin, problem));
    }

    private int peek() throws IOException {
        if (at == filled) {
            at = 0;
            filled = Math.max(0, in.read(buffer));
            if (filled == 0) {
                return -1;
            }
        }
        return buffer[at];
    }

    /** Puts the fields of the next line that has any into {@code fields}; false at the end. */
    boolean next(List<String> fields) throws IOException {
        fields.clear();
        while (peek() >= 0) {
            begin = line;
            if (isEmptyLine()) {
                continue;
            }
            while (true) {
                fields.add(field());
                var c = peek();
                if (format.delimiter() == ' ' && c != '\n' && c != '\r' && c >= 0 && c != format.comment()) {
                    continue;
                }
                if (c != format.delimiter() || c == ' ') {
                    endLine();
                    return true;
                }
                at++;
            }
        }
        return false;
    }

    /** Skips a line of nothing but spaces and a comment; else nothing but the spaces before the first field. */
    private boolean isEmptyLine() throws IOException {
        var c = skipSpaces();
        if (c < 0 || c == '\n' || c == '\r' || isComment(c)) {
            endLine();
            return true;
        }
        return false;
    }

    private boolean isComment(int c) {
        return format.comment() != 0 && c == format.comment();
    }

    private int skipSpaces() throws IOException {
        var c = peek();
        while (c == ' ' || c == '\t' && format.delimiter() != '\t') {
            at++;
            c = peek();
        }
        return c;
    }

    private void endLine() throws IOException {
        var c = peek();
        while (c >= 0 && c != '\n' && c != '\r') {
            at++;
            c = peek();
        }
        if (c >= 0) {
            at++;
            line++;
            if (c == '\r' && peek() == '\n') {
                at++;
            }
        }
    }

    private String field() throws IOException {
        field.setLength(0);
        if (skipSpaces() == '"') {
            quoted();
            var c = skipSpaces();
            if (c >= 0 && c != format.delimiter() && c != '\n' && c != '\r' && !isComment(c)
                && format.delimiter() != ' ') {
                throw wrong("'%c' after a quoted field".formatted(c));
            }
            return field.toString();
        }
        for (var c = peek(); c >= 0 && c != '\n' && c != '\r' && c != format.delimiter() && !isComment(c)
            && !(format.delimiter() == ' ' && c == '\t'); c = peek()) {
            append(c);
        }
        if (format.delimiter() == ' ') {
            skipSpaces();
        }
        return field.toString().strip();
    }

    private void quoted() throws IOException {
        at++;
        while (true) {
            var c = peek();
            if (c < 0) {
                throw wrong("a quoted field that does not end");
            }
            if (c == '"') {
                at++;
                if (peek() != '"') {
                    return;
                }
            }
            line += c == '\n' ? 1 : 0;
            append(c);
        }
    }

    private void append(int c) throws FormatException {
        if (field.length() == LONGEST) {
            throw wrong("a field of more than %d characters".formatted(LONGEST));
        }
        field.append((char) c);
        at++;
    }
}
