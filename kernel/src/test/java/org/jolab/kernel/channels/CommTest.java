package org.jolab.kernel.channels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jolab.api.Comm;
import org.jolab.kernel.output.Outlet.Stream;
import org.jolab.kernel.output.Scope;
import org.jolab.kernel.protocol.Message.Channel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines between the notebook and front ends' code. */
class CommTest {

    private TestKernel kernel;
    private TestClient client;

    @BeforeEach
    void start() {
        kernel = TestKernel.start();
        client = kernel.client();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        kernel.close();
    }

    private List<TestClient.Received> send(String type, Map<String, Object> content, byte[]... buffers) {
        var header = new LinkedHashMap<String, Object>(Map.of("msg_type", type));
        return client.untilIdle(client.send(Channel.SHELL, header, Map.of(), content, List.of(buffers)));
    }

    private static List<String> types(List<TestClient.Received> messages) {
        return messages.stream().map(TestClient.Received::type).toList();
    }

    @Test
    void aCommToAnUnknownTargetIsClosedAtOnce() {
        var published = send("comm_open", Map.of("comm_id", "c1", "target_name", "nobody", "data", Map.of()));
        assertEquals(List.of("status", "comm_close", "status"), types(published));
        assertEquals("c1", published.get(1).text("comm_id"));
        assertEquals(List.of("status", "status"), types(send("comm_msg", Map.of("comm_id", "gone", "data", Map.of()))));
        assertEquals(List.of("status", "status"), types(send("comm_close", Map.of("comm_id", "gone"))));
    }

    @Test
    void whatIsSentComesBackWithItsBuffersAndAfterWhatTheHandlerPrinted() {
        kernel.server.comms().register("echo", (comm, _) -> comm.onMessage((same, message) -> {
            Scope.current().orElseThrow().stream(Stream.STDOUT, "got it");
            same.send(message);
        }));
        send("comm_open", Map.of("comm_id", "c1", "target_name", "echo", "data", Map.of()));
        var published = send("comm_msg", Map.of("comm_id", "c1", "data", Map.of("x", 1)), new byte[] {1, 2},
            new byte[0]);
        assertEquals(List.of("status", "stream", "comm_msg", "status"), types(published));
        assertEquals(Map.of("x", 1), published.get(2).content().get("data"));
        assertArrayEquals(new byte[] {1, 2}, published.get(2).frames().buffers().get(0));
        assertEquals(2, published.get(2).frames().buffers().size());
    }

    @Test
    void openCommsAreListedUntilEitherSideClosesThem() throws Exception {
        var closed = new CompletableFuture<Object>();
        var comm = kernel.server.comms().open("widget", new Comm.Message(Map.of("a", 1), Map.of("version", "2"),
            List.of()));
        comm.onClose((_, message) -> closed.complete(message.data().get("why")));
        assertEquals(Map.of(comm.id(), Map.of("target_name", "widget")), list(Map.of()));
        assertEquals(Map.of(), list(Map.of("target_name", "other")));
        send("comm_close", Map.of("comm_id", comm.id(), "data", Map.of("why", "bye")));
        assertEquals("bye", closed.get(10, TimeUnit.SECONDS));
        assertEquals(Map.of(), list(Map.of()));
        assertThrows(IllegalStateException.class, () -> comm.send(Comm.Message.of(Map.of())));
    }

    private Object list(Map<String, Object> content) {
        return client.ask(Channel.SHELL, "comm_info_request", content).reply().content().get("comms");
    }

    @Test
    void commsAreServedWhileACellRuns() throws Exception {
        kernel.server.comms().register("echo", (comm, message) -> comm.send(message));
        var cell = client.sendExecute("wait here");
        kernel.echo.awaitWaiting("here");
        var published = send("comm_open", Map.of("comm_id", "c1", "target_name", "echo", "data", Map.of()));
        assertEquals(List.of("status", "comm_msg", "status"), types(published));
        client.ask(Channel.CONTROL, "interrupt_request", Map.of());
        client.finish(Channel.SHELL, cell);
    }

    @Test
    void aHandlerThatThrowsIsShownAndTheNextMessageIsServed() {
        kernel.server.comms().register("bad", (_, _) -> {
            throw new IllegalArgumentException("no");
        });
        for (int i = 0; i < 2; i++) {
            var published = send("comm_open", Map.of("comm_id", "c" + i, "target_name", "bad", "data", Map.of()));
            assertEquals(List.of("status", "error", "status"), types(published));
            assertEquals("IllegalArgumentException", published.get(1).text("ename"));
        }
    }

    @Test
    void aCellSeesWhatWasSetBeforeIt() {
        var seen = new StringBuffer();
        kernel.server.comms().register("slow", (comm, _) -> comm.onMessage((_, _) -> {
            try {
                Thread.sleep(100);
                seen.append("set ");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        send("comm_open", Map.of("comm_id", "c1", "target_name", "slow", "data", Map.of()));
        for (var i = 0; i < 3; i++) {
            client.send(Channel.SHELL, "comm_msg", Map.of("comm_id", "c1", "data", Map.of()));
        }
        client.execute("x");
        assertEquals("set set set ", seen.toString());
    }

    @Test
    void messagesKeepTheirOrder() {
        var seen = new StringBuilder();
        kernel.server.comms().register("order", (comm, _) -> comm.onMessage((_, message) ->
            seen.append(message.data().get("n")).append(' ')));
        send("comm_open", Map.of("comm_id", "c1", "target_name", "order", "data", Map.of()));
        String last = null;
        for (int i = 0; i < 100; i++) {
            last = client.send(Channel.SHELL, "comm_msg", Map.of("comm_id", "c1", "data", Map.of("n", i)));
        }
        client.untilIdle(last);
        assertTrue(seen.toString().startsWith("0 1 2 3 ") && seen.toString().endsWith("98 99 "), seen.toString());
    }
}
