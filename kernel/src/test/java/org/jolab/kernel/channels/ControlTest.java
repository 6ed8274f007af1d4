package org.jolab.kernel.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jolab.kernel.protocol.Message.Channel;
import org.junit.jupiter.api.Test;

/** Interrupts, subshells, restarts and the end. */
class ControlTest {

    private static String executeIn(TestClient client, String subshell, String code) {
        return client.send(Channel.SHELL,
            new LinkedHashMap<>(Map.of("msg_type", "execute_request", "subshell_id", subshell)), Map.of(),
            Map.of("code", code), List.of());
    }

    private static String createSubshell(TestClient client) {
        return client.ask(Channel.CONTROL, "create_subshell_request", Map.of()).reply().text("subshell_id");
    }

    @Test
    void anInterruptIsHarmlessWhileNothingRunsAndStopsWhatRuns() throws Exception {
        try (var kernel = TestKernel.start(); var client = kernel.client()) {
            for (int i = 0; i < 20; i++) {
                assertEquals("ok", client.ask(Channel.CONTROL, "interrupt_request", Map.of()).reply().text("status"));
                var cell = client.sendExecute("wait " + i);
                kernel.echo.awaitWaiting("" + i);
                var interrupt = client.ask(Channel.CONTROL, "interrupt_request", Map.of());
                assertEquals(List.of("busy", "idle"), interrupt.order());
                assertEquals("error", client.finish(Channel.SHELL, cell).reply().text("status"));
                assertEquals("ok", client.execute("next").reply().text("status"));
            }
        }
    }

    @Test
    void aShutdownIsAnsweredOnEitherChannelBusyOrNotAndInTime() throws Exception {
        for (var channel : List.of(Channel.CONTROL, Channel.SHELL)) {
            for (boolean busy : List.of(false, true)) {
                var kernel = TestKernel.start();
                try (var client = kernel.client()) {
                    String cell = null;
                    if (busy) {
                        cell = client.sendExecute("wait end");
                        kernel.echo.awaitWaiting("end");
                    }
                    long start = System.nanoTime();
                    var id = client.send(channel, "shutdown_request", Map.of("restart", true));
                    var ran = client.finish(channel, id);
                    assertEquals(Map.of("status", "ok", "restart", true), ran.reply().content());
                    assertEquals(List.of("busy", "shutdown_reply", "idle"), ran.order());
                    assertEquals(0, kernel.exit.get(20, TimeUnit.SECONDS));
                    assertTrue(System.nanoTime() - start < 10_000_000_000L);
                    if (busy) {
                        assertEquals("error", client.finish(Channel.SHELL, cell).reply().text("status"));
                    }
                    assertTrue(kernel.echo.isClosed());
                }
            }
        }
    }

