package org.jolab.kernel.output;

import java.io.Console;
import java.io.IOError;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import jdk.internal.io.JdkConsole;

/**
 * What {@code System.console()} is while the kernel runs; called by any thread, which {@link Console} puts in a row.
 *
 * <p>JDK 25 finds consoles through a service of the boot layer only (JdkConsoleProvider), which a class path cannot
 * supply, and gives none to a process without a terminal. So this one is put where {@code System} keeps it. That needs
 * {@code java.base/jdk.internal.io} exported and {@code java.lang} and {@code java.io} opened to the kernel; without
 * them {@code System.console()} stays null.
 */
final class NotebookConsole implements JdkConsole {

    private final Asker asker;
    private final PrintWriter writer;
    private final Reader reader;

    private NotebookConsole(Asker asker, PrintStream out, InputStream in) {
        this.asker = asker;
        writer = new PrintWriter(new Unbuffered(out));
        reader = new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    /** Makes this the process's console, whatever it had before. */
    static void install(Asker asker, PrintStream out, InputStream in) throws ReflectiveOperationException {
        var proxy = Class.forName("java.io.ProxyingConsole").getDeclaredConstructor(JdkConsole.class);
        proxy.setAccessible(true);
        var field = System.class.getDeclaredField("cons");
        field.setAccessible(true);
        field.set(null, proxy.newInstance(new NotebookConsole(asker, out, in)));
    }

    @Override
    public PrintWriter writer() {
        return writer;
    }

    @Override
    public Reader reader() {
        return reader;
    }

    @Override
    public JdkConsole println(Object value) {
        writer.println(value);
        return this;
    }

    @Override
    public JdkConsole print(Object value) {
        writer.print(value);
        writer.flush();
        return this;
    }

    @Override
    public JdkConsole format(Locale locale, String format, Object... args) {
        writer.format(locale, format, args).flush();
        return this;
    }

    @Override
    public String readLine(Locale locale, String format, Object... args) {
        return ask(String.format(locale, format, args), false);
    }

    @Override
    public String readLine() {
        try {
            return asker.line(asker.outlet());
        } catch (IOException e) {
            throw new IOError(e);
        }
    }

    @Override
    public char[] readPassword(Locale locale, String format, Object... args) {
        var typed = ask(String.format(locale, format, args), true);
        return typed == null ? null : typed.toCharArray();
    }

    @Override
    public char[] readPassword() {
        return readPassword(Locale.ROOT, "");
    }

    @Override
    public void flush() {
        writer.flush();
    }

    @Override
    public Charset charset() {
        return StandardCharsets.UTF_8;
    }

    /** Prints at once: the JDK wraps the console's writer in one that never flushes at the end of a line. */
    private static final class Unbuffered extends Writer {

        private final PrintStream out;

        Unbuffered(PrintStream out) {
            this.out = out;
        }

        @Override
        public void write(char[] text, int offset, int length) {
            out.print(new String(text, offset, length));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private String ask(String prompt, boolean password) {
        try {
            return asker.line(asker.outlet(), prompt, password);
        } catch (IOException e) {
            throw new IOError(e);
        }
    }
}
