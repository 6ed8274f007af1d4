package org.jolab.kernel;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;
import org.jolab.kernel.channels.KernelServer;
import org.jolab.kernel.display.Limits;
import org.jolab.kernel.display.NotebookFrontend;
import org.jolab.kernel.display.Renderers;
import org.jolab.kernel.history.History;
import org.jolab.kernel.output.Routing;
import org.jolab.kernel.session.Session;
import org.jolab.kernel.wire.ConnectionFile;

/** The kernel's process: binds, answers, and then gets the language ready behind the open sockets. */
public final class Kernel {

    private static final int USAGE = 2;

    private Kernel() {}

    /**
     * Serves the connection file (or registration file) named by the first argument until it is shut down. Further
     * arguments are a front end's own, such as {@code jupyter run}'s file.
     */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length == 0) {
            System.err.println("A kernel is started with a connection file as its argument; Jupyter does that.");
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
        var language = new CompletableFuture<Session>();
        var settings = Settings.of(System.getenv());
        var history = settings.history().map(History::at).orElseGet(History::inMemory);
        var server = KernelServer.start(file, KernelServer.Options.of(file.info(), history, System::exit), language);
        server.followProcess(System.getenv());
        var routing = new Routing();
        var renderers = new Renderers(Limits.SCREEN);
        var frontend = new NotebookFrontend(routing, renderers, server.comms(), language::join);
        Notebook.bind(frontend);
        var surroundings = new CellSurroundings(routing, renderers, frontend, server::stop);
        language.complete(new Session(settings, surroundings));
        surroundings.takeNativeOutput();
        server.awaitExit();
    }
}
