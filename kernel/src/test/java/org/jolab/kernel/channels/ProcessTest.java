package org.jolab.kernel.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jolab.kernel.protocol.Json;
import org.jolab.kernel.protocol.Message.Channel;
import org.jolab.kernel.wire.ConnectionFile;
import org.jolab.kernel.wire.ConnectionInfo;
import org.jolab.kernel.wire.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kernel as a process: signals, its parent, its exit. */
class ProcessTest {

    @TempDir
    Path folder;
    private Process process;

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private Path connectionFile() throws IOException {
        var file = folder.resolve("kernel.json");
        Files.write(file, Json.write(Map.of("ip", "127.0.0.1", "key", "k")));
        return file;
    }

    private List<String> command(Path file) {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), EchoKernel.class.getName(),
            file.toString());
    }

    private ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("JOLAB_HISTORY", folder.resolve("history.jsonl").toString());
        builder.environment().remove("JPY_PARENT_PID");
        return builder;
    }

    private ConnectionInfo started(Path file) throws Exception {
        for (int i = 0; i < 300; i++) {
            var info = ConnectionFile.read(file).info();
            if (!info.ports().open()) {
                return info;
            }
            Thread.sleep(100);
        }
        throw new AssertionError(Files.readString(folder.resolve("log")));
    }

    private String awaitExit(int status) throws Exception {
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "the process goes on");
        var log = Files.readString(folder.resolve("log"));
        assertEquals(status, process.exitValue(), log);
        return log;
    }

    private void signal(String name) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor());
    }

    @Test
    void sigintInterruptsTheCellAndSigtermEndsTheBusyKernelCleanly() throws Exception {
        var file = connectionFile();
        process = builder(command(file)).start();
        try (var client = TestClient.connect(started(file))) {
            signal("INT");
            var cell = client.sendExecute("wait here");
            assertEquals("execute_input", skipTo(client, cell, "execute_input"));
            // The cell begins to wait a moment after its input is shown; an interrupt before that is for nobody.
            Thread.sleep(500);
            signal("INT");
            assertEquals("KeyboardInterrupt", client.reply(Channel.SHELL, cell)
                .text("ename"));
            client.sendExecute("wait again");
            signal("TERM");
            awaitExit(143);
        }
        assertTrue(Files.readString(folder.resolve("history.jsonl")).contains("wait here"));
    }

    private static String skipTo(TestClient client, String id, String type) {
        var message = client.publishedFor(id);
        while (!message.type().equals(type)) {
            message = client.publishedFor(id);
        }
        return message.type();
    }

    @Test
    void aTakenPortEndsTheProcessWithOneSentence() throws Exception {
        try (var kernel = TestKernel.start()) {
            var file = folder.resolve("kernel.json");
            var taken = kernel.connection().ports();
            Files.write(file, Json.write(new Ports(0, 0, 0, taken.iopub(), 0).toJson()));
            process = builder(command(file)).start();
            var log = awaitExit(1);
            assertEquals(1, log.lines().count(), log);
            assertTrue(log.contains("the address is in use"), log);
        }
    }

    @Test
    void aMissingConnectionFileEndsTheProcessWithOneSentence() throws Exception {
        process = builder(command(folder.resolve("none.json"))).start();
        var log = awaitExit(1);
        assertEquals(1, log.lines().count(), log);
        assertTrue(log.contains("none.json"), log);
    }

    @Test
    void aKernelEndsWithItsParent() throws Exception {
        var file = connectionFile();
        var kernel = String.join(" ", command(file).stream().map(word -> "'" + word + "'").toList());
        // The shell is the parent, and names itself as a server does; it ends when it is told to.
        process = builder(List.of("sh", "-c",
            "export JPY_PARENT_PID=$$; " + kernel + " & echo $! > pid; read line")).directory(folder.toFile()).start();
        started(file);
        long pid = Long.parseLong(Files.readString(folder.resolve("pid"), StandardCharsets.UTF_8).strip());
        var child = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        child.onExit().get(20, TimeUnit.SECONDS);
    }
}
