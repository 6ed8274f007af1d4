package org.jolab.magics.drive.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * What a mount process is told. It lies as {@code process.json} in the cache folder and holds no secret: a sign-in is
 * named by its file or environment variable.
 *
 * @param cache where cache, journal, lock and socket are; a process has it for itself
 * @param store what {@link StoreFactory} opens, such as {@code {"type": "folder", "path": "/data"}}
 * @param limit bytes that the cache may hold; 0 for as many as suit the disk
 * @param idle  how long the process stays when nothing is mounted, nobody is connected and all is sent
 */
public record ProcessSettings(Path cache, ObjectNode store, long limit, Duration idle) {

    private static final Duration IDLE = Duration.ofMinutes(2);

    /** For a store, with a cache folder below the user's that is this store's alone. */
    public static ProcessSettings of(ObjectNode store) {
        return new ProcessSettings(caches().resolve(name(store)), store, 0, IDLE);
    }

    /** The folder with the cache folders of this user: {@code ~/.cache/jolab/drive}. */
    public static Path caches() {
        var xdg = System.getenv("XDG_CACHE_HOME");
        var cache = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return cache.resolve("jolab").resolve("drive");
    }

    static ProcessSettings read(Path cache) throws IOException {
        var node = Wire.MAPPER.readTree(cache.resolve("process.json").toFile());
        if (!(node.get("store") instanceof ObjectNode store)) {
            throw new IOException(cache.resolve("process.json") + " names no store.");
        }
        return new ProcessSettings(cache, store, node.path("limit").asLong(),
            Duration.ofMillis(node.path("idle").asLong(IDLE.toMillis())));
    }

    void write() throws IOException {
        var node = Wire.object().put("limit", limit).put("idle", idle.toMillis());
        node.set("store", store);
        PrivateFiles.replace(cache.resolve("process.json"), Wire.MAPPER.writeValueAsBytes(node));
    }

    private static String name(JsonNode store) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                .digest(store.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
