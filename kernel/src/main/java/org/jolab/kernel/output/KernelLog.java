package org.jolab.kernel.output;

import java.io.PrintStream;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Keeps the kernel's own log out of the notebook; called by any thread.
 *
 * <p>{@code System.Logger} ends in {@code java.util.logging}, whose console handler writes to {@code System.err}, which
 * is the notebook's. What users log shall come out there; what {@code org.jolab} logs goes where the kernel's process
 * was told to write its errors.
 */
public final class KernelLog {

    /** Held, because java.util.logging forgets loggers that nobody holds, together with their handlers. */
    private final Logger logger = Logger.getLogger("org.jolab");

    private KernelLog() {}

    /** Sends the log to {@code stream} from now on. The returned object must be kept. */
    public static KernelLog to(PrintStream stream) {
        var log = new KernelLog();
        for (var before : log.logger.getHandlers()) {
            log.logger.removeHandler(before);
        }
        log.logger.addHandler(new Lines(stream));
        log.logger.setUseParentHandlers(false);
        return log;
    }

    /** One record after the other, written at once. */
    private static final class Lines extends Handler {

        private final PrintStream stream;
        private final Formatter formatter = new SimpleFormatter();

        Lines(PrintStream stream) {
            this.stream = stream;
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord entry) {
            stream.print(formatter.format(entry));
        }

        @Override
        public void flush() {
            stream.flush();
        }

        @Override
        public void close() {}
    }
}
