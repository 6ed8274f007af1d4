package org.jolab.kernel.output;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What {@code System.out} and {@code System.err} are while the kernel runs; any thread writes, and none waits here.
 *
 * <p>Each call becomes one piece of text for the request of the calling thread, so lines of two threads do not mix.
 * Nothing is buffered but an unfinished UTF-8 character of the thread; {@link #flush} and {@link #close} do nothing.
 */
final class TextStream extends PrintStream {

    /** How much of an unfinished line may become a prompt. */
    private static final int PROMPT = 200;

    private final Outlet.Stream stream;
    private final Routing routing;
    private final PrintStream fallback;
    private final ThreadLocal<Utf8> bytes = ThreadLocal.withInitial(Utf8::new);

    /** Written without care for other threads: two that print parts of one line have no sensible prompt anyway. */
    private String unfinishedLine = "";

    /** A stream that goes to {@code fallback} as long as no cell ever ran. */
    TextStream(Outlet.Stream stream, Routing routing, PrintStream fallback) {
        super(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        this.stream = stream;
        this.routing = routing;
        this.fallback = fallback;
    }

    /** What was printed since the last end of a line. */
    String unfinishedLine() {
        return unfinishedLine;
    }

    /** The unfinished line has been shown as a prompt; what comes next starts a line. */
    void lineEnds() {
        unfinishedLine = "";
    }

    /** Prints what the calling thread left of a UTF-8 character that it never finished. */
    void endOfCell() {
        emit(bytes.get().end());
        bytes.remove();
    }

    private void emit(String text) {
        if (text.isEmpty()) {
            return;
        }
        remember(text);
        send(text);
    }

    private void emitLine(String text) {
        if (!unfinishedLine.isEmpty()) {
            unfinishedLine = "";
        }
        send(text.concat("\n"));
    }

    private void send(String text) {
        var outlet = routing.outlet();
        if (outlet.isPresent()) {
            outlet.get().stream(stream, text);
        } else {
            fallback.print(text);
        }
    }

    private void remember(String text) {
        var line = text.lastIndexOf('\n') + 1;
        var rest = line == 0 ? unfinishedLine.concat(text) : text.substring(line);
        unfinishedLine = rest.length() <= PROMPT ? rest : rest.substring(rest.length() - PROMPT);
    }

    @Override
    public void write(int unit) {
        if (unit >= 0 && unit < 0x80 && bytes.get().isBetweenCharacters()) {
            emit(String.valueOf((char) unit));
        } else {
            write(new byte[] {(byte) unit}, 0, 1);
        }
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        emit(bytes.get().decode(buffer, offset, length));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public boolean checkError() {
        return false;
    }

    @Override
    public PrintStream format(String format, Object... args) {
        emit(String.format(format, args));
        return this;
    }

    @Override
    public PrintStream format(Locale locale, String format, Object... args) {
        emit(String.format(locale, format, args));
        return this;
    }

    @Override
    public void print(boolean value) {
        emit(String.valueOf(value));
    }

    @Override
    public void print(char value) {
        emit(String.valueOf(value));
    }

    @Override
    public void print(int value) {
        emit(String.valueOf(value));
    }

    @Override
    public void print(long value) {
        emit(String.valueOf(value));
    }

    @Override
    public void print(float value) {
        emit(String.valueOf(value));
    }

    @Override
    public void print(double value) {
        emit(String.valueOf(value));
    }

    @Override
    public void print(char[] value) {
        emit(String.valueOf(value));
    }

    @Override
    public void print(String value) {
        emit(String.valueOf(value));
    }

    @Override
    public void print(Object value) {
        emit(String.valueOf(value));
    }

    @Override
    public void println() {
        emitLine("");
    }

    @Override
    public void println(boolean value) {
        emitLine(String.valueOf(value));
    }

    @Override
    public void println(char value) {
        emitLine(String.valueOf(value));
    }

    @Override
    public void println(int value) {
        emitLine(String.valueOf(value));
    }

    @Override
    public void println(long value) {
        emitLine(String.valueOf(value));
    }

    @Override
    public void println(float value) {
        emitLine(String.valueOf(value));
    }

    @Override
    public void println(double value) {
        emitLine(String.valueOf(value));
    }

    @Override
    public void println(char[] value) {
        emitLine(String.valueOf(value));
    }

    @Override
    public void println(String value) {
        emitLine(String.valueOf(value));
    }

    @Override
    public void println(Object value) {
        emitLine(String.valueOf(value));
    }
}
