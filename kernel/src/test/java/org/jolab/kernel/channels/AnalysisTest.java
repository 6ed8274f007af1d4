package org.jolab.kernel.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jolab.kernel.protocol.Message.Channel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions about code and about the kernel. */
class AnalysisTest {

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

    private Map<String, Object> ask(String type, Map<String, Object> content) {
        var ran = client.ask(Channel.SHELL, type, content);
        assertEquals(List.of("busy", "idle"), ran.order());
        return ran.reply().content();
    }

    @Test
    void kernelInfoTellsTheLanguageAndOnlyProvenFeatures() {
        for (var channel : List.of(Channel.SHELL, Channel.CONTROL)) {
            var info = client.ask(channel, "kernel_info_request", Map.of()).reply();
            assertEquals("kernel_info_reply", info.type());
            assertEquals("5.5", info.text("protocol_version"));
            assertEquals(List.of("kernel subshells"), info.content().get("supported_features"));
            var language = (Map<?, ?>) info.content().get("language_info");
            assertEquals("java", language.get("name"));
            assertEquals(".java", language.get("file_extension"));
            assertTrue(((String) language.get("version")).startsWith("25"));
        }
    }

    @Test
    void kernelInfoIsAnsweredBeforeThereIsAnInterpreterAndCellsWaitForIt() throws Exception {
        var later = new CompletableFuture<EchoInterpreter>();
        try (var cold = TestKernel.start(later); var early = cold.client()) {
            var cell = early.sendExecute("hello");
            var completion = early.send(Channel.SHELL, "complete_request", Map.of("code", "x"));
            assertEquals("ok", early.ask(Channel.SHELL, "kernel_info_request", Map.of()).reply().text("status"));
            assertEquals("ok", early.ask(Channel.CONTROL, "interrupt_request", Map.of()).reply().text("status"));
            assertFalse(early.hears(Channel.SHELL, 200));
            later.complete(cold.echo);
            assertEquals("hello", early.finish(Channel.SHELL, cell).printed("stdout"));
            assertEquals("ok", early.reply(Channel.SHELL, completion).text("status"));
        }
    }

    @Test
    void anInterpreterThatCannotStartIsToldToEveryCell() throws Exception {
        var broken = CompletableFuture.<EchoInterpreter>failedFuture(new IllegalStateException("no compiler"));
        try (var cold = TestKernel.start(broken); var early = cold.client()) {
            var reply = early.execute("hello").reply();
            assertEquals("error", reply.text("status"));
            assertTrue(reply.text("evalue").contains("no compiler"));
        }
    }

    @Test
    void cursorsCountCodePointsAndAreClamped() {
        var reply = ask("complete_request", Map.of("code", "😀ab", "cursor_pos", 2));
        assertEquals(List.of("😀a!"), reply.get("matches"));
        assertEquals(2, reply.get("cursor_end"));
        var typed = (List<?>) ((Map<?, ?>) reply.get("metadata")).get("_jupyter_types_experimental");
        assertEquals(Map.of("start", 0, "end", 2, "text", "😀a!", "type", "function", "signature", "()"),
            typed.getFirst());
        assertEquals(List.of("😀ab!"), ask("complete_request", Map.of("code", "😀ab", "cursor_pos", 99)).get("matches"));
        assertEquals(List.of("!"), ask("complete_request", Map.of("code", "😀ab", "cursor_pos", -5)).get("matches"));
    }

    @Test
    void inspectionTellsWhetherItFoundSomething() {
        var found = ask("inspect_request", Map.of("code", "name", "cursor_pos", 2, "detail_level", 1));
        assertEquals(true, found.get("found"));
        assertEquals(Map.of("text/plain", "name@2/1"), found.get("data"));
        var nothing = ask("inspect_request", Map.of("code", "", "cursor_pos", 0));
        assertEquals(false, nothing.get("found"));
        assertEquals(Map.of(), nothing.get("data"));
    }

    @Test
    void completenessHasAnIndentOnlyWhereMoreIsExpected() {
        assertEquals(Map.of("status", "incomplete", "indent", "    "),
            ask("is_complete_request", Map.of("code", "if {")));
        assertEquals(Map.of("status", "complete"), ask("is_complete_request", Map.of("code", "x")));
    }

    @Test
    void questionsAreAnsweredWhileACellRunsAndBusyIsSaidAgainAfterTheirIdle() throws Exception {
        var cell = client.sendExecute("wait long");
        kernel.echo.awaitWaiting("long");
        for (var type : List.of("complete_request", "inspect_request", "is_complete_request")) {
            assertEquals(List.of("busy", "idle"), client.ask(Channel.SHELL, type, Map.of("code", "x")).order());
        }
        for (var type : List.of("history_request", "comm_info_request", "kernel_info_request", "connect_request")) {
            assertEquals("ok", ask(type, Map.of()).get("status"));
        }
        client.ask(Channel.CONTROL, "interrupt_request", Map.of());
        var order = client.finish(Channel.SHELL, cell).order();
        assertEquals(List.of("busy", "execute_input"), order.subList(0, 2));
        assertTrue(order.stream().filter("busy"::equals).count() > 7, order.toString());
        assertEquals(1, order.stream().filter("idle"::equals).count());
        assertEquals("idle", order.getLast());
    }

    @Test
    void theHistoryHasAllThreeAccessTypes() {
        for (var code : List.of("1+2", "value 5", "1+2", "x")) {
            client.execute(code);
        }
        client.execute("unstored", "store_history", false);
        var tail = rows(Map.of("hist_access_type", "tail", "n", 2, "output", false, "raw", true));
        assertEquals(List.of("1+2", "x"), tail.stream().map(row -> row.get(2)).toList());
        var search = rows(Map.of("hist_access_type", "search", "pattern", "1?2*", "unique", true));
        assertEquals(1, search.size());
        assertEquals(3, search.getFirst().get(1));
        var range = rows(Map.of("hist_access_type", "range", "session", 0, "start", 2, "stop", 3, "output", true));
        assertEquals(List.of(List.of("value 5", "5")), range.stream().map(row -> row.get(2)).toList());
        assertEquals(List.of(), rows(Map.of("hist_access_type", "magic")));
    }

    @SuppressWarnings("unchecked")
    private List<List<Object>> rows(Map<String, Object> content) {
        return (List<List<Object>>) ask("history_request", content).get("history");
    }

    @Test
    void theConnectionAndTheUsageAreTold() {
        assertEquals(kernel.connection().ports().shell(), ask("connect_request", Map.of()).get("shell_port"));
        var usage = client.ask(Channel.CONTROL, "usage_request", Map.of()).reply().content();
        assertEquals((int) ProcessHandle.current().pid(), usage.get("pid"));
        assertTrue(((Number) usage.get("kernel_memory")).longValue() > 1_000_000);
        assertTrue(((Map<?, ?>) usage.get("host_virtual_memory")).containsKey("percent"));
    }

    @Test
    void anUnknownTypeIsBusyAndIdleWithoutAReply() {
        for (var channel : List.of(Channel.SHELL, Channel.CONTROL)) {
            for (var type : List.of("magic_request", "debug_request", "strange")) {
                var id = client.send(channel, type, Map.of());
                assertEquals(2, client.untilIdle(id).size());
                assertFalse(client.hears(channel, 50));
            }
        }
    }
}