    @Test
    void aKernelRestartsTwentyTimesOnTheSamePortsWithANewSessionEachTime() throws Exception {
        var info = TestKernel.start();
        var connection = info.connection();
        info.close();
        Object last = null;
        for (int i = 0; i < 20; i++) {
            try (var kernel = TestKernel.start(connection); var client = kernel.client()) {
                var reply = client.execute("round " + i).reply();
                assertEquals(1, reply.content().get("execution_count"));
                assertNotEquals(last, reply.header().get("session"));
                last = reply.header().get("session");
                var id = client.send(Channel.CONTROL, "shutdown_request", Map.of("restart", true));
                client.reply(Channel.CONTROL, id);
                kernel.exit.get(20, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void subshellsRunBesideTheMainShellWithCountsOfTheirOwn() throws Exception {
        try (var kernel = TestKernel.start(); var client = kernel.client()) {
            var subshell = createSubshell(client);
            client.execute("one");
            var main = client.sendExecute("wait main");
            kernel.echo.awaitWaiting("main");
            var id = executeIn(client, subshell, "beside");
            var ran = client.finish(Channel.SHELL, id);
            assertEquals(1, ran.reply().content().get("execution_count"));
            assertEquals("beside", ran.printed("stdout"));
            assertEquals(subshell, ran.reply().parent().get("subshell_id"));
            assertEquals(List.of(subshell), client.ask(Channel.CONTROL, "list_subshell_request", Map.of()).reply()
                .content().get("subshell_id"));
            client.ask(Channel.CONTROL, "interrupt_request", Map.of());
            assertEquals(2, client.finish(Channel.SHELL, main).reply().content().get("execution_count"));
        }
    }

    @Test
    void anErrorInOneSubshellAbortsNothingElsewhere() throws Exception {
        try (var kernel = TestKernel.start(); var client = kernel.client()) {
            var one = createSubshell(client);
            var two = createSubshell(client);
            var waiting = executeIn(client, two, "wait two");
            kernel.echo.awaitWaiting("two");
            var queued = executeIn(client, two, "queued");
            assertEquals("error", client.reply(Channel.SHELL, executeIn(client, one, "fail")).text("status"));
            assertEquals("ok", client.execute("main").reply().text("status"));
            client.ask(Channel.CONTROL, "interrupt_request", Map.of());
            assertEquals("error", client.reply(Channel.SHELL, waiting).text("status"));
            assertEquals("aborted", client.reply(Channel.SHELL, queued).text("status"));
        }
    }

    @Test
    void anUnknownOrDeletedSubshellIsAnErrorBetweenBusyAndIdle() throws Exception {
        try (var kernel = TestKernel.start(); var client = kernel.client()) {
            var subshell = createSubshell(client);
            var delete = Map.<String, Object>of("subshell_id", subshell);
            assertEquals("ok", client.ask(Channel.CONTROL, "delete_subshell_request", delete).reply().text("status"));
            var again = client.ask(Channel.CONTROL, "delete_subshell_request", delete).reply();
            assertEquals("error", again.text("status"));
            assertEquals("SubshellNotFound", again.text("ename"));
            for (var id : List.of(subshell, "never")) {
                var ran = client.finish(Channel.SHELL, executeIn(client, id, "x"));
                assertEquals("error", ran.reply().text("status"));
                assertEquals(List.of("busy", "idle"), ran.order());
            }
        }
    }

    @Test
    void deletingABusySubshellAnswersWhatWasQueued() throws Exception {
        try (var kernel = TestKernel.start(); var client = kernel.client()) {
            var subshell = createSubshell(client);
            var running = executeIn(client, subshell, "wait sub");
            kernel.echo.awaitWaiting("sub");
            var queued = executeIn(client, subshell, "queued");
            client.ask(Channel.SHELL, "kernel_info_request", Map.of());
            client.ask(Channel.CONTROL, "delete_subshell_request", Map.of("subshell_id", subshell));
            client.ask(Channel.CONTROL, "interrupt_request", Map.of());
            assertEquals("error", client.reply(Channel.SHELL, running).text("status"));
            assertEquals("error", client.reply(Channel.SHELL, queued).text("status"));
        }
    }

    @Test
    void everyClientIsWelcomedFirstAndHearsEverything() throws Exception {
        try (var kernel = TestKernel.start(); var one = kernel.client(); var two = kernel.client()) {
            var id = one.sendExecute("for both");
            assertEquals(List.of("busy", "execute_input", "stream", "idle"), one.finish(Channel.SHELL, id).order());
            assertEquals(4, two.untilIdle(id).size());
            assertFalse(two.hears(Channel.SHELL, 50));
        }
    }

    @Test
    void theWelcomeComesAtOnceAlsoWhileOthersPublish() throws Exception {
        try (var kernel = TestKernel.start(); var busy = kernel.client()) {
            var id = busy.sendExecute("lines 2000000");
            for (int i = 0; i < 10; i++) {
                kernel.client().close();
            }
            assertEquals("idle", busy.untilIdle(id).getLast().text("execution_state"));
        }
    }
}
