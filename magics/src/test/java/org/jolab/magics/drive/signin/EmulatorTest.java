package org.jolab.magics.drive.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jolab.api.UsageError;
import org.jolab.magics.drive.store.StoreException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signing in to a Google that others play, with its page of consent. */
@Timeout(150)
class EmulatorTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Pattern FORM = Pattern.compile("(?s)<form.*?</form>");
    private static final Pattern FIELD = Pattern.compile("<input[^>]*name=\"([^\"]*)\"[^>]*value=\"([^\"]*)\"");
    private static Emulator google;
    private static int port;

    @TempDir
    private Path home;
    private final MovableClock clock = new MovableClock();

    @BeforeAll
    static void start() throws Exception {
        port = Emulator.freePort();
        google = Emulator.start(port);
    }

    @AfterAll
    static void stop() {
        if (google != null) {
            google.close();
        }
    }

    private Authorization authorization(int door, String secret) {
        return new Authorization(new Surroundings(Map.of("JOLAB_DRIVE_CLIENT_ID", Emulator.CLIENT,
            "JOLAB_DRIVE_CLIENT_SECRET", secret, "JOLAB_DRIVE_PORT", String.valueOf(door)), home,
            google.endpoints(), clock));
    }

    private static Login login() {
        return new Login(new SignIn.OwnClient(Optional.empty()), "", Access.ALL, LONG);
    }

    /** Presses a user's button; where the browser is sent then. */
    private static URI choose(URI link, String user) {
        var page = Pages.follow(link);
        assertEquals(200, page.statusCode(), page.body());
        var form = FORM.matcher(page.body()).results().map(found -> found.group()).filter(text ->
            text.contains("value=\"" + user + "\"")).findFirst().orElseThrow();
        return Pages.fill(link.resolve("/o/oauth2/v2/auth/callback"), FIELD.matcher(form).results().map(field ->
            field.group(1) + "=" + URLEncoder.encode(field.group(2).replace("&amp;", "&"), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&")));
    }

    @Test
    void whoConsentsIsSignedInUntilTheyWithdrawIt() throws Exception {
        var authorization = authorization(port, Emulator.SECRET);
        authorization.login(login(), Somebody.whoOpens((_, link) -> Pages.follow(choose(link, "ada@example.com"))));
        var tokens = authorization.tokens("");
        var first = tokens.current();
        clock.move(Duration.ofHours(2));
        var second = tokens.current();
        assertNotEquals(first, second);
        var kept = (Grant.Consent) new TokenFiles(home.resolve(".config/jolab/drive")).read("drive").orElseThrow()
            .grant();
        new Web(new Surroundings(Map.of(), home, google.endpoints(), clock)).post(google.at("/oauth2/revoke"),
            Map.of("token", kept.refreshToken()));
        var ended = assertThrows(StoreException.class, () -> tokens.insteadOf(second));
        assertEquals(StoreException.Kind.AUTH, ended.kind());
        assertTrue(ended.getMessage().contains("withdrawn"), ended.getMessage());
    }

    @Test
    void revokingReachesTheServer() throws Exception {
        var authorization = authorization(port, Emulator.SECRET);
        var pasted = Somebody.whoOpens((self, link) -> self.types(choose(link, "grace@example.com").toString()));
        authorization.login(login(), pasted);
        var tokens = authorization.tokens("");
        var files = new TokenFiles(home.resolve(".config/jolab/drive"));
        var kept = files.read("drive").orElseThrow();
        assertTrue(authorization.revoke("drive").contains("here and at Google"));
        files.write(kept);
        assertEquals(StoreException.Kind.AUTH, assertThrows(StoreException.class, () -> tokens.insteadOf(kept.token()
            .value())).kind());
    }

    @Test
    void anAddressThatIsNotRegisteredIsRefusedOnThePage() throws Exception {
        var other = Emulator.freePort();
        var somebody = Somebody.whoOpens((self, link) -> {
            self.seen.add(Pages.follow(link).body());
            self.typing.add(Optional.empty());
        });
        assertThrows(UsageError.class, () -> authorization(other, Emulator.SECRET).login(login(), somebody));
        assertTrue(String.join("", somebody.seen).contains("Redirect URI mismatch"));
    }

    @Test
    void aWrongSecretIsExplained() {
        var message = assertThrows(UsageError.class, () -> authorization(port, "GOCSPX-wrong").login(login(),
            Somebody.whoOpens((_, link) -> Pages.follow(choose(link, "ada@example.com"))))).getMessage();
        assertTrue(message.contains("with this secret"), message);
    }

    @Test
    void aCodeOfSomebodyElseIsNoUseWithoutTheVerifier() {
        var stolen = Somebody.whoOpens((self, link) -> self.types(choose(URI.create(link.toString().replaceAll(
            "code_challenge=[^&]*", "code_challenge=" + Proof.make().challenge())), "ada@example.com").toString()));
        var message = assertThrows(UsageError.class, () -> authorization(port, Emulator.SECRET).login(login(), stolen))
            .getMessage();
        assertTrue(message.contains("of another sign-in"), message);
    }
}
