package org.jolab.install.notebook;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Where a run shows itself and where it gets its input from.
 *
 * @param watched whether a person looks on: colours and overwriting make sense
 */
public record Streams(PrintStream out, PrintStream err, boolean watched, Keyboard keyboard) {

    /** Those of this process. */
    public static Streams ofThisProcess() {
        var keyboard = Keyboard.ofThisProcess();
        var watched = keyboard.isThere() && System.getenv("NO_COLOR") == null;
        return new Streams(stream(FileDescriptor.out, "stdout.encoding"), stream(FileDescriptor.err, "stderr.encoding"),
            watched, keyboard);
    }

    private static PrintStream stream(FileDescriptor descriptor, String property) {
        var named = Charset.forName(System.getProperty(property, "UTF-8"));
        // A system without a locale says ASCII and means that nobody told it better.
        var charset = named.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : named;
        return new PrintStream(new FileOutputStream(descriptor), false, charset);
    }
}
