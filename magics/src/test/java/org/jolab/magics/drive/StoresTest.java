package org.jolab.magics.drive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jolab.api.UsageError;
import org.jolab.drive.MountOptions;
import org.jolab.magics.drive.fake.Content;
import org.jolab.magics.drive.fake.FakeDrive;
import org.jolab.magics.drive.fake.Others;
import org.jolab.magics.drive.process.StoreFactory;
import org.jolab.magics.drive.signin.Authorization;
import org.jolab.magics.drive.signin.Prompt;
import org.jolab.magics.drive.signin.Surroundings;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From what a user types to a store that answers. */
@Timeout(60)
class StoresTest {

    @TempDir
    private Path folder;

    private Surroundings surroundings(Map<String, String> environment) {
        return Surroundings.of(environment, folder);
    }

    private static Store open(String typed, Surroundings surroundings) throws Exception {
        var description = new Stores(surroundings, new Follower()).described(MountOptions.at("/d").withStore(typed));
        assertFalse(description.toString().contains("secret"), description::toString);
        return StoreFactory.open(description, false, surroundings);
    }

    @Test
    void aFolder() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "text");
        try (var store = open("folder:" + folder, surroundings(Map.of()))) {
            assertEquals("a.txt", store.list(store.root(), "").entries().getFirst().name());
        }
    }

    @Test
    void webDavWithAPasswordOfTheEnvironment() throws Exception {
        var shown = new LinkedBlockingQueue<String>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        server.createContext("/", exchange -> {
            try (exchange) {
                shown.add("" + exchange.getRequestHeaders().getFirst("Authorization"));
                exchange.sendResponseHeaders(403, -1);
            }
        });
        server.start();
        try {
            var typed = "webdav:http://127.0.0.1:" + server.getAddress().getPort() + "/dav/";
            asked(typed, Map.of("DAV_USER", "ada", "DAV_PASSWORD", "a secret"));
            assertEquals("Basic " + Base64.getEncoder().encodeToString("ada:a secret"
                .getBytes(StandardCharsets.UTF_8)), shown.take());
            shown.clear();
            asked(typed, Map.of());
            assertEquals("null", shown.take());
        } finally {
            server.stop(0);
        }
    }

    private void asked(String typed, Map<String, String> environment) throws Exception {
        try (var store = open(typed, surroundings(environment))) {
            assertThrows(IOException.class, () -> store.list(store.root(), ""));
        }
    }

    @Test
    void googleAfterASignInInABrowserWhichIsKeptForTheUserAlone() throws Exception {
        try (var drive = FakeDrive.start()) {
            var around = google(drive);
            drive.others().addFile(Others.ROOT, "a.txt", Content.of(new byte[] {1, 2}));
            try (var store = open("google", around)) {
                var own = store.list(store.root(), "").entries().getFirst();
                var file = store.list(own, "").entries().getFirst();
                assertEquals("a.txt", file.name());
                var kept = new Authorization(around).status().getFirst();
                assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(kept.file()));

                drive.tokens().revoke();
                var refused = assertThrows(StoreException.class, () -> store.list(own, ""));
                assertEquals(StoreException.Kind.AUTH, refused.kind());
                assertTrue(refused.getMessage().contains("%drive auth"), refused.getMessage());

                // The store that is open goes on with the new sign-in, as a mount process does.
                open("google", around).close();
                try (var in = store.read(file, 0, 2)) {
                    assertArrayEquals(new byte[] {1, 2}, in.readAllBytes());
                }
            }
        }
    }

    @Test
    void theStandInForGoogleIsOnThisMachine() {
        for (var typed : new String[] {"https://example.com", "http://127.0.0.1@example.com:80", "http://127.0.0.1"}) {
            assertThrows(UsageError.class, () -> surroundings(Map.of("JOLAB_DRIVE_SERVER", typed)), typed);
        }
    }

    private Surroundings google(FakeDrive drive) {
        return surroundings(Map.of("JOLAB_DRIVE_SERVER", drive.endpoint().toString(), "JOLAB_DRIVE_CLIENT_ID",
            "fake.apps.googleusercontent.com", "JOLAB_DRIVE_CLIENT_SECRET", "a secret"));
    }

    /** A user who follows each link and allows it, and types nothing. */
    private static final class Follower implements Prompt {

        @Override
        public boolean isAttended() {
            return true;
        }

        @Override
        public Shown show(String text, URI link, String code) {
            Thread.ofPlatform().daemon().start(() -> {
                try (var client = HttpClient.newHttpClient()) {
                    var page = client.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofString()).body();
                    var back = page.replaceFirst("(?s).*id=\"allow\" href=\"([^\"]+).*", "$1").replace("&amp;", "&");
                    client.send(HttpRequest.newBuilder(URI.create(back)).build(), BodyHandlers.discarding());
                } catch (IOException | InterruptedException _) {
                    // The test then finds nobody signed in.
                }
            });
            return _ -> { };
        }

        @Override
        public String ask(String question, boolean secret) throws InterruptedException {
            new CountDownLatch(1).await();
            return null;
        }
    }
}
