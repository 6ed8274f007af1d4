package org.jolab.magics.drive.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which id belongs to which name of a folder, used by the thread that holds its lock, of this process or another one.
 * It is a log of the states of the entries, a line each; its end is also the list of changes.
 */
final class FolderIndex {

    /** Work under the lock. */
    interface Work<T> {

        T done() throws IOException;
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ReentrantLock own = new ReentrantLock();
    private final Path log;
    private final Path lock;
    private final Node root;
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, Map<String, String>> children = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final List<String> changed = new ArrayList<>();
    private Object file;
    private String generation = "";
    private long base;
    private long end;

    FolderIndex(Path side, Node root) {
        this.log = side.resolve("index");
        this.lock = side.resolve("lock");
        this.root = root;
    }

    /** Does work on the newest state, with nobody else changing it. */
    <T> T locked(Work<T> work) throws IOException {
        try {
            own.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        try {
            if (own.getHoldCount() > 1) {
                return work.done();
            }
            try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                while (true) {
                    try (var _ = channel.lock()) {
                        load();
                        return work.done();
                    } catch (OverlappingFileLockException e) {
                        // Another store of this process is at the same folder.
                        TimeUnit.MILLISECONDS.sleep(2);
                    }
                }
            } catch (InterruptedException e) {
                throw interrupted();
            }
        } finally {
            own.unlock();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("Interrupted while waiting for the folder's lock.");
    }

    Node node(String id) {
        return nodes.get(id);
    }

    Node child(String parent, String name) {
        return nodes.get(children.getOrDefault(parent, Map.of()).get(name));
    }

    Node byKey(String key) {
        return key.isEmpty() ? null : nodes.get(keys.get(key));
    }

    /** All entries but the root. */
    Collection<Node> all() {
        return nodes.values().stream().filter(node -> node != root).toList();
    }

    List<Node> in(String parent) {
        return children.getOrDefault(parent, Map.of()).values().stream().map(nodes::get).toList();
    }

    /** Notes a new entry or a new state of one. */
    Node save(Node node) throws IOException {
        append(JSON.writeValueAsString(node.json()));
        take(node);
        return node;
    }

    /** Notes that an entry is gone, and all that was in it. */
    void gone(Node node) throws IOException {
        for (var inside : in(node.id())) {
            gone(inside);
        }
        append(JSON.writeValueAsString(JsonNodeFactory.instance.objectNode().put("gone", node.id())));
        drop(node.id());
    }

    /** Where the list of changes ends. */
    String position() {
        return generation + "." + (base + changed.size());
    }

    /** The ids that were changed since a position, or null where that is not known any more. */
    List<String> since(String position) {
        var dot = position.indexOf('.');
        if (dot < 0 || !position.substring(0, dot).equals(generation)) {
            return null;
        }
        var from = Long.parseLong(position.substring(dot + 1)) - base;
        return from < 0 || from > changed.size() ? null : List.copyOf(changed.subList((int) from, changed.size()));
    }

    private void load() throws IOException {
        if (!Files.exists(log)) {
            create(UUID.randomUUID().toString().substring(0, 8), 0, List.of());
        }
        var now = Files.getAttribute(log, "fileKey");
        if (file == null || !file.equals(now)) {
            nodes.clear();
            children.clear();
            keys.clear();
            changed.clear();
            end = 0;
            file = now;
            take(root);
        }
        if (Files.size(log) > end) {
            tail();
        }
        if (changed.size() > 4 * nodes.size() + 10_000) {
            create(generation, base + changed.size(), all());
            file = null;
            load();
        }
    }

    private void create(String generation, long base, Collection<Node> states) throws IOException {
        var fresh = log.resolveSibling("index.new");
        try (var writer = Files.newBufferedWriter(fresh)) {
            writer.write(JsonNodeFactory.instance.objectNode().put("generation", generation).put("base", base)
                .put("states", states.size()) + "\n");
            for (var node : states) {
                writer.write(node.json() + "\n");
            }
        }
        Files.move(fresh, log, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void tail() throws IOException {
        byte[] bytes;
        try (var channel = FileChannel.open(log)) {
            var buffer = ByteBuffer.allocate(Math.toIntExact(channel.size() - end));
            while (buffer.hasRemaining() && channel.read(buffer, end + buffer.position()) > 0) {
            }
            bytes = buffer.array();
        }
        var states = 0L;
        var from = 0;
        for (var i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            var line = new String(bytes, from, i - from, StandardCharsets.UTF_8);
            var first = end == 0 && from == 0;
            from = i + 1;
            try {
                var json = JSON.readTree(line);
                if (first) {
                    generation = json.path("generation").asText();
                    base = json.path("base").asLong();
                    states = json.path("states").asLong();
                } else if (json.has("gone")) {
                    drop(json.path("gone").asText());
                } else {
                    take(Node.of(json));
                }
            } catch (JsonProcessingException | RuntimeException e) {
                System.getLogger(FolderIndex.class.getName()).log(System.Logger.Level.WARNING,
                    "A line of the index cannot be read; its entry gets a new id.");
            }
            if (states > 0 && changed.size() == states) {
                // These are not changes but the states at the position where the list begins.
                changed.clear();
                states = 0;
            }
        }
        if (from < bytes.length) {
            // A process has died while it wrote the last line.
            try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
                channel.truncate(end + from);
            }
        }
        end += from;
    }

    private void append(String line) throws IOException {
        try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes, end + bytes.position());
            }
            end += bytes.limit();
        }
    }

    private void take(Node node) {
        forget(node.id());
        nodes.put(node.id(), node);
        if (!node.parent().isEmpty()) {
            children.computeIfAbsent(node.parent(), _ -> new HashMap<>()).put(node.name(), node.id());
        }
        if (!node.seen().key().isEmpty()) {
            keys.put(node.seen().key(), node.id());
        }
        if (node != root) {
            changed.add(node.id());
        }
    }

    private void drop(String id) {
        forget(id);
        changed.add(id);
    }

    private void forget(String id) {
        var old = nodes.remove(id);
        if (old != null) {
            var siblings = children.get(old.parent());
            if (siblings != null && siblings.remove(old.name(), id) && siblings.isEmpty()) {
                children.remove(old.parent());
            }
            keys.remove(old.seen().key(), id);
        }
    }
}
