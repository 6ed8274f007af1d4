package org.jolab.magics.drive.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What both sides were when they were equal last, by path; kept in a file. Used by one thread. */
final class SyncState {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Map<String, Sides> all = new TreeMap<>();

    /** What is in the file. Of one that cannot be read nothing is believed: all is compared anew, nothing removed. */
    SyncState(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            try {
                JSON.readTree(Files.readAllBytes(file)).properties().forEach(each ->
                    all.put(each.getKey(), new Sides(seen(each.getValue().get(0)), seen(each.getValue().get(1)))));
            } catch (JsonProcessingException | RuntimeException torn) {
                all.clear();
            }
        }
    }

    private static Seen seen(JsonNode node) {
        return new Seen(node.get(0).asBoolean(), node.get(1).asLong(), Instant.ofEpochMilli(node.get(2).asLong()));
    }

    Map<String, Sides> all() {
        return Map.copyOf(all);
    }

    void put(String path, Sides sides) {
        all.put(path, sides);
    }

    void forget(String path) {
        all.remove(path);
    }

    void save() throws IOException {
        var node = JSON.createObjectNode();
        all.forEach((path, sides) -> {
            var both = node.putArray(path);
            for (var seen : new Seen[] {sides.local(), sides.remote()}) {
                both.addArray().add(seen.isFolder()).add(seen.size()).add(seen.modified().toEpochMilli());
            }
        });
        var next = file.resolveSibling(file.getFileName() + ".new");
        Files.write(next, JSON.writeValueAsBytes(node));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
