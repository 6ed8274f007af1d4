package org.jolab.kernel.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jolab.api.UsageError;
import org.jolab.kernel.history.History;
import org.jolab.kernel.protocol.Json;
import org.jolab.kernel.protocol.Message.Channel;
import org.jolab.kernel.wire.ConnectionFile;
import org.jolab.kernel.wire.ConnectionInfo;
import org.jolab.kernel.wire.CurveKeys;
import org.jolab.kernel.wire.Ports;
import org.jolab.kernel.wire.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** The ways in which a kernel can be reached. */
class ConnectionTest {

    @TempDir
    Path folder;

    private KernelServer start(ConnectionFile file, CompletableFuture<Integer> exit) {
        var options = new KernelServer.Options(file.info(), History.inMemory(), Duration.ofSeconds(60), exit::complete);
        return KernelServer.start(file, options, CompletableFuture.completedFuture(new EchoInterpreter()));
    }

    private static void stop(KernelServer server, CompletableFuture<Integer> exit) throws Exception {
        server.stop(0);
        exit.get(20, TimeUnit.SECONDS);
    }

    @Test
    void portsThatWereLeftOpenAreWrittenBackAndTheRestOfTheFileIsKept() throws Exception {
        var path = folder.resolve("kernel.json");
        Files.write(path, Json.write(Map.of("ip", "127.0.0.1", "key", "k", "kernel_name", "java", "shell_port", "0",
            "jupyter_session", "x")));
        var exit = new CompletableFuture<Integer>();
        var server = start(ConnectionFile.read(path), exit);
        var written = ConnectionFile.read(path);
        assertEquals(server.connection().ports(), written.info().ports());
        assertEquals("java", Json.readObject(Files.readAllBytes(path)).get("kernel_name"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        try (var client = TestClient.connect(written.info())) {
            assertEquals("hello", client.execute("hello").printed("stdout"));
        }
        stop(server, exit);
    }

    @Test
    void withoutAKeyNothingIsSignedAndEverythingIsServed() throws Exception {
        var info = new ConnectionInfo("tcp", "127.0.0.1", Ports.any(),
            new ConnectionInfo.Security("hmac-sha256", Secret.of(""), Optional.empty()));
        try (var kernel = TestKernel.start(info); var client = kernel.client()) {
            var ran = client.execute("hello");
            assertEquals("hello", ran.printed("stdout"));
            assertEquals(0, ran.reply().frames().signature().length);
        }
    }

    @Test
    void otherAddressesAndHashesWork() throws Exception {
        for (var ip : List.of("0.0.0.0", "*", "::1", "localhost")) {
            var info = new ConnectionInfo("tcp", ip, Ports.any(),
                new ConnectionInfo.Security("hmac-sha512", Secret.of("k"), Optional.empty()));
            try (var kernel = TestKernel.start(info)) {
                var bound = kernel.connection();
                var reachable = ip.equals("*") || ip.equals("0.0.0.0")
                    ? new ConnectionInfo("tcp", "127.0.0.1", bound.ports(), bound.security()) : bound;
                try (var client = TestClient.connect(reachable)) {
                    assertEquals(ip, client.execute(ip).printed("stdout"));
                }
            }
        }
    }

    @Test
    void withCurveKeysClientsWithoutThemGetNothing() throws Exception {
        var pair = ZMQ.Curve.generateKeyPair();
        var info = new ConnectionInfo("tcp", "127.0.0.1", Ports.any(), new ConnectionInfo.Security("hmac-sha256",
            Secret.of("k"), Optional.of(new CurveKeys(pair.publicKey, Secret.of(pair.secretKey)))));
        try (var kernel = TestKernel.start(info); var client = kernel.client();
            var plain = TestClient.unwelcomed(kernel.connection(), false)) {
            plain.send(Channel.SHELL, "kernel_info_request", Map.of());
            assertEquals("hello", client.execute("hello").printed("stdout"));
            assertFalse(plain.hears(500));
            assertFalse(plain.hears(Channel.SHELL, 100));
        }
    }

    @Test
    void aKernelAnnouncesItselfToTheFrontEndOfARegistrationFile() throws Exception {
        try (var context = new ZContext(); var frontEnd = context.createSocket(SocketType.ROUTER)) {
            frontEnd.setReceiveTimeOut(20_000);
            int port = frontEnd.bindToRandomPort("tcp://127.0.0.1");
            var path = folder.resolve("registration.json");
            Files.write(path, Json.write(Map.of("kernel_id", "test-kernel", "transport", "tcp", "key", "k",
                "registration_ip", "127.0.0.1", "registration_port", port, "signature_scheme", "hmac-sha256")));
            var file = ConnectionFile.read(path);
            var signer = file.info().security().signer();
            var exit = new CompletableFuture<Integer>();
            var starting = CompletableFuture.supplyAsync(() -> {
                var options = new KernelServer.Options(file.info(), History.inMemory(), Duration.ofSeconds(60),
                    exit::complete);
                var server = KernelServer.start(options, CompletableFuture.completedFuture(new EchoInterpreter()));
                file.registration().orElseThrow().announce(server.connection().ports(), 20_000);
                return server;
            }, task -> Thread.ofPlatform().start(task));
            var message = ZMsg.recvMsg(frontEnd);
            assertNotNull(message, () -> "No announcement came; the kernel: " + starting);
            var identity = message.removeFirst();
            assertEquals("<IDS|MSG>", message.removeFirst().toString());
            var signature = message.removeFirst().getData();
            var content = message.removeFirst().getData();
            assertTrue(signer.verify(signature, List.of(content)));
            var ports = Json.readObject(content);
            assertEquals("test-kernel", ports.get("kernel_id"));
            var answer = "ACK".getBytes(ZMQ.CHARSET);
            var reply = new ZMsg();
            reply.add(identity);
            reply.add("<IDS|MSG>");
            reply.add(signer.sign(List.of(answer)));
            reply.add(answer);
            reply.send(frontEnd);
            var server = starting.get(20, TimeUnit.SECONDS);
            assertEquals(Integer.toString(server.connection().ports().shell()), ports.get("shell_port"));
            var published = file.publish(server.connection(), folder.resolve("runtime"));
            try (var client = TestClient.connect(ConnectionFile.read(published).info())) {
                assertEquals("hello", client.execute("hello").printed("stdout"));
            }
            stop(server, exit);
        }
    }

    @Test
    void aRegistrationThatNobodyConfirmsIsAClearError() throws Exception {
        var path = folder.resolve("registration.json");
        Files.write(path, Json.write(Map.of("kernel_id", "x", "key", "k", "registration_port", 9)));
        var registration = ConnectionFile.read(path).registration().orElseThrow();
        var error = assertThrows(UsageError.class, () -> registration.announce(Ports.any(), 100));
        assertTrue(error.getMessage().contains("tcp://127.0.0.1:9"), error.getMessage());
    }

    @Test
    void ipcListensAtRealUnixSocketsThatOnlyTheUserReaches() throws Exception {
        var info = new ConnectionInfo("ipc", folder.resolve("k").toString(), new Ports(1, 2, 3, 4, 5),
            TestKernel.local(Ports.any()).security());
        // What a process left behind that was killed.
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(folder.resolve("k-1")));
        }
        try (var kernel = TestKernel.start(info)) {
            for (int port = 1; port <= 5; port++) {
                var path = folder.resolve("k-" + port);
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
                try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                    var first = ByteBuffer.allocate(1);
                    channel.read(first);
                    assertEquals((byte) 0xFF, first.get(0), "the first byte of a ZMTP greeting");
                }
            }
            assertThrows(UsageError.class, () -> TestKernel.start(info));
        }
        assertFalse(Files.exists(folder.resolve("k-1")));
    }

    @Test
    void ipcChoosesFreePathsWherePortsAreOpen() throws Exception {
        var info = new ConnectionInfo("ipc", folder.resolve("k").toString(), Ports.any(),
            TestKernel.local(Ports.any()).security());
        try (var one = TestKernel.start(info); var two = TestKernel.start(info)) {
            assertTrue(Files.exists(folder.resolve("k-" + one.connection().ports().shell())));
            assertFalse(one.connection().ports().equals(two.connection().ports()));
        }
    }
}
