package org.jolab.install.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelClientTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void aConnectionFileReadsBackAndShowsItsKeyToNobody() throws Exception {
        var connection = Connection.local();
        var file = folder.resolve("c.json");
        connection.write(file);
        assertEquals(connection, Connection.read(file));
        assertEquals(5, connection.ports().stream().distinct().count());
        assertFalse(connection.toString().contains(connection.key()));
    }

    @Test
    void messagesSignedWithAnotherKeyAreNotRead() throws Exception {
        var frames = new Frames("key").write(Json.object().put("msg_type", "x"), Json.object(), Json.object());
        assertEquals("x", new Frames("key").read(Channel.SHELL, frames).orElseThrow().type());
        assertTrue(new Frames("other").read(Channel.SHELL, frames).isEmpty());
        assertTrue(new Frames("key").read(Channel.SHELL, frames.subList(0, 4)).isEmpty());
        assertTrue(new Frames("key").read(Channel.SHELL, List.of()).isEmpty());
    }

    @Test
    void aKernelIsStartedAskedAndShutDown() throws Exception {
        try (var process = KernelProcess.start(StubKernel.command(), folder, Map.of());
            var client = process.connect()) {
            var info = client.awaitReady(LONG).orElseThrow();
            assertEquals("java", info.content().at("/language_info/name").asText());
            assertTrue(client.ask(Channel.CONTROL, "shutdown_request", Json.object(), LONG).isPresent());
            assertTrue(process.awaitEnd(LONG));
        }
    }

    @Test
    void questionsOfACellAreAnswered() throws Exception {
        try (var process = KernelProcess.start(StubKernel.command(), folder, Map.of());
            var client = process.connect()) {
            client.awaitReady(LONG).orElseThrow();
            var asked = new ArrayList<String>();
            var printed = new StringBuilder();
            var result = new Execution(client, LONG).run("ask Name?\npassword Secret?", new Execution.Listener() {
                @Override
                public void output(Message message) {
                    printed.append(message.content().path("text").asText()).append(';');
                }

                @Override
                public boolean answersInput() {
                    return true;
                }

                @Override
                public String input(String prompt, boolean password) {
                    asked.add(prompt + password);
                    return "answer";
                }
            });
            assertInstanceOf(Execution.Finished.class, result.ending());
            assertEquals(List.of("Name?false", "Secret?true"), asked);
            assertEquals("answer;answer;", printed.toString());
        }
    }

    @Test
    void aCellThatIgnoresItsInterruptIsGivenUp() throws Exception {
        try (var process = KernelProcess.start(StubKernel.command(), folder, Map.of());
            var client = process.connect()) {
            client.awaitReady(LONG).orElseThrow();
            var result = new Execution(client, Duration.ofMillis(300)).run("deaf", message -> { });
            assertEquals(new Execution.TimedOut(false), result.ending());
        }
    }

    @Test
    void aDeadKernelIsNoticed() throws Exception {
        try (var process = KernelProcess.start(StubKernel.command(), folder, Map.of());
            var client = process.connect()) {
            client.awaitReady(LONG).orElseThrow();
            process.handle().destroyForcibly();
            assertThrows(KernelDied.class, () -> client.ask(Channel.SHELL, "kernel_info_request", Json.object(), LONG));
        }
    }
}
