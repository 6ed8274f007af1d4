package org.jolab.magics.drive.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jolab.api.UsageError;
import org.jolab.magics.drive.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signing in without a browser here: by a code, a key, and what other programs have left. */
@Timeout(60)
class OtherWaysTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    @TempDir
    private Path home;
    private TokenServer google;
    private final MovableClock clock = new MovableClock();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void start() throws IOException {
        google = new TokenServer();
        environment.put("JOLAB_DRIVE_CLIENT_ID", "407-abc");
        environment.put("JOLAB_DRIVE_CLIENT_SECRET", "GOCSPX-secret");
    }

    @AfterEach
    void stop() {
        google.close();
    }

    private Surroundings around() {
        return new Surroundings(environment, home, google.endpoints(), clock);
    }

    private SignedIn login(SignIn way, Access access, Prompt prompt) throws IOException, InterruptedException {
        return new Authorization(around()).login(new Login(way, "", access, LONG), prompt);
    }

    private String refused(SignIn way, Access access) {
        return assertThrows(UsageError.class, () -> login(way, access, Somebody.whoDoesNothing())).getMessage();
    }

    @Test
    void theWordsOfTheMagicSayWhichWay() {
        Map<String, String> words = new HashMap<>(Map.of("--service-account", "/k.json", "--subject", "ada",
            "--readonly", "", "--timeout", "300"));
        Function<String, Optional<String>> option = word -> Optional.ofNullable(words.get(word));
        assertEquals(new Login(new SignIn.ServiceAccount(Path.of("/k.json"), "ada"), "work", Access.READ,
            Duration.ofMinutes(5)), Login.of("work", option));
        words.put("--timeout", "soon");
        assertThrows(UsageError.class, () -> Login.of("", option));
        words.clear();
        assertEquals(Login.usual(), Login.of("", option));
        words.put("--device", "");
        assertEquals(Access.OWN, Login.of("", option).access());
    }

    // A code for another device

    private static final SignIn DEVICE = new SignIn.OtherDevice(Optional.empty());

    @Test
    void aCodeIsShownAndWaitedForAsSlowlyAsGoogleWishes() throws Exception {
        google.scopes = Access.OWN.scope();
        google.next("/token", 428, "{\"error\": \"authorization_pending\"}")
            .next("/token", 403, "{\"error\": \"slow_down\"}");
        var somebody = Somebody.whoDoesNothing();
        var start = System.nanoTime();
        var signedIn = login(DEVICE, Access.OWN, somebody);
        assertTrue(System.nanoTime() - start > Duration.ofSeconds(7).toNanos(), "slow_down adds five seconds");
        assertTrue(somebody.seen.getFirst().contains("GQVQ-JKEC")
            && somebody.seen.getFirst().contains("https://www.google.com/device"), somebody.seen.toString());
        assertEquals(List.of(Access.OWN.scope()), List.copyOf(signedIn.scopes()));
        assertEquals("secret-device-code", google.asked("/token").getFirst().get("device_code"));
    }

    @Test
    void aCodeThatIsRefusedOrEndsSaysSo() {
        google.next("/token", 403, "{\"error\": \"access_denied\"}");
        assertTrue(refused(DEVICE, Access.OWN).contains("did not allow"));
        google.next("/token", 400, "{\"error\": \"expired_token\"}");
        assertTrue(refused(DEVICE, Access.OWN).contains("has ended before"));
        google.next("/device", 401, "{\"error\": \"invalid_client\"}");
        assertTrue(refused(DEVICE, Access.OWN).contains("TVs and Limited Input"));
    }

    // A service account

    private PublicKey key(String token) throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var pair = generator.generateKeyPair();
        Files.writeString(home.resolve("key.json"), KeptJson.JSON.createObjectNode().put("type", "service_account")
            .put("client_email", "robot@p.iam.gserviceaccount.com").put("private_key_id", "k1").put("private_key",
            "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(pair.getPrivate().getEncoded()) + "\n-----END PRIVATE KEY-----\n").put("token_uri", token)
            .toString());
        return pair.getPublic();
    }

    private com.fasterxml.jackson.databind.JsonNode claims(PublicKey key, int request) throws Exception {
        var parts = google.asked("/token").get(request).get("assertion").split("\\.");
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertTrue(signature.verify(Base64.getUrlDecoder().decode(parts[2])));
        return KeptJson.parse(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    }

    @Test
    void aServiceAccountShowsASignedWish() throws Exception {
        var key = key(google.at("/token").toString());
        google.account = "robot@p.iam.gserviceaccount.com";
        var signedIn = login(new SignIn.ServiceAccount(home.resolve("key.json"), ""), Access.READ, Somebody.nobody());
        assertEquals("robot@p.iam.gserviceaccount.com", signedIn.account());
        var claims = claims(key, 0);
        assertEquals("robot@p.iam.gserviceaccount.com", claims.path("iss").asText());
        assertEquals(Access.READ.scope(), claims.path("scope").asText());
        assertEquals(3600, claims.path("exp").asLong() - claims.path("iat").asLong());
        assertTrue(claims.path("sub").isMissingNode());
        clock.move(Duration.ofHours(2));
        assertEquals("ya29.secret-2", new Authorization(around()).tokens("").current());
    }

    @Test
    void aServiceAccountActsForAUserOfItsDomain() throws Exception {
        var key = key(google.at("/token").toString());
        login(new SignIn.ServiceAccount(home.resolve("key.json"), "ada@example.com"), Access.ALL, Somebody.nobody());
        assertEquals("ada@example.com", claims(key, 0).path("sub").asText());
        google.next("/token", 401, "{\"error\": \"unauthorized_client\"}");
        var trouble = assertThrows(StoreException.class, () -> login(new SignIn.ServiceAccount(home.resolve("key.json"),
            "ada@example.com"), Access.ALL, Somebody.nobody()));
        assertTrue(trouble.getMessage().contains("Domain-wide delegation"), trouble.getMessage());
    }

    @Test
    void aClockThatIsOffIsCorrectedByGooglesOwn() throws Exception {
        var key = key(google.at("/token").toString());
        clock.move(Duration.between(clock.instant(), Instant.now()).plusHours(3));
        google.next("/token", 400, "{\"error\": \"invalid_grant\", \"error_description\": \"Invalid JWT\"}");
        login(new SignIn.ServiceAccount(home.resolve("key.json"), ""), Access.ALL, Somebody.nobody());
        assertTrue(Math.abs(Instant.now().getEpochSecond() - claims(key, 1).path("iat").asLong()) < 120);
    }

    @Test
    void keysThatAreNoneAreTakenForWhatTheyAre() throws Exception {
        var way = new SignIn.ServiceAccount(home.resolve("key.json"), "");
        assertTrue(refused(way, Access.ALL).contains("There is no service account key"));
        Files.writeString(home.resolve("key.json"), "{\"installed\": {}}");
        assertTrue(refused(way, Access.ALL).contains("--client"));
        key("http://evil.example.com/token");
        assertTrue(refused(way, Access.ALL).contains("torn"));
    }

    // What other programs have left

    private void defaults(String json) throws IOException {
        var file = Files.writeString(home.resolve("adc.json"), json);
        environment.put("GOOGLE_APPLICATION_CREDENTIALS", file.toString());
    }

    @Test
    void applicationDefaultCredentialsAreTakenIfTheyReachDrive() throws Exception {
        defaults("{\"type\": \"authorized_user\", \"client_id\": \"764\", \"client_secret\": \"d-secret\", "
            + "\"refresh_token\": \"1//adc\"}");
        var signedIn = login(new SignIn.ApplicationDefault(), Access.ALL, Somebody.nobody());
        assertEquals("the application-default credentials", signedIn.origin());
        assertEquals("1//adc", google.asked("/token").getFirst().get("refresh_token"));
        assertEquals("ya29.secret-1", google.asked("/info").getFirst().get("access_token"));
        google.scopes = "https://www.googleapis.com/auth/cloud-platform";
        assertTrue(refused(new SignIn.ApplicationDefault(), Access.ALL).contains("do not reach Google Drive"));
    }

    @Test
    void credentialsOfGcloudAreFound() throws Exception {
        var folder = Files.createDirectories(home.resolve(".config/gcloud"));
        Files.writeString(folder.resolve("application_default_credentials.json"), "{\"type\": \"authorized_user\", "
            + "\"client_id\": \"764\", \"client_secret\": \"d\", \"refresh_token\": \"1//gcloud\"}");
        // The likeliest way needs nobody then.
        login(new SignIn.Automatic(), Access.ALL, Somebody.nobody());
        assertEquals("1//gcloud", google.asked("/token").getFirst().get("refresh_token"));
    }

    @Test
    void credentialsOfAnotherKindAreNamed() throws Exception {
        defaults("{\"type\": \"external_account\"}");
        assertTrue(refused(new SignIn.ApplicationDefault(), Access.ALL).contains("external_account"));
        environment.put("GOOGLE_APPLICATION_CREDENTIALS", home.resolve("gone.json").toString());
        assertTrue(refused(new SignIn.ApplicationDefault(), Access.ALL).contains("no such file"));
    }

    private SignIn rclone(String remote, String text) throws IOException {
        var file = Files.writeString(home.resolve("rclone.conf"), text);
        environment.put("RCLONE_CONFIG", file.toString());
        return new SignIn.Rclone(remote, Optional.empty());
    }

    @Test
    void aRemoteOfRcloneIsTaken() throws Exception {
        var way = rclone("gdrive:", """
            # comment
            [nas]
            type = sftp

            [gdrive]
            type = drive
            client_id = 407-abc
            client_secret = GOCSPX-rclone
            scope = drive
            token = {"access_token":"ya29.old","token_type":"Bearer","refresh_token":"1//rclone","expiry":"%s"}
            """.formatted("2026-11-23T03:00:00.123456789+01:00"));
        var signedIn = login(way, Access.ALL, Somebody.nobody());
        assertEquals("the rclone remote gdrive", signedIn.origin());
        assertEquals("1//rclone", google.asked("/token").getFirst().get("refresh_token"));
        assertEquals("GOCSPX-rclone", google.asked("/token").getFirst().get("client_secret"));
        assertEquals("the rclone remote gdrive", login(new SignIn.Rclone("", Optional.empty()), Access.ALL,
            Somebody.nobody()).origin());
        assertTrue(refused(new SignIn.Rclone("nas", Optional.empty()), Access.ALL).contains("sftp"));
        assertTrue(refused(new SignIn.Rclone("other", Optional.empty()), Access.ALL).contains("nas, gdrive"));
    }

    @Test
    void whatCannotBeTakenFromRcloneIsExplained() throws Exception {
        var token = "token = {\"access_token\":\"a\",\"refresh_token\":\"1//x\",\"expiry\":\"2020-01-01T00:00:00Z\"}\n";
        assertTrue(refused(rclone("g", "[g]\ntype = drive\n" + token), Access.ALL).contains("rclone's own client id"));
        assertTrue(refused(rclone("g", "[g]\ntype = drive\nclient_id = 4\n"), Access.ALL).contains("reconnect"));
        assertTrue(refused(rclone("g", "# Encrypted rclone configuration File\n\nRCLONE_ENCRYPT_V0:\nx3f\n"),
            Access.ALL).contains("encrypted"));
        assertTrue(refused(rclone("g", "[g]\ntype = drive\nclient_id = 4\nscope = drive.readonly\n" + token),
            Access.ALL).contains("not enough"));
        environment.remove("RCLONE_CONFIG");
        assertTrue(refused(new SignIn.Rclone("g", Optional.empty()), Access.ALL).contains("no configuration here"));
    }

    // Colab

    @Test
    void colabsPageIsAskedAndItsMachineGivesTheTokens() throws Exception {
        environment.put("COLAB_RELEASE_TAG", "release-colab_20261101");
        environment.put("TBE_EPHEM_CREDS_ADDR", "127.0.0.1:" + google.at("/").getPort());
        var asked = new java.util.ArrayList<String>();
        ColabFrontend page = (type, request, limit) -> {
            asked.add(type + " " + request + " " + limit);
            return Optional.of(KeptJson.JSON.createObjectNode());
        };
        var machine = new ColabMachine(around(), new Renewal(new Web(around()), clock), home);
        assertTrue(machine.isHere());
        var kept = machine.signIn(Login.usual(), Optional.of(page));
        assertEquals(List.of("request_auth {\"authType\":\"auth_user_ephemeral\"} PT2M"), asked);
        assertEquals("ya29.secret-1", kept.token().value());
        var message = assertThrows(UsageError.class, () -> machine.signIn(Login.usual(), Optional.of((_, _, _) ->
            Optional.empty()))).getMessage();
        assertTrue(message.contains("Python notebook"), message);
    }

    // The way there, and out

    @Test
    void aProxyOfTheEnvironmentIsUsedButNotForThisMachine() throws Exception {
        environment.put("HTTPS_PROXY", "http://user:secret@proxy.example.com:3128");
        environment.put("NO_PROXY", "corp.example.com");
        var proxies = around().proxies();
        assertEquals(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("proxy.example.com", 3128)), proxies.select(
            URI.create("https://oauth2.googleapis.com/token")).getFirst());
        assertEquals(Proxy.NO_PROXY, proxies.select(URI.create("https://x.corp.example.com/")).getFirst());
        assertEquals(Proxy.NO_PROXY, proxies.select(URI.create("http://127.0.0.1:1/")).getFirst());
    }

    @Test
    void requestsGoThroughTheProxy() throws Exception {
        var seen = new java.util.concurrent.CopyOnWriteArrayList<String>();
        var proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        proxy.createContext("/", exchange -> {
            seen.add(exchange.getRequestURI().toString());
            var body = "{\"access_token\": \"t\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        proxy.start();
        try {
            environment.put("http_proxy", "127.0.0.1:" + proxy.getAddress().getPort());
            new Web(around()).post(URI.create("http://tokens.invalid/token"), Map.of("a", "b"));
            assertEquals(List.of("http://tokens.invalid/token"), List.copyOf(seen));
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void revokingEndsItHereAndAtGoogle() throws Exception {
        var authorization = new Authorization(around());
        assertEquals("There is no sign-in.", authorization.revoke(""));
        login(new SignIn.OwnClient(Optional.empty()), Access.ALL, Somebody.here());
        assertEquals("The sign-in ada@example.com is ended, here and at Google.", authorization.revoke(""));
        assertEquals("1//secret-refresh", google.asked("/revoke").getFirst().get("token"));
        assertEquals(List.of(), authorization.status());
        login(new SignIn.OwnClient(Optional.empty()), Access.ALL, Somebody.here());
        google.close();
        assertTrue(authorization.revoke("").contains("could not be ended at Google"));
        assertEquals(List.of(), authorization.status());
    }

    @Test
    void severalAccountsAreKeptSideBySide() throws Exception {
        var authorization = new Authorization(around());
        var way = new SignIn.OwnClient(Optional.empty());
        login(way, Access.ALL, Somebody.here());
        clock.move(Duration.ofMinutes(1));
        google.account = "grace@example.com";
        authorization.login(new Login(way, "work", Access.ALL, LONG), Somebody.here());
        assertEquals(List.of("work", "ada@example.com"), authorization.status().stream().map(SignedIn::name).toList());
        assertEquals("work", authorization.find("grace@example.com").orElseThrow().name());
        assertThrows(UsageError.class, () -> authorization.revoke(""));
        authorization.revoke("work");
        assertEquals("ada@example.com", authorization.ensure(Login.usual(), Somebody.nobody()).name());
    }
}
