package org.jolab.kernel.output;

import java.io.InputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;

/**
 * Puts the notebook in place of {@code System.out}, {@code System.err}, {@code System.in} and {@code System.console()};
 * installed and closed by the kernel's main thread, used by all.
 *
 * <p>Install it before any user code: {@code java.lang.IO} keeps the first {@code System.in} that it meets.
 */
public final class StandardStreams implements AutoCloseable {

    private final PrintStream outBefore = System.out;
    private final PrintStream errBefore = System.err;
    private final InputStream inBefore = System.in;
    private final TextStream out;
    private final TextStream err;
    private final Asker asker;

    private StandardStreams(Routing routing) {
        out = new TextStream(Outlet.Stream.STDOUT, routing, outBefore);
        err = new TextStream(Outlet.Stream.STDERR, routing, errBefore);
        asker = new Asker(routing, out);
    }

    /** Replaces the three streams; takes no time. */
    public static StandardStreams install(Routing routing) {
        var streams = new StandardStreams(routing);
        // Read by java.lang.IO, and true from now on, whatever the locale says.
        System.setProperty("stdin.encoding", "UTF-8");
        System.setProperty("stdout.encoding", "UTF-8");
        System.setProperty("stderr.encoding", "UTF-8");
        System.setOut(streams.out);
        System.setErr(streams.err);
        System.setIn(new TypedInput(streams.asker));
        return streams;
    }

    /**
     * Replaces the console too; takes some milliseconds, so it is a matter for the background.
     *
     * @return whether this JDK let it happen
     */
    public boolean installConsole() {
        try {
            NotebookConsole.install(asker, out, System.in);
            return true;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            System.getLogger(StandardStreams.class.getName())
                .log(Level.DEBUG, "System.console() stays null: {0}", e.toString());
            return false;
        }
    }

    /** The process's own error stream, as it was. */
    public PrintStream errBefore() {
        return errBefore;
    }

    /** Ends a cell on the thread that ran it: prints what is left of bytes that make no whole character. */
    public void endOfCell() {
        out.endOfCell();
        err.endOfCell();
    }

    /** Puts the streams back (the console stays: nobody has asked for it before). */
    @Override
    public void close() {
        System.setOut(outBefore);
        System.setErr(errBefore);
        System.setIn(inBefore);
    }
}
