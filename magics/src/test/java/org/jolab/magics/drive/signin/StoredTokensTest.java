package org.jolab.magics.drive.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sign-ins that are kept, and their tokens over time. */
@Timeout(60)
class StoredTokensTest {

    private static final String NAME = "ada@example.com";
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path home;
    private TokenServer google;
    private MovableClock clock;
    private Surroundings surroundings;
    private TokenFiles files;

    @BeforeEach
    void start() throws IOException {
        google = new TokenServer();
        clock = new MovableClock();
        surroundings = new Surroundings(Map.of(), home, google.endpoints(), clock);
        files = new TokenFiles(surroundings.folder());
    }

    @AfterEach
    void stop() {
        google.close();
    }

    private Kept kept(Token token, String refresh) {
        return new Kept(new Kept.About(NAME, NAME, "your client id 407-abc", Set.of(Access.ALL.scope()), ""),
            new Grant.Consent(new ClientId("407-abc", "GOCSPX-secret"), refresh, google.at("/token")), token,
            clock.instant());
    }

    private AccessTokens signedIn() throws IOException {
        files.write(kept(new Token("ya29.first", clock.instant().plus(HOUR)), "1//refresh"));
        return new Authorization(surroundings).tokens(NAME);
    }

    private static StoreException failing(Callable<?> work) {
        return assertThrows(StoreException.class, work::call);
    }

    @Test
    void aTokenIsUsedUntilShortlyBeforeItsEnd() throws Exception {
        var tokens = signedIn();
        clock.move(HOUR.minusMinutes(5));
        assertEquals("ya29.first", tokens.current());
        clock.move(Duration.ofMinutes(3));
        assertEquals("ya29.secret-1", tokens.current());
        assertEquals("ya29.secret-1", tokens.current());
        var form = google.asked("/token").getFirst();
        assertEquals("refresh_token", form.get("grant_type"));
        assertEquals("1//refresh", form.get("refresh_token"));
        assertEquals("ya29.secret-1", new Authorization(surroundings).tokens("").current());
    }

    @Test
    void threadsThatAreRefusedTogetherRefreshOnce() throws Exception {
        var tokens = signedIn();
        google.delay = 200;
        try (var threads = Executors.newFixedThreadPool(16)) {
            Callable<String> refused = () -> tokens.insteadOf("ya29.first");
            var results = threads.invokeAll(Collections.nCopies(32, refused));
            var seen = new HashSet<String>();
            for (var result : results) {
                seen.add(result.get());
            }
            assertEquals(Set.of("ya29.secret-1"), seen);
        }
        assertEquals(1, google.given.get());
    }

