package org.jolab.gpu.cuda.compiler;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Compiled kernels in a folder that only the user can read and write, one a file; shared by any processes and threads.
 *
 * <p>A file is named by the hash of all that it was made of, and begins with the hash of what it holds, so that what is
 * torn or changed is not taken but made anew. A folder that cannot be used is a cache that holds nothing.
 */
public final class CubinCache {

    private static final int HASH = 32;
    private static final System.Logger LOG = System.getLogger("org.jolab.gpu");

    private final Path folder;
    private volatile boolean broken;

    /** In {@code folder}, which is made when it is needed; null for none. */
    public CubinCache(Path folder) {
        this.folder = folder;
        this.broken = folder == null;
    }

    /** In the user's cache; see {@link #user}. */
    public static CubinCache ofUser() {
        return new CubinCache(user("cubin"));
    }

    /** A folder of the user's cache, or below the one that {@code -Dorg.jolab.gpu.cuda.cache} names; null if "none". */
    static Path user(String name) {
        var given = System.getProperty("org.jolab.gpu.cuda.cache", "");
        if (!given.isBlank()) {
            return given.equals("none") ? null : Path.of(given).resolve(name);
        }
        var cache = System.getenv("XDG_CACHE_HOME");
        return (cache != null && !cache.isBlank() ? Path.of(cache)
            : Path.of(System.getProperty("user.home"), ".cache")).resolve("jolab").resolve(name);
    }

    /** The name of what {@code source} becomes for {@code target} by {@code compiler}. */
    static String key(Source source, String target, String compiler) {
        var hash = sha256();
        for (var part : new String[] {compiler, target, source.name(), String.join("\n", source.options()),
            String.join("\n", source.expressions()), source.text()}) {
            var bytes = part.getBytes(StandardCharsets.UTF_8);
            hash.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
            hash.update(bytes);
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    /** What is kept by that name. */
    Optional<Compiled> get(String key) {
        if (broken) {
            return Optional.empty();
        }
        try {
            var bytes = Files.readAllBytes(file(key));
            if (bytes.length < HASH) {
                return Optional.empty();
            }
            var hash = sha256();
            hash.update(bytes, HASH, bytes.length - HASH);
            return Arrays.equals(hash.digest(), Arrays.copyOf(bytes, HASH)) ? Optional.of(parse(bytes))
                : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            give(e);
            return Optional.empty();
        }
    }

    /** Keeps {@code compiled} by that name. */
    void put(String key, Compiled compiled) {
        if (broken) {
            return;
        }
        try {
            make();
            var bytes = text(compiled);
            var hash = sha256();
            hash.update(bytes);
            var fresh = Files.createTempFile(folder, key.substring(0, 8), ".new");
            try {
                try (var out = Files.newOutputStream(fresh)) {
                    out.write(hash.digest());
                    out.write(bytes);
                }
                Files.move(fresh, file(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            give(e);
        }
    }

    /** Says once what is wrong with the folder, and leaves it alone from then on. */
    private void give(IOException e) {
        broken = true;
        LOG.log(System.Logger.Level.WARNING, "compiled kernels are not kept in " + folder + ": " + e);
    }

    private void make() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(folder);
            }
        }
    }

    private Path file(String key) {
        return folder.resolve(key + ".cubin");
    }

    private static byte[] text(Compiled compiled) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(compiled.symbols().size());
            for (var symbol : compiled.symbols().entrySet()) {
                out.writeUTF(symbol.getKey());
                out.writeUTF(symbol.getValue());
            }
            out.writeInt(compiled.image().length);
            out.write(compiled.image());
            out.write(compiled.log().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static Compiled parse(byte[] bytes) throws IOException {
        try (var in = new DataInputStream(new java.io.ByteArrayInputStream(bytes, HASH, bytes.length - HASH))) {
            var symbols = new HashMap<String, String>();
            for (var left = in.readInt(); left > 0; left--) {
                var name = in.readUTF();
                symbols.put(name, in.readUTF());
            }
            var image = new byte[in.readInt()];
            in.readFully(image);
            return new Compiled(image, symbols, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
