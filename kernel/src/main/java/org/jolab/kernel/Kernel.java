package org.jolab.kernel;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jolab.api.MimeBundle;
import org.jolab.api.UsageError;
import org.jolab.kernel.channels.KernelServer;
import org.jolab.kernel.output.KernelLog;
import org.jolab.kernel.output.Routing;
import org.jolab.kernel.output.StandardStreams;
import org.jolab.kernel.session.Session;
import org.jolab.kernel.session.SessionOptions;
import org.jolab.kernel.wire.ConnectionFile;

/** The kernel's process: binds, answers, and then gets the language ready behind the open sockets. */
public final class Kernel {

    private static final int USAGE = 2;

    private Kernel() {}

    /** Serves the connection file (or registration file) named by the only argument until it is shut down. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 1) {
            System.err.println("A kernel is started with one argument, the connection file; Jupyter does that.");
            System.exit(USAGE);
        }
        try {
            run(ConnectionFile.read(Path.of(arguments[0])));
        } catch (UsageError e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(ConnectionFile file) throws InterruptedException {
        var language = new CompletableFuture<Interpreter>();
        var server = KernelServer.start(file, KernelServer.Options.of(file.info(), System::exit), language);
        server.followProcess(System.getenv());
        var routing = new Routing();
        var streams = StandardStreams.install(routing);
        var log = KernelLog.to(streams.errBefore());
        var settings = Settings.of(System.getenv());
        var session = new Session(new SessionOptions(settings.shared(),
            value -> MimeBundle.text(String.valueOf(value)), settings.startup(), server::stop));
        language.complete(session);
        server.awaitExit();
    }
}
