package org.jolab.kernel.channels;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jolab.kernel.Interpreter;
import org.jolab.kernel.history.History;
import org.jolab.kernel.wire.ConnectionInfo;
import org.jolab.kernel.wire.Ports;
import org.jolab.kernel.wire.Secret;

/** A kernel within the test's own process, which speaks {@link EchoInterpreter}'s language. */
final class TestKernel implements AutoCloseable {

    final EchoInterpreter echo = new EchoInterpreter();
    final KernelServer server;
    final CompletableFuture<Integer> exit = new CompletableFuture<>();

    private TestKernel(ConnectionInfo info, CompletableFuture<? extends Interpreter> interpreter, Duration patience) {
        server = KernelServer.start(new KernelServer.Options(info, History.inMemory(), patience, exit::complete),
            interpreter == null ? CompletableFuture.completedFuture(echo) : interpreter);
    }

    static ConnectionInfo local(Ports ports) {
        return new ConnectionInfo("tcp", "127.0.0.1", ports,
            new ConnectionInfo.Security("hmac-sha256", Secret.of("a-key-for-tests"), Optional.empty()));
    }

    static TestKernel start() {
        return start(local(Ports.any()));
    }

    static TestKernel start(ConnectionInfo info) {
        return new TestKernel(info, null, Duration.ofSeconds(60));
    }

    static TestKernel start(Duration patience) {
        return new TestKernel(local(Ports.any()), null, patience);
    }

    static TestKernel start(CompletableFuture<? extends Interpreter> interpreter) {
        return new TestKernel(local(Ports.any()), interpreter, Duration.ofSeconds(60));
    }

    ConnectionInfo connection() {
        return server.connection();
    }

    TestClient client() {
        return TestClient.connect(connection());
    }

    @Override
    public void close() throws Exception {
        if (!exit.isDone()) {
            server.stop(0);
        }
        exit.get(20, TimeUnit.SECONDS);
    }
}
