package org.jolab.magics.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A computer on loopback that serves repositories by git's own http-backend. Answers on threads of its own. */
public final class HttpHost implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Path repositories;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final String scheme;
    private volatile String expected = "";
    private volatile long delay;
    private volatile boolean isStuck;

    /** Serves the repositories in {@code folder}, behind TLS if {@code keys} is not null. */
    public HttpHost(Path folder, Path keys) throws Exception {
        repositories = folder;
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (keys == null) {
            server = HttpServer.create(address, 0);
            scheme = "http";
        } else {
            var secure = HttpsServer.create(address, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
            server = secure;
            scheme = "https";
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Makes a key store and, beside it, the certificate of the authority that has signed its certificate. */
    static Path keys(Path folder) throws Exception {
        var store = folder.resolve("server.p12");
        keytool(folder, "-genkeypair -alias ca -dname CN=Private -ext bc:c -keystore ca.p12");
        keytool(folder, "-genkeypair -alias server -dname CN=localhost -keystore server.p12");
        keytool(folder, "-certreq -alias server -keystore server.p12 -file server.csr");
        keytool(folder, "-gencert -alias ca -keystore ca.p12 -infile server.csr -outfile server.pem -rfc "
            + "-ext san=dns:localhost,ip:127.0.0.1");
        keytool(folder, "-exportcert -alias ca -keystore ca.p12 -rfc -file ca.pem");
        keytool(folder, "-importcert -noprompt -alias ca -keystore server.p12 -file ca.pem");
        keytool(folder, "-importcert -noprompt -alias server -keystore server.p12 -file server.pem");
        return store;
    }

    private static void keytool(Path folder, String words) throws Exception {
        var command = new java.util.ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words.split(" ")));
        command.addAll(List.of("-storepass", "secret", "-storetype", "PKCS12"));
        if (words.startsWith("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        var process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(command + "\n" + output);
        }
    }

    private static SSLContext context(Path keys) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(keys)) {
            store.load(in, "secret".toCharArray());
        }
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, "secret".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    /** Wants to know who asks. */
    public HttpHost basic(String user, String password) {
        expected = "Basic " + Base64.getEncoder().encodeToString((user + ":" + password)
            .getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Wants a token. */
    public HttpHost bearer(String token) {
        expected = "Bearer " + token;
        return this;
    }

    /** Sends packs slowly: a pause of so many milliseconds before each 16 KiB. */
    public HttpHost slow(long millis) {
        delay = millis;
        return this;
    }

    /** Answers nothing at all. */
    public HttpHost stuck() {
        isStuck = true;
        return this;
    }

    /** Where a repository is. */
    public String url(String repository) {
        return scheme + "://localhost:" + port() + "/" + repository;
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** What was asked for: method, path and what the client said about itself. */
    List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var given = exchange.getRequestHeaders().getFirst("Authorization");
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
            + (given == null ? "-" : given));
        try (exchange) {
            if (isStuck) {
                Thread.sleep(60_000);
            }
            if (!expected.isEmpty() && !expected.equals(given)) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"test\"");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            if (exchange.getRequestURI().getPath().contains("/info/lfs/")) {
                new LargeFileHost(repositories.resolveSibling("large"), url("")).answer(exchange);
            } else {
                backend(exchange, given != null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void backend(HttpExchange exchange, boolean isKnown) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("git", "http-backend").redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(variables(exchange, isKnown));
        var process = builder.start();
        try {
            InputStream body = exchange.getRequestBody();
            if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                body = new GZIPInputStream(body);
            }
            try (var in = process.getOutputStream()) {
                body.transferTo(in);
            } catch (IOException e) {
                // The backend does not read what it has no use for.
            }
            var out = process.getInputStream();
            var status = 200;
            for (var line = line(out); !line.isEmpty(); line = line(out)) {
                var colon = line.indexOf(':');
                var value = line.substring(colon + 1).strip();
                if (line.startsWith("Status:")) {
                    status = Integer.parseInt(value.substring(0, 3));
                } else {
                    exchange.getResponseHeaders().set(line.substring(0, colon), value);
                }
            }
            exchange.sendResponseHeaders(status, 0);
            copy(out, exchange);
        } finally {
            process.destroyForcibly();
        }
    }

    private void copy(InputStream in, HttpExchange exchange) throws IOException, InterruptedException {
        var buffer = new byte[16 << 10];
        try (var out = exchange.getResponseBody()) {
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (delay > 0) {
                    Thread.sleep(delay);
                }
                out.write(buffer, 0, count);
                out.flush();
            }
        }
    }

    private Map<String, String> variables(HttpExchange exchange, boolean isKnown) {
        var uri = exchange.getRequestURI();
        var headers = exchange.getRequestHeaders();
        var variables = new HashMap<String, String>();
        variables.put("GIT_PROJECT_ROOT", repositories.toString());
        variables.put("GIT_HTTP_EXPORT_ALL", "1");
        variables.put("GIT_CONFIG_COUNT", "1");
        variables.put("GIT_CONFIG_KEY_0", "safe.directory");
        variables.put("GIT_CONFIG_VALUE_0", "*");
        variables.put("PATH_INFO", uri.getPath());
        variables.put("QUERY_STRING", uri.getRawQuery() == null ? "" : uri.getRawQuery());
        variables.put("REQUEST_METHOD", exchange.getRequestMethod());
        variables.put("REMOTE_ADDR", "127.0.0.1");
        variables.put("REMOTE_USER", isKnown ? "somebody" : expected.isEmpty() ? "anybody" : "");
        for (var header : List.of("Content-Type", "Content-Length")) {
            if (headers.containsKey(header) && !"gzip".equals(headers.getFirst("Content-Encoding"))
                    || header.equals("Content-Type") && headers.containsKey(header)) {
                variables.put(header.toUpperCase(java.util.Locale.ROOT).replace('-', '_'), headers.getFirst(header));
            }
        }
        if (headers.containsKey("Git-Protocol")) {
            variables.put("GIT_PROTOCOL", headers.getFirst("Git-Protocol"));
        }
        return variables;
    }

    private static String line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            bytes.write(c);
        }
        return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
