package org.jolab.kernel.channels;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jolab.api.UsageError;
import org.jolab.kernel.history.History;
import org.jolab.kernel.wire.ConnectionFile;

/** A kernel process for tests by other clients: {@code EchoKernel CONNECTION_FILE}. */
public final class EchoKernel {

    private EchoKernel() {}

    /** Serves until it is shut down. */
    public static void main(String[] args) throws InterruptedException {
        try {
            var file = ConnectionFile.read(Path.of(args[0]));
            var interpreter = CompletableFuture.completedFuture(new EchoInterpreter());
            var history = Optional.ofNullable(System.getenv("JOLAB_HISTORY"))
                .map(named -> History.at(Path.of(named)))
                .orElseGet(History::inMemory);
            var server = KernelServer.start(file, KernelServer.Options.of(file.info(), history, System::exit),
                interpreter);
            server.comms().register("echo", (comm, message) -> {
                comm.onMessage((same, each) -> same.send(each));
                comm.send(message);
            });
            server.followProcess(System.getenv());
            server.awaitExit();
        } catch (UsageError e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
