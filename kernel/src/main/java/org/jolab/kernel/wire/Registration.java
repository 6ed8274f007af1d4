package org.jolab.kernel.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jolab.api.UsageError;
import org.jolab.kernel.protocol.Json;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/**
 * Announces the ports that the kernel chose to the front end that started it, and waits for its signed answer.
 *
 * @param kernelId the name by which the front end knows this kernel
 * @param address where the front end listens
 * @param signer signs the announcement and verifies the answer
 * @see <a href="https://jupyter.org/enhancement-proposals/66-jupyter-handshaking/jupyter-handshaking.html">JEP 66</a>
 */
public record Registration(String kernelId, String address, Signer signer) {

    private static final String DELIMITER = "<IDS|MSG>";
    private static final int NUDGE_MILLIS = 250;

    /**
     * Sends the ports and waits up to {@code millis} for the answer.
     *
     * @throws UsageError if none comes, or one with a wrong signature
     */
    public void announce(Ports ports, int millis) {
        var content = new LinkedHashMap<String, Object>();
        content.put("kernel_id", kernelId);
        // JEP 66 gives ports as strings.
        ports.toJson().forEach((name, port) -> content.put(name, port.toString()));
        var json = Json.write(content);
        try (var context = new ZContext(); var socket = context.createSocket(SocketType.DEALER)) {
            socket.setLinger(0);
            socket.setReceiveTimeOut(NUDGE_MILLIS);
            socket.setIPv6(address.contains("["));
            socket.connect(address);
            var message = new ZMsg();
            message.add(DELIMITER);
            message.add(signer.sign(List.of(json)));
            message.add(json);
            message.send(socket);
            var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            var answer = ZMsg.recvMsg(socket);
            while (answer == null && System.nanoTime() < deadline) {
                nudge(context);
                answer = ZMsg.recvMsg(socket);
            }
            check(answer);
        }
    }

    /**
     * Has the context look at its connections again. JeroMQ 0.6.0 forgets about one in a hundred: its poller cancels
     * the key of the connecting channel in the round in which the connected one is to be registered, and does not come
     * back to it before another socket changes.
     */
    private static void nudge(ZContext context) {
        try (var other = context.createSocket(SocketType.PAIR)) {
            other.bindToRandomPort("tcp://127.0.0.1");
        }
    }

    /** The answer is {@code [delimiter], signature, content}; without a key the signature may be missing. */
    private void check(ZMsg answer) {
        if (answer == null) {
            throw new UsageError("Nobody at %s confirmed this kernel's registration.".formatted(address));
        }
        if (new String(answer.peek().getData(), ZMQ.CHARSET).equals(DELIMITER)) {
            answer.removeFirst().destroy();
        }
        var content = answer.isEmpty() ? new byte[0] : answer.removeLast().getData();
        var signature = answer.isEmpty() ? "".getBytes(StandardCharsets.US_ASCII) : answer.removeLast().getData();
        if (!signer.verify(signature, List.of(content))) {
            throw new UsageError("The answer of %s to this kernel's registration has a wrong signature."
                .formatted(address));
        }
    }
}
