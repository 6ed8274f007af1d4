package org.jolab.magics.drive.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** What both sides were when they were equal last, by path; kept in a file. Used by one thread. */
final class SyncState {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int VERSION = 2;

    private final Path file;
    private final String pair;
    private final Map<String, Sides> all = new TreeMap<>();
    private String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());

    /**
     * What is in the file. Of one that cannot be read, or is of other folders, nothing is believed: all is compared
     * anew, nothing removed.
     *
     * @param pair names the two folders
     */
    SyncState(Path file, String pair) throws IOException {
        this.file = file;
        this.pair = pair;
        if (Files.exists(file)) {
            try {
                read(JSON.readTree(Files.readAllBytes(file)));
            } catch (JsonProcessingException | RuntimeException torn) {
                all.clear();
            }
        }
    }

    private void read(JsonNode node) {
        if (node.path("version").asInt() != VERSION || !node.path("pair").asText().equals(pair)) {
            return;
        }
        id = node.get("id").asText();
        node.get("files").properties().forEach(each -> all.put(each.getKey(),
            new Sides(seen(each.getValue().get(0)), seen(each.getValue().get(1)), each.getValue().get(2).asText())));
    }

    private static Seen seen(JsonNode node) {
        return new Seen(node.get(0).asBoolean(), node.get(1).asLong(), node.get(2).asLong(), instant(node, 3),
            instant(node, 5));
    }

    private static Instant instant(JsonNode node, int at) {
        return Instant.ofEpochSecond(node.get(at).asLong(), node.get(at + 1).asLong());
    }

    private static void add(ArrayNode to, Seen seen) {
        to.addArray().add(seen.isFolder()).add(seen.number()).add(seen.size())
            .add(seen.modified().getEpochSecond()).add(seen.modified().getNano())
            .add(seen.changed().getEpochSecond()).add(seen.changed().getNano());
    }

    /** The same for as long as the file lasts. */
    String id() {
        return id;
    }

    Map<String, Sides> all() {
        return Map.copyOf(all);
    }

    Sides of(String path) {
        return all.get(path);
    }

    void put(String path, Sides sides) {
        all.put(path, sides);
    }

    void forget(String path) {
        all.remove(path);
    }

    /** Believes nothing any more. */
    void clear() {
        all.clear();
    }

    void save() throws IOException {
        var node = JSON.createObjectNode().put("version", VERSION).put("pair", pair).put("id", id);
        var files = node.putObject("files");
        all.forEach((path, sides) -> {
            var both = files.putArray(path);
            add(both, sides.local());
            add(both, sides.remote());
            both.add(sides.hash());
        });
        var next = file.resolveSibling(file.getFileName() + ".new");
        try (var channel = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(node));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // A name that leads to nothing after a loss of power would undo what was removed meanwhile.
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete() throws IOException {
        all.clear();
        Files.deleteIfExists(file);
    }
}
