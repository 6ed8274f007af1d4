package org.jolab.magics.drive.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jolab.magics.drive.tree.OpenFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** An engine over a store in memory, and what a test does with it. */
abstract class Mounted {

    static final EngineSettings QUICK = EngineSettings.standard().withReserve(0)
        .withDelays(Duration.ofMillis(200), Duration.ofMinutes(5)).withPoll(Duration.ofMinutes(5));
    static final Duration LONG = Duration.ofSeconds(30);

    final MemoryStore store = new MemoryStore();
    @TempDir
    Path folder;
    Engine engine;

    Engine engine() throws IOException {
        if (engine == null) {
            engine = Engine.open(folder.resolve("cache"), store, QUICK);
        }
        return engine;
    }

    void restart() throws IOException {
        engine.close();
        engine = null;
        engine();
    }

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
        }
    }

    static void write(Engine to, String path, String text) throws IOException {
        try (var file = to.open(path, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING), 0644)) {
            file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
            file.flush();
        }
    }

    static String read(Engine from, String path) throws IOException {
        try (var file = from.open(path, Set.of(StandardOpenOption.READ), 0)) {
            return all(file);
        }
    }

    static String all(OpenFile file) throws IOException {
        var bytes = ByteBuffer.allocate((int) file.attributes().size());
        var more = true;
        while (bytes.hasRemaining() && more) {
            more = file.read(bytes, bytes.position()) > 0;
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    List<String> names(String path) throws IOException {
        var names = new ArrayList<String>();
        engine().list(path, (name, attributes) -> names.add(name));
        names.sort(null);
        return names;
    }

    String stored(String path) {
        var content = store.content(path);
        return content == null ? null : new String(content, StandardCharsets.UTF_8);
    }

    void flush() throws Exception {
        assertTrue(engine().flush(LONG), () -> "" + engine.report());
    }
}
