package org.jolab.kernel.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jolab.kernel.output.Outlet;
import org.jolab.kernel.protocol.Message.Channel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of a cell, as clients see it. */
class ExecutionTest {

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

    @Test
    void aCellIsBusyThenInputThenOutputThenIdle() {
        var ran = client.execute("hello");
        assertEquals(List.of("busy", "execute_input", "stream", "idle"), ran.order());
        assertEquals("hello", ran.printed("stdout"));
        assertEquals("ok", ran.reply().text("status"));
        assertEquals(1, ran.reply().content().get("execution_count"));
        assertEquals("hello", ran.only("execute_input").text("code"));
        assertEquals(1, ran.only("execute_input").content().get("execution_count"));
    }

    @Test
    void everyPublicationAndReplyCarriesTheRequestsHeaderAndItsOwn() {
        var id = client.sendExecute("hello");
        var ran = client.finish(Channel.SHELL, id);
        for (var message : ran.published()) {
            assertEquals(id, message.answers());
            assertEquals("test", message.parent().get("username"));
            for (var name : List.of("msg_id", "session", "username", "date", "msg_type", "version")) {
                assertTrue(message.header().get(name) instanceof String, name);
            }
        }
        assertTrue(((String) ran.reply().header().get("date"))
            .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z"));
        assertTrue(((String) ran.reply().metadata().get("started")).endsWith("Z"));
        var ids = ran.published().stream().map(message -> message.header().get("msg_id")).distinct().toList();
        assertEquals(ran.published().size(), ids.size());
    }

    @Test
    void aValueIsPublishedAfterAllOutputWithPlainTextAndBareTypes() {
        var ran = client.execute("value 42");
        assertEquals(List.of("busy", "execute_input", "execute_result", "idle"), ran.order());
        assertEquals(Map.of("text/plain", "42", "text/html", "<b>"), ran.only("execute_result").content().get("data"));
    }

    @Test
    void countsGrowOnlyWithCellsThatAreStored() {
        assertEquals(1, client.execute("a").reply().content().get("execution_count"));
        assertEquals(1, client.execute("b", "silent", true).reply().content().get("execution_count"));
        assertEquals(1, client.execute("c", "store_history", false).reply().content().get("execution_count"));
        assertEquals(2, client.execute("d").reply().content().get("execution_count"));
    }

    @Test
    void aSilentCellPublishesBusyAndIdleAlone() {
        assertEquals(List.of("busy", "idle"), client.execute("hello", "silent", true).order());
        assertEquals(List.of("busy", "idle"), client.execute("value 1", "silent", true).order());
        var failed = client.execute("fail x", "silent", true);
        assertEquals(List.of("busy", "idle"), failed.order());
        assertEquals("error", failed.reply().text("status"));
    }

    @Test
    void aFailureIsOneErrorAndAReplyThatSaysTheSame() {
        var ran = client.execute("fail badly");
        assertEquals(List.of("busy", "execute_input", "error", "idle"), ran.order());
        var error = ran.only("error").content();
        assertEquals(Map.of("ename", "Broken", "evalue", "badly", "traceback", List.of("Broken: badly")), error);
        assertEquals("error", ran.reply().text("status"));
        assertEquals("Broken", ran.reply().text("ename"));
        assertEquals(1, ran.reply().content().get("execution_count"));
        assertEquals(Map.of(), ran.reply().content().get("user_expressions"));
    }

    @Test
    void anInterpreterThatThrowsDoesNotEndItsLane() {
        assertEquals("IllegalStateException", client.execute("throw bug").reply().text("ename"));
        assertEquals("ok", client.execute("next").reply().text("status"));
    }

    @Test
    void userExpressionsAreAnsweredOneByOne() {
        var reply = client.execute("x", "user_expressions", Map.of("good", "42", "bad", "fail")).reply();
        var expressions = (Map<?, ?>) reply.content().get("user_expressions");
        assertEquals(Map.of("status", "ok", "data", Map.of("text/plain", "42"), "metadata", Map.of()),
            expressions.get("good"));
        assertEquals("error", ((Map<?, ?>) expressions.get("bad")).get("status"));
    }

    @Test
    void anErrorAbortsTheCellsThatWereQueuedBehindIt() throws Exception {
        var wait = client.sendExecute("wait first");
        kernel.echo.awaitWaiting("first");
        var fail = client.sendExecute("fail x");
        var second = client.sendExecute("second");
        var third = client.sendExecute("third");
        var info = client.send(Channel.SHELL, "kernel_info_request", Map.of());
        assertEquals("ok", client.reply(Channel.SHELL, info).text("status"));
        client.ask(Channel.CONTROL, "interrupt_request", Map.of());
        assertEquals("KeyboardInterrupt", client.finish(Channel.SHELL, wait).reply().text("ename"));
        for (var aborted : List.of(fail, second, third)) {
            var ran = client.finish(Channel.SHELL, aborted);
            assertEquals(List.of("busy", "idle"), ran.order());
            assertEquals("aborted", ran.reply().text("status"));
            assertNull(ran.reply().content().get("execution_count"), "a cell that did not run has no number");
        }
        assertEquals("ok", client.execute("a new cell").reply().text("status"));
    }

    @Test
    void aCellThatIsSentOnAnErrorReplyIsNeverAborted() {
        for (int i = 0; i < 200; i++) {
            assertEquals("error", client.reply(Channel.SHELL, client.sendExecute("fail x")).text("status"));
            assertEquals("ok", client.reply(Channel.SHELL, client.sendExecute("fresh")).text("status"));
        }
    }

    @Test
    void anErrorWithoutStopOnErrorAbortsNothing() throws Exception {
        var wait = client.sendExecute("wait here", "stop_on_error", false);
        kernel.echo.awaitWaiting("here");
        var next = client.sendExecute("next");
        client.ask(Channel.CONTROL, "interrupt_request", Map.of());
        assertEquals("error", client.finish(Channel.SHELL, wait).reply().text("status"));
        assertEquals("ok", client.finish(Channel.SHELL, next).reply().text("status"));
    }

    @Test
    void displaysKeepTheirIdAndNoneMeansNoTransient() {
        client.execute("show id1 first");
        var update = client.execute("update id1 second").only("update_display_data");
        assertEquals(Map.of("display_id", "id1"), update.content().get("transient"));
        var plot = client.execute("plot").only("display_data");
        assertFalse(plot.content().containsKey("transient"));
        var data = (Map<?, ?>) plot.content().get("data");
        assertEquals("AQID", data.get("image/png"));
        var nan = new HashMap<String, Object>();
        nan.put("nan", null);
        assertEquals(nan, data.get("application/json"));
    }

    @Test
    void whatIsPrintedComesBeforeTheClearThatFollowsIt() {
        assertEquals(List.of("busy", "execute_input", "clear_output", "idle"), client.execute("clear").order());
    }

    @Test
    void payloadsTravelInTheReply() {
        var payload = (List<?>) client.execute("page help").reply().content().get("payload");
        assertEquals(1, payload.size());
        assertEquals("page", ((Map<?, ?>) payload.getFirst()).get("source"));
    }

    @Test
    void outputAfterTheCellsEndStillBelongsToIt() {
        var id = client.sendExecute("late 200 afterwards");
        assertEquals("ok", client.finish(Channel.SHELL, id).reply().text("status"));
        assertEquals("afterwards", client.publishedFor(id).text("text"));
    }

    @Test
    void aCellThatIsRunAgainClosesTheOutputOfItsLastRunAlone() {
        for (var cell : List.of("a", "b", "a")) {
            client.finish(Channel.SHELL, client.sendCell(cell, "hello"));
        }
        assertEquals(List.of(false, true, true), kernel.echo.outlets().stream().map(Outlet::isOpen).toList());
    }

    @Test
    void aValueThatContainsItselfIsAnErrorOfItsCell() {
        var ran = client.execute("loop");
        assertEquals(List.of("busy", "execute_input", "error", "idle"), ran.order());
        assertEquals("UsageError", ran.reply().text("ename"));
    }

    @Test
    void theSessionIsTheSameInAProcessAndTheIdsDiffer() {
        var one = client.execute("a").reply().header();
        var two = client.execute("b").reply().header();
        assertEquals(one.get("session"), two.get("session"));
        assertNotEquals(one.get("msg_id"), two.get("msg_id"));
    }

    @Test
    void brokenCellsAreAnsweredWithAnError() {
        for (var content : List.<Map<String, Object>>of(Map.of(), Map.of("code", 7),
            Map.of("code", "x", "silent", "yes"), Map.of("code", "x", "user_expressions", List.of()))) {
            var ran = client.ask(Channel.SHELL, "execute_request", content);
            assertEquals("MalformedMessage", ran.reply().text("ename"));
            assertEquals(List.of("busy", "idle"), ran.order());
        }
        assertEquals("ok", client.execute("fine").reply().text("status"));
    }
}
