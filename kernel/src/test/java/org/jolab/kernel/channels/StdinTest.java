package org.jolab.kernel.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jolab.kernel.channels.TestClient.Received;
import org.jolab.kernel.protocol.Message.Channel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asking the user. */
class StdinTest {

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

    private void answer(TestClient who, String value) {
        who.send(Channel.STDIN, "input_reply", Map.of("value", value));
    }

    @Test
    void aQuestionCarriesItsCellAndTheAnswerReachesIt() {
        var cell = client.sendExecute("input Name? ", "allow_stdin", true);
        var question = client.next(Channel.STDIN);
        assertEquals("input_request", question.type());
        assertEquals(cell, question.answers());
        assertEquals(Map.of("prompt", "Name? ", "password", false), question.content());
        answer(client, "Ada");
        assertEquals("Ada", client.finish(Channel.SHELL, cell).printed("stdout"));
    }

    @Test
    void aPasswordIsAskedForAsOne() {
        var cell = client.sendExecute("password Key: ", "allow_stdin", true);
        assertEquals(true, client.next(Channel.STDIN).content().get("password"));
        answer(client, "\u0004");
        assertEquals("\u0004", client.finish(Channel.SHELL, cell).printed("stdout"));
    }

    @Test
    void withoutAllowStdinReadingFailsAtOnce() {
        var ran = client.execute("input Name? ");
        assertEquals("UsageError", ran.reply().text("ename"));
        assertFalse(client.hears(Channel.STDIN, 50));
    }

    @Test
    void anInterruptEndsTheWaitAndTheLateAnswerIsForNobody() {
        var cell = client.sendExecute("input one", "allow_stdin", true);
        var first = client.next(Channel.STDIN);
        client.ask(Channel.CONTROL, "interrupt_request", Map.of());
        assertEquals("KeyboardInterrupt", client.finish(Channel.SHELL, cell).reply().text("ename"));
        answer(client, "late");
        client.send(Channel.STDIN, new LinkedHashMap<>(Map.of("msg_type", "input_reply")), first.header(),
            Map.of("value", "late too"), List.of());
        client.ask(Channel.SHELL, "kernel_info_request", Map.of());
        var second = client.sendExecute("input two", "allow_stdin", true);
        client.next(Channel.STDIN);
        client.send(Channel.STDIN, new LinkedHashMap<>(Map.of("msg_type", "input_reply")), first.header(),
            Map.of("value", "late again"), List.of());
        answer(client, "right");
        assertEquals("right", client.finish(Channel.SHELL, second).printed("stdout"));
    }

    @Test
    void eachOfTwoClientsIsAskedForItsOwnCells() {
        try (var other = kernel.client()) {
            var mine = client.sendExecute("input mine", "allow_stdin", true);
            client.next(Channel.STDIN);
            answer(other, "not for you");
            answer(client, "mine");
            assertEquals("mine", client.finish(Channel.SHELL, mine).printed("stdout"));
            var theirs = other.sendExecute("input theirs", "allow_stdin", true);
            assertEquals("theirs", other.next(Channel.STDIN).text("prompt"));
            answer(other, "theirs");
            assertEquals("theirs", other.finish(Channel.SHELL, theirs).printed("stdout"));
            assertFalse(client.hears(Channel.STDIN, 50));
        }
    }

    private Received colabRequest(String cell) {
        var published = client.publishedFor(cell);
        while (!published.type().equals("colab_request")) {
            published = client.publishedFor(cell);
        }
        return published;
    }

    private void pageAnswers(Received request, String what, Object value) {
        client.send(Channel.STDIN, new LinkedHashMap<>(Map.of("msg_type", "input_reply")), Map.of(), Map.of("value",
            Map.of("type", "colab_reply", "colab_msg_id", request.metadata().get("colab_msg_id"), what, value)),
            List.of());
    }

    @Test
    void colabsPageIsAskedInItsOwnWay() {
        var cell = client.sendExecute("colab request_auth");
        var request = colabRequest(cell);
        assertEquals("request_auth", request.metadata().get("colab_request_type"));
        assertEquals(Map.of("request", Map.of("authType", "some")), request.content());
        answer(client, "no answer of a page");
        pageAnswers(request, "data", Map.of("allowed", true));
        assertEquals("{allowed=true}", client.finish(Channel.SHELL, cell).printed("stdout"));
        pageAnswers(request, "data", "late");
        cell = client.sendExecute("colab request_auth");
        pageAnswers(colabRequest(cell), "error", "the user said no");
        assertEquals("Colab's page answers: the user said no", client.finish(Channel.SHELL, cell).reply()
            .text("evalue"));
        assertEquals("no answer", client.execute("colab nobody").printed("stdout"));
    }

    @Test
    void aCellThatAsksManyTimesGetsEachAnswer() {
        for (int i = 0; i < 50; i++) {
            var cell = client.sendExecute("input " + i, "allow_stdin", true);
            assertTrue(client.next(Channel.STDIN).text("prompt").equals("" + i));
            answer(client, "a" + i);
            assertEquals("a" + i, client.finish(Channel.SHELL, cell).printed("stdout"));
        }
    }
}
