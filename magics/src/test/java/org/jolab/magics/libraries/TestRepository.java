package org.jolab.magics.libraries;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;

/** A Maven repository that a test fills, served over HTTP; requests are served by threads of its own. */
final class TestRepository implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, TreeSet<String>> versions = new TreeMap<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private volatile String account = "";
    private volatile String slow = "";

    TestRepository() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Wants {@code user:password} from now on. */
    TestRepository locked(String userAndPassword) {
        account = userAndPassword;
        return this;
    }

    /** Sends files whose names end with {@code ending} in pieces, for ever. */
    void slow(String ending) {
        slow = ending;
    }

    /** What was asked for, in order. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Publishes {@code g:a:v} with a jar, a POM, checksums and metadata; it depends on {@code dependencies}. */
    TestRepository publish(String coordinates, String... dependencies) {
        var parts = coordinates.split(":");
        return publish(coordinates, "<dependencies>" + Arrays.stream(dependencies)
            .map(TestRepository::dependency).collect(Collectors.joining()) + "</dependencies>", "jar",
            jar(parts[1] + "-" + parts[2] + ".txt"));
    }

    /** Publishes with {@code body} in the POM and a file, unless that is null. */
    TestRepository publish(String coordinates, String body, String extension, byte[] file) {
        var parts = coordinates.split(":");
        var folder = parts[0].replace('.', '/') + "/" + parts[1] + "/";
        var name = folder + parts[2] + "/" + parts[1] + "-" + parts[2];
        var isBom = file == null;
        put(name + ".pom", ("<project><modelVersion>4.0.0</modelVersion><groupId>" + parts[0] + "</groupId><artifactId>"
            + parts[1] + "</artifactId><version>" + parts[2] + "</version><packaging>" + (isBom ? "pom" : "jar")
            + "</packaging>" + body + "</project>").getBytes(StandardCharsets.UTF_8));
        if (!isBom) {
            put(name + (parts.length > 3 ? "-" + parts[3] : "") + "." + extension, file);
        }
        var all = versions.computeIfAbsent(folder, _ -> new TreeSet<>());
        all.add(parts[2]);
        put(folder + "maven-metadata.xml", ("<metadata><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1]
            + "</artifactId><versioning><release>" + all.last() + "</release><versions>"
            + all.stream().map(version -> "<version>" + version + "</version>").collect(Collectors.joining())
            + "</versions><lastUpdated>20260101000000</lastUpdated></versioning></metadata>")
            .getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Publishes build {@code number} of version 1.0-SNAPSHOT, as Maven deploys it. */
    void publishSnapshot(String module, int number) {
        var parts = module.split(":");
        var folder = parts[0].replace('.', '/') + "/" + parts[1] + "/1.0-SNAPSHOT/";
        var time = "2026010" + number + ".000000";
        var build = "1.0-" + time + "-" + number;
        put(folder + parts[1] + "-" + build + ".pom", ("<project><modelVersion>4.0.0</modelVersion><groupId>" + parts[0]
            + "</groupId><artifactId>" + parts[1] + "</artifactId><version>1.0-SNAPSHOT</version></project>")
            .getBytes(StandardCharsets.UTF_8));
        put(folder + parts[1] + "-" + build + ".jar", jar("build " + number));
        put(folder + "maven-metadata.xml", ("<metadata><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1]
            + "</artifactId><version>1.0-SNAPSHOT</version><versioning><snapshot><timestamp>" + time + "</timestamp>"
            + "<buildNumber>" + number + "</buildNumber></snapshot><lastUpdated>2026010" + number
            + "000000</lastUpdated></versioning></metadata>").getBytes(StandardCharsets.UTF_8));
    }

    static String dependency(String coordinates) {
        var parts = coordinates.split(":");
        return "<dependency><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1] + "</artifactId>"
            + (parts.length > 2 ? "<version>" + parts[2] + "</version>" : "") + "</dependency>";
    }

    /** Serves a file, with its checksum beside it. */
    void put(String path, byte[] bytes) {
        files.put(path, bytes);
        files.put(path + ".sha1", sha1(bytes).getBytes(StandardCharsets.UTF_8));
    }

    /** Serves other bytes without a new checksum. */
    void spoil(String path, byte[] bytes) {
        files.put(path, bytes);
    }

    void withoutChecksums() {
        files.keySet().removeIf(path -> path.endsWith(".sha1"));
    }

    /** Writes all that is served into a folder. */
    void saveTo(Path folder) throws IOException {
        for (var file : files.entrySet()) {
            Files.createDirectories(folder.resolve(file.getKey()).getParent());
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    byte[] get(String path) {
        return files.get(path);
    }

    /** A jar with one entry. */
    static byte[] jar(String entry) {
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes)) {
            jar.putNextEntry(new JarEntry(entry));
            jar.write(entry.repeat(50).getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().substring(1);
        requests.add(path);
        try (exchange) {
            var expected = "Basic " + Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8));
            if (!account.isEmpty() && !expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"test\"");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            var bytes = path.endsWith("/") ? listing(path) : files.get(path);
            if (bytes == null) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!slow.isEmpty() && path.endsWith(slow)) {
                trickle(exchange);
            } else {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private byte[] listing(String path) {
        var names = files.keySet().stream().filter(file -> file.startsWith(path))
            .map(file -> file.substring(path.length())).filter(file -> file.contains("/"))
            .map(file -> file.substring(0, file.indexOf('/') + 1)).distinct().sorted().toList();
        return names.isEmpty() ? null : names.stream().map(name -> "<a href=\"" + name + "\">" + name + "</a>\n")
            .collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8);
    }

    private void trickle(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1_000_000_000);
        var piece = new byte[20_000];
        try {
            exchange.getResponseBody().write(piece);
            exchange.getResponseBody().flush();
            // "stall" sends nothing more and keeps the line open.
            for (var i = 0; i < 600; i++) {
                Thread.sleep(50);
                if (!exchange.getRequestURI().getPath().contains("stall")) {
                    exchange.getResponseBody().write(piece);
                    exchange.getResponseBody().flush();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
