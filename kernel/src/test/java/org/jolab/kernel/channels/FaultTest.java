package org.jolab.kernel.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jolab.api.UsageError;
import org.jolab.kernel.protocol.Json;
import org.jolab.kernel.protocol.Message.Channel;
import org.jolab.kernel.wire.ConnectionInfo;
import org.jolab.kernel.wire.Frames;
import org.jolab.kernel.wire.Ports;
import org.jolab.kernel.wire.Secret;
import org.jolab.kernel.wire.Signer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What front ends should not send, and the kernel survives. */
class FaultTest {

    private static final long SEED = 20260401;

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

    private void stillServes() {
        assertEquals("alive", client.execute("alive").printed("stdout"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void wrongSignaturesAreIgnored() {
        var parts = List.of(bytes("{\"msg_id\":\"1\",\"msg_type\":\"execute_request\"}"), bytes("{}"), bytes("{}"),
            bytes("{\"code\":\"evil\"}"));
        var other = Signer.of("hmac-sha256", Secret.of("another key"));
        client.raw(Channel.SHELL, Frames.signed(other, List.of(), parts, List.of()).all());
        client.raw(Channel.SHELL, new Frames(List.of(), new byte[0], parts, List.of()).all());
        client.raw(Channel.CONTROL, new Frames(List.of(), bytes("00"), parts, List.of()).all());
        assertFalse(client.hears(100));
        stillServes();
    }

    @Test
    void shortAndRandomFramesAreIgnored() {
        var random = new Random(SEED);
        for (int i = 0; i < 2000; i++) {
            var frames = new ArrayList<byte[]>();
            for (int n = random.nextInt(9); n >= 0; n--) {
                var frame = new byte[random.nextInt(40)];
                random.nextBytes(frame);
                frames.add(random.nextInt(4) == 0 ? bytes("<IDS|MSG>") : frame);
            }
            client.raw(Channel.values()[random.nextInt(3)], frames);
        }
        stillServes();
    }

    @Test
    void signedNonsenseIsAnsweredWhereItCanBeAndSurvived() {
        var random = new Random(SEED);
        var signer = kernel.connection().security().signer();
        var types = List.of("execute_request", "complete_request", "inspect_request", "history_request", "comm_open",
            "comm_msg", "is_complete_request", "comm_info_request", "delete_subshell_request", "nonsense",
            "input_reply");
        var contents = List.of("", "[]", "{", "null", "{\"code\":7}", "{\"code\":\"x\",\"cursor_pos\":\"3\"}",
            "{\"code\":\"\\ud83d\",\"cursor_pos\":1e300}", "{\"n\":-7,\"hist_access_type\":5}", "{\"comm_id\":null}",
            "{\"code\":\"x\"} {}", "[[[[[[[", "{\"code\":\"x\",\"user_expressions\":{\"a\":{}}}", "\u0000");
        for (int i = 0; i < 1000; i++) {
            var header = Json.write(Map.of("msg_id", "m" + i, "msg_type", types.get(random.nextInt(types.size()))));
            var content = random.nextInt(5) == 0 ? bytes("[".repeat(5000)) : bytes(contents.get(
                random.nextInt(contents.size())));
            var parts = List.of(random.nextInt(10) == 0 ? content : header, bytes("{}"), bytes("{}"), content);
            client.raw(Channel.values()[random.nextInt(3)],
                Frames.signed(signer, List.of(), parts, List.of()).all());
        }
        stillServes();
    }

    @Test
    void garbageOnTheWireClosesOneConnectionAlone() throws Exception {
        var random = new Random(SEED);
        for (int port : List.of(kernel.connection().ports().shell(), kernel.connection().ports().iopub(),
            kernel.connection().ports().heartbeat())) {
            for (int i = 0; i < 10; i++) {
                try (var socket = new Socket("127.0.0.1", port)) {
                    var garbage = new byte[random.nextInt(300)];
                    random.nextBytes(garbage);
                    socket.getOutputStream().write(garbage);
                }
            }
        }
        stillServes();
        assertEquals("ping", new String(TestClient.beat(kernel.connection(), bytes("ping")), StandardCharsets.UTF_8));
    }

    @Test
    void fiftyMegabytesTravelBothWays() {
        var code = "x".repeat(50_000_000);
        var ran = client.execute(code);
        assertEquals("ok", ran.reply().text("status"));
        assertEquals(code.length(), ran.printed("stdout").length());
    }

    @Test
    void theHeartbeatAnswersWhateverItIsSent() {
        for (var ping : List.of("ping", "", "x".repeat(100_000))) {
            assertEquals(ping, new String(TestClient.beat(kernel.connection(), bytes(ping)), StandardCharsets.UTF_8));
        }
    }

    @Test
    void halfSurrogatesInCodeAndOutputAreReplacedSoThatNotebooksCanBeSaved() {
        var signer = kernel.connection().security().signer();
        var parts = List.of(bytes("{\"msg_id\":\"half\",\"msg_type\":\"execute_request\"}"), bytes("{}"), bytes("{}"),
            bytes("{\"code\":\"a\\ud83db\"}"));
        client.raw(Channel.SHELL, Frames.signed(signer, List.of(), parts, List.of()).all());
        assertEquals("a\ufffdb", client.finish(Channel.SHELL, "half").printed("stdout"));
    }

    @Test
    void aTakenPortIsOneClearSentence() {
        var taken = kernel.connection().ports();
        var info = TestKernel.local(new Ports(taken.shell(), 0, 0, 0, 0));
        var error = assertThrows(UsageError.class, () -> TestKernel.start(info));
        assertTrue(error.getMessage().contains("127.0.0.1:" + taken.shell() + ": the address is in use"),
            error.getMessage());
        stillServes();
    }

    @Test
    void aWrongAddressIsOneClearSentence() {
        var info = TestKernel.local(Ports.any());
        var wrong = new ConnectionInfo("tcp", "203.0.113.7", Ports.any(), info.security());
        assertTrue(assertThrows(UsageError.class, () -> TestKernel.start(wrong)).getMessage()
            .startsWith("The kernel cannot listen at tcp://203.0.113.7:0"));
    }
}
