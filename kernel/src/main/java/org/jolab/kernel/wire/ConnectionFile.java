package org.jolab.kernel.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jolab.api.UsageError;
import org.jolab.kernel.protocol.Json;

/**
 * The file that a front end writes before it starts a kernel: a connection file, or a registration file (JEP 66),
 * which says where the kernel should announce the ports that it chose itself.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files">connection files</a>
 */
public final class ConnectionFile {

    private final Path path;
    private final Map<String, Object> fields;

    private ConnectionFile(Path path, Map<String, Object> fields) {
        this.path = path;
        this.fields = fields;
    }

    /**
     * Reads the file.
     *
     * @throws UsageError if it cannot be read or is not one JSON object
     */
    public static ConnectionFile read(Path path) {
        try {
            return new ConnectionFile(path, Json.readObject(Files.readAllBytes(path)));
        } catch (IOException e) {
            throw new UsageError("The connection file %s cannot be read (%s). It is written by the front end that "
                .formatted(path, e.getClass().getSimpleName()) + "starts the kernel.", e);
        } catch (MalformedMessage e) {
            throw new UsageError("The connection file %s is not a JSON object: %s.".formatted(path, e.getMessage()), e);
        }
    }

    /** Where to bind. A registration file leaves all ports open. */
    public ConnectionInfo info() {
        var transport = text("transport").orElse("tcp");
        if (!transport.equals("tcp") && !transport.equals("ipc")) {
            throw new UsageError("The connection file %s asks for the transport \"%s\"; this kernel has tcp and ipc."
                .formatted(path, transport));
        }
        var ports = registration().isPresent() ? Ports.any()
            : new Ports(port("shell_port"), port("control_port"), port("stdin_port"), port("iopub_port"),
                port("hb_port"));
        var ip = text(registration().isPresent() ? "registration_ip" : "ip").orElse("127.0.0.1");
        return new ConnectionInfo(transport, ip, ports, security());
    }

    /** The registration that this file asks for, if it is a registration file. */
    public Optional<Registration> registration() {
        if (!fields.containsKey("registration_port")) {
            return Optional.empty();
        }
        var ip = text("registration_ip").orElse("127.0.0.1");
        var server = new ConnectionInfo(text("transport").orElse("tcp"), ip, Ports.any(), security());
        return Optional.of(new Registration(text("kernel_id").orElse(""), server.address(port("registration_port")),
            server.security().signer()));
    }

    /**
     * Makes the ports that the kernel chose known: writes them back into this file or, for a registration file,
     * into a connection file of their own beside the other front ends' files, so that more clients can attach.
     *
     * @return the file that now has the ports
     */
    public Path publish(ConnectionInfo bound, Path runtimeFolder) throws IOException {
        var all = new LinkedHashMap<>(fields);
        var target = path;
        if (registration().isPresent()) {
            all.keySet().removeIf(key -> key.startsWith("registration_"));
            Files.createDirectories(runtimeFolder);
            target = runtimeFolder.resolve("kernel-" + text("kernel_id").orElse("jolab") + ".json");
        }
        all.put("transport", bound.transport());
        all.put("ip", bound.ip());
        all.putAll(bound.ports().toJson());
        write(target.toAbsolutePath(), Json.write(all));
        return target;
    }

    /** Replaces the file in one step, so that nobody reads half of it; only the user may read the key in it. */
    private static void write(Path target, byte[] json) throws IOException {
        var posix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
        var draft = posix
            ? Files.createTempFile(target.getParent(), ".kernel", ".json",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
            : Files.createTempFile(target.getParent(), ".kernel", ".json");
        try {
            Files.write(draft, json);
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private ConnectionInfo.Security security() {
        var curve = text("curve_secretkey").filter(key -> !key.isEmpty())
            .map(secret -> new CurveKeys(curveKey("curve_publickey", text("curve_publickey").orElse("")),
                Secret.of(curveKey("curve_secretkey", secret))));
        return new ConnectionInfo.Security(text("signature_scheme").orElse("hmac-sha256"),
            Secret.of(text("key").orElse("")), curve);
    }

    private String curveKey(String name, String key) {
        if (key.getBytes(StandardCharsets.UTF_8).length != 40) {
            throw new UsageError("\"%s\" in the connection file %s must be 40 characters of Z85."
                .formatted(name, path));
        }
        return key;
    }

    private Optional<String> text(String name) {
        var value = fields.get(name);
        if (value != null && !(value instanceof String)) {
            throw new UsageError("\"%s\" in the connection file %s must be a string.".formatted(name, path));
        }
        return Optional.ofNullable((String) value);
    }

    /** A number or, as JEP 106 allows, a string of digits; absent means 0. */
    private int port(String name) {
        var value = fields.get(name);
        try {
            int port = value == null ? 0 : Integer.parseInt(value.toString().strip());
            if (port >= 0 && port <= 0xFFFF) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below, like any other value that is no port.
        }
        throw new UsageError("\"%s\" in the connection file %s must be a port from 0 to 65535.".formatted(name, path));
    }
}