    @Test
    void processesThatAreRefusedTogetherRefreshOnce() throws Exception {
        signedIn();
        google.delay = 300;
        var processes = new ArrayList<Process>();
        for (var i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                OtherProcess.class.getName(), home.toString(), google.at("/").toString(), "ya29.first")
                .redirectErrorStream(true).start());
        }
        try {
            var mine = new Authorization(surroundings).tokens(NAME).insteadOf("ya29.first");
            for (var process : processes) {
                assertEquals(mine, new String(process.getInputStream().readAllBytes()).strip());
                assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
        assertEquals(1, google.given.get());
    }

    /** What another process does: see {@link #processesThatAreRefusedTogetherRefreshOnce}. */
    static final class OtherProcess {

        public static void main(String[] words) throws IOException {
            var google = new Endpoints(null, null, null, null, null, java.net.URI.create(words[1]));
            var around = new Surroundings(Map.of(), Path.of(words[0]), google, new MovableClock());
            System.out.println(new Authorization(around).tokens(NAME).insteadOf(words[2]));
        }
    }

    @Test
    void aWithdrawnConsentIsToldOnceAndANewSignInIsTakenUp() throws Exception {
        var tokens = signedIn();
        google.next("/token", 400, "{\"error\": \"invalid_grant\", \"error_description\": \"Token has been expired or "
            + "revoked.\"}");
        var trouble = failing(() -> tokens.insteadOf("ya29.first"));
        assertEquals(Kind.AUTH, trouble.kind());
        assertTrue(trouble.getMessage().contains("withdrawn") && trouble.getMessage().contains("%drive auth login"),
            trouble.getMessage());
        assertEquals(Kind.AUTH, failing(tokens::current).kind());
        assertEquals(1, google.asked("/token").size());
        assertEquals(trouble.getMessage(), new Authorization(surroundings).status().getFirst().trouble());
        files.write(kept(new Token("ya29.again", clock.instant().plus(HOUR)), "1//refresh-again"));
        assertEquals("ya29.again", tokens.current());
    }

    @Test
    void aSignInOfSevenDaysSaysWhyItEnded() throws Exception {
        var tokens = signedIn();
        clock.move(Duration.ofDays(7).plusHours(2));
        google.next("/token", 400, "{\"error\": \"invalid_grant\"}");
        var message = failing(tokens::current).getMessage();
        assertTrue(message.contains("Testing") && message.contains("Publish app"), message);
    }

    @Test
    void aNetworkThatIsAwayIsNoEndOfTheSignIn() throws Exception {
        var tokens = signedIn();
        google.close();
        clock.move(HOUR.minusMinutes(2));
        assertEquals("ya29.first", tokens.current());
        clock.move(Duration.ofMinutes(5));
        var trouble = failing(tokens::current);
        assertEquals(Kind.OFFLINE, trouble.kind());
        assertTrue(trouble.passes() && trouble.getMessage().contains("cannot be reached"), trouble.getMessage());
        assertEquals("", new Authorization(surroundings).status().getFirst().trouble());
    }

    @Test
    void aServerInTroubleIsAskedAgain() throws Exception {
        var tokens = signedIn();
        google.next("/token", 503, "").next("/token", 500, "<html>");
        assertEquals("ya29.secret-1", tokens.insteadOf("ya29.first"));
    }

    @Test
    void aRefreshTokenThatIsReplacedIsKept() throws Exception {
        var tokens = signedIn();
        tokens.insteadOf("ya29.first");
        tokens.insteadOf("ya29.secret-1");
        assertEquals("1//secret-refresh", google.asked("/token").get(1).get("refresh_token"));
    }

    @Test
    void aClockThatIsWrongIsCorrectedByARefusedToken() throws Exception {
        var tokens = signedIn();
        // By this clock the token is still good, by Google's it is not.
        clock.move(Duration.ofHours(-5));
        assertEquals("ya29.first", tokens.current());
        assertEquals("ya29.secret-1", tokens.insteadOf("ya29.first"));
    }

    @Test
    void noOneElseCanReadWhatIsKept() throws Exception {
        signedIn();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files.file(NAME))));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files.folder())));
        try (var all = Files.list(files.folder())) {
            assertEquals(1, all.count(), "no half-written file stays");
        }
    }

    @Test
    void aFileThatOthersCanReadIsRefused() throws Exception {
        signedIn();
        Files.setPosixFilePermissions(files.file(NAME), PosixFilePermissions.fromString("rw-r--r--"));
        var trouble = failing(() -> new Authorization(surroundings).tokens(""));
        assertEquals(Kind.AUTH, trouble.kind());
        assertTrue(trouble.getMessage().contains("rw-r--r--") && trouble.getMessage().contains("chmod 600"),
            trouble.getMessage());
        assertEquals(Kind.AUTH, failing(() -> new Authorization(surroundings).tokens(NAME)).kind());
    }

    @Test
    void aTornFileSaysNothingOfItsContent() throws Exception {
        signedIn();
        var file = files.file(NAME);
        var whole = Files.readString(file);
        for (var length = 0; length < whole.length(); length += 7) {
            Files.writeString(file, whole.substring(0, length));
            var message = assertThrows(IOException.class, () -> files.read(NAME)).getMessage();
            assertFalse(message.contains("1//") || message.contains("GOCSPX") || message.contains("ya29"), message);
        }
    }

    @Test
    void namesThatAreNoFileNamesAreRefused() {
        for (var name : new String[] {"../x", "a/b", "", ".hidden", "a b", "x".repeat(200)}) {
            assertThrows(org.jolab.api.UsageError.class, () -> TokenFiles.checked(name), name);
        }
        assertEquals("_o_brien_x@example.com", TokenFiles.name("'o'brien x@example.com"));
    }

    @Test
    void aFullDiskLosesNothingThatWasThere() throws Exception {
        var small = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=16k,mode=700", "tmpfs", home.toString())
            .redirectErrorStream(true).start();
        assumeTrue(small.waitFor() == 0, "No small file system can be mounted here, so a full disk is not tried.");
        try {
            var tokens = signedIn();
            var filler = new File(home.toFile(), "filler").toPath();
            assertThrows(IOException.class, () -> Files.write(filler, new byte[1 << 20]));
            var before = Files.readString(files.file(NAME));
            // The process that has the token goes on with it.
            assertEquals("ya29.secret-1", tokens.insteadOf("ya29.first"));
            assertEquals("ya29.secret-1", tokens.current());
            assertEquals(before, Files.readString(files.file(NAME)));
            var message = assertThrows(IOException.class, () -> files.write(kept(Token.NONE, "1//other")))
                .getMessage();
            assertTrue(message.contains("cannot be kept") && message.contains("Make room"), message);
            assertFalse(message.contains("1//"), message);
        } finally {
            assertEquals(0, new ProcessBuilder("umount", "-l", home.toString()).start().waitFor());
        }
    }
}
