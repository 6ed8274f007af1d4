package org.jolab.magics.drive.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jolab.magics.drive.signin.Access;
import org.jolab.magics.drive.signin.Endpoints;
import org.jolab.magics.drive.signin.Surroundings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GoogleCheckTest {

    @TempDir
    private Path home;
    private HttpServer google;

    @BeforeEach
    void start() throws Exception {
        google = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        google.createContext("/", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        google.start();
    }

    @AfterEach
    void stop() {
        google.stop(0);
    }

    private List<Finding> findings(Clock clock) throws Exception {
        var at = URI.create("http://127.0.0.1:" + google.getAddress().getPort() + "/");
        return new GoogleCheck(new Surroundings(Map.of(), home, new Endpoints(at, at, at, at, at, at), clock))
            .findings();
    }

    private void signIn(Access access, Instant until) throws Exception {
        var folder = Files.createDirectories(home.resolve(".config/jolab/drive"));
        var file = Files.writeString(folder.resolve("ada.json"), """
            {"version": 1, "name": "ada", "origin": "your client id 407", "since": "2026-11-23T00:00:00Z",
             "scopes": ["%s"], "type": "authorized_user", "client_id": "407", "refresh_token": "1//r",
             "token_uri": "http://127.0.0.1:%d/token", "access_token": "t", "expires": "%s"}
            """.formatted(access.scope(), google.getAddress().getPort(), until));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void whatIsFineIsToldToo() throws Exception {
        signIn(Access.ALL, Instant.now().plusSeconds(3000));
        var findings = findings(Clock.systemUTC());
        assertTrue(findings.stream().allMatch(Finding::isFine), findings.toString());
        assertEquals(List.of("127.0.0.1 can be reached", "the clock is right",
            "ada is signed in by your client id 407, for all files"), findings.stream().map(Finding::text).toList());
    }

    @Test
    void aWrongClockAndAMissingSignInHaveANextStep() throws Exception {
        var findings = findings(Clock.offset(Clock.systemUTC(), Duration.ofHours(-2)));
        assertTrue(findings.get(1).text().contains("minutes slow") && !findings.get(1).isFine(), findings.toString());
        assertTrue(findings.get(2).text().contains("%drive auth login") && !findings.get(2).isFine());
    }

    @Test
    void aSignInThatHasEndedIsToldWithItsReason() throws Exception {
        signIn(Access.ALL, Instant.EPOCH);
        var last = findings(Clock.systemUTC()).getLast();
        assertFalse(last.isFine());
        assertTrue(last.text().contains("refused") && last.text().contains("%drive auth login"), last.text());
    }

    @Test
    void withoutANetworkTheRestIsLookedAtAllTheSame() throws Exception {
        signIn(Access.READ, Instant.EPOCH);
        google.stop(0);
        var findings = findings(Clock.systemUTC());
        assertFalse(findings.getFirst().isFine());
        assertTrue(findings.getLast().text().contains("to read"), findings.toString());
    }
}
