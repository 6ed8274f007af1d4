package org.jolab.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

class RegistrationTest {

    private final Signer signer = new ConnectionInfo.Security("hmac-sha256", Secret.of("k"),
        Optional.empty()).signer();

    /** Three hundred times, as JeroMQ loses about one connection in a hundred. */
    @Test
    void everyAnnouncementArrives() throws Exception {
        try (var context = new ZContext(); var frontEnd = context.createSocket(SocketType.ROUTER)) {
            frontEnd.setReceiveTimeOut(10_000);
            var port = frontEnd.bindToRandomPort("tcp://127.0.0.1");
            var registration = new Registration("id", "tcp://127.0.0.1:" + port, signer);
            for (var i = 0; i < 300; i++) {
                var announcing = CompletableFuture.runAsync(() -> registration.announce(Ports.any(), 10_000),
                    task -> Thread.ofPlatform().start(task));
                var message = ZMsg.recvMsg(frontEnd);
                assertNotNull(message);
                confirm(frontEnd, message);
                assertDoesNotThrow(announcing::join);
            }
        }
    }

    private void confirm(ZMQ.Socket frontEnd, ZMsg message) {
        var answer = "ACK".getBytes(ZMQ.CHARSET);
        var reply = new ZMsg();
        reply.add(message.removeFirst());
        reply.add("<IDS|MSG>");
        reply.add(signer.sign(List.of(answer)));
        reply.add(answer);
        reply.send(frontEnd);
    }
}
