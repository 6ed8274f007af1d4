package org.jolab.magics.drive.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jolab.api.UsageError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The way through a browser, with a server that answers as Google does. */
@Timeout(60)
class BrowserTest {

    private static final Duration LONG = Duration.ofSeconds(40);
    private static final String CLIENT = """
        {"installed": {"client_id": "407-abc.apps.googleusercontent.com", "client_secret": "GOCSPX-secret",
         "auth_uri": "https://accounts.google.com/o/oauth2/auth", "redirect_uris": ["http://localhost"]}}""";

    @TempDir
    private Path home;
    private TokenServer google;

    @BeforeEach
    void start() throws IOException {
        google = new TokenServer();
    }

    @AfterEach
    void stop() {
        google.close();
    }

    private Authorization authorization() {
        return new Authorization(new Surroundings(Map.of("JOLAB_DRIVE_CLIENT_ID",
            "407-abc.apps.googleusercontent.com", "JOLAB_DRIVE_CLIENT_SECRET", "GOCSPX-secret"), home,
            google.endpoints(), new MovableClock()));
    }

    private static Login login(Duration limit) {
        return new Login(new SignIn.OwnClient(Optional.empty()), "", Access.ALL, limit);
    }

    private UsageError refused(Somebody somebody) {
        return assertThrows(UsageError.class, () -> authorization().login(login(LONG), somebody));
    }

    private void nothingIsKept() throws IOException {
        assertEquals(0, authorization().status().size());
    }

    @Test
    void aBrowserOnThisMachineEndsTheSignInByItself() throws Exception {
        var somebody = Somebody.here();
        var signedIn = authorization().login(login(LONG), somebody);
        assertEquals("ada@example.com", signedIn.name());
        assertEquals("your client id 407-abc", signedIn.origin());
        assertTrue(somebody.seen.contains("Google has said yes."), somebody.seen.toString());
        var form = google.asked("/token").getFirst();
        assertEquals("4/code-of-google", form.get("code"));
        assertTrue(form.get("code_verifier").matches("[A-Za-z0-9_-]{64}"));
        assertTrue(form.get("redirect_uri").matches("http://127\\.0\\.0\\.1:\\d+"));
        assertEquals("ya29.secret-1", authorization().tokens("").current());
        assertEquals("ya29.secret-1", authorization().tokens("ADA@example.com").current());
    }

    @Test
    void theQuestionThatWaitsIsTakenBackWhenTheBrowserCame() throws Exception {
        var somebody = Somebody.here();
        authorization().login(login(LONG), somebody);
        for (var i = 0; i < 200 && somebody.interrupts == 0 && !somebody.questions.isEmpty(); i++) {
            Thread.sleep(20);
        }
        assertEquals(somebody.questions.size(), somebody.interrupts);
    }

    @Test
    void theAddressWhereTheBrowserEndsCanBePasted() throws Exception {
        var somebody = Somebody.elsewhere((self, end) -> self.types("  " + end + "\n"));
        assertEquals("ada@example.com", authorization().login(login(LONG), somebody).account());
        assertEquals("4/code-of-google", google.asked("/token").getFirst().get("code"));
    }

    @Test
    void theCodeAloneCanBePasted() throws Exception {
        var somebody = Somebody.elsewhere((self, _) -> self.types("4%2Fcode-of-google"));
        authorization().login(login(LONG), somebody);
        assertEquals("4/code-of-google", google.asked("/token").getFirst().get("code"));
    }

    @Test
    void whatIsNoEndOfThisSignInIsAskedForAgainWithTheReason() throws Exception {
        var somebody = Somebody.elsewhere((self, end) -> {
            self.types("");
            self.types("https://example.com/");
            self.types(end.toString().replaceAll("state=[^&]*", "state=of-yesterday"));
            self.types("https://accounts.google.com/o/oauth2/v2/auth?client_id=407&state=x&code_challenge=y");
            self.types("hello world!");
            self.types(end.toString());
        });
        authorization().login(login(LONG), somebody);
        var asked = String.join("\n", somebody.questions);
        assertTrue(asked.contains("Nothing was pasted."), asked);
        assertTrue(asked.contains("holds no code"), asked);
        assertTrue(asked.contains("another sign-in"), asked);
        assertTrue(asked.contains("Answer there first"), asked);
        assertTrue(asked.contains("neither an address nor a code"), asked);
        assertEquals(1, google.asked("/token").size());
    }

    @Test
    void aRefusedConsentSaysWhatItMayMean() throws Exception {
        var somebody = Somebody.elsewhere((self, end) -> self.types(end.toString().replaceAll("code=[^&]*",
            "error=access_denied")));
        var message = refused(somebody).getMessage();
        assertTrue(message.contains("did not allow it") && message.contains("Test users"), message);
        assertTrue(somebody.seen.contains("The sign-in was not finished."));
        nothingIsKept();
    }

    @Test
    void aStrangerAtTheDoorEndsNothing() throws Exception {
        var somebody = Somebody.whoOpens((_, link) -> {
            var fields = TokenServer.fields(link.getRawQuery());
            var door = fields.get("redirect_uri");
            assertEquals(404, Pages.follow(URI.create(door + "/favicon.ico")).statusCode());
            assertEquals(400, Pages.follow(URI.create(door + "/?code=evil&state=guessed")).statusCode());
            assertEquals(400, Pages.follow(URI.create(door + "/?code=evil")).statusCode());
            var page = Pages.follow(link);
            assertEquals(200, page.statusCode());
            assertTrue(page.body().contains("go back to the notebook"));
        });
        authorization().login(login(LONG), somebody);
        assertEquals("4/code-of-google", google.asked("/token").getFirst().get("code"));
    }

    @Test
    void theWaitHasAnEnd() throws Exception {
        var message = assertThrows(UsageError.class, () -> authorization().login(login(Duration.ofSeconds(1)),
            Somebody.whoDoesNothing())).getMessage();
        assertTrue(message.contains("within 1 seconds") && message.contains("--timeout"), message);
        nothingIsKept();
    }

    @Test
    void whereNobodyCanBeAskedThereIsNoWaitButAnExplanation() throws Exception {
        var nobody = Somebody.nobody();
        var message = refused(nobody).getMessage();
        assertTrue(message.contains("nobody can be asked here") && message.contains("service-account"), message);
        assertTrue(nobody.seen.isEmpty());
    }

    @Test
    void theEndOfInputCancels() {
        var somebody = Somebody.elsewhere((self, _) -> self.typing.add(Optional.empty()));
        assertEquals("The sign-in was cancelled.", refused(somebody).getMessage());
    }

    @Test
    void anInterruptEndsTheWaitAndKeepsNothing() throws Exception {
        var failure = new AtomicReference<Throwable>();
        var door = new AtomicReference<String>();
        var somebody = Somebody.whoOpens((_, link) -> door.set(TokenServer.fields(link.getRawQuery())
            .get("redirect_uri")));
        var cell = Thread.ofPlatform().start(() -> {
            try {
                authorization().login(login(LONG), somebody);
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        while (door.get() == null) {
            Thread.sleep(10);
        }
        cell.interrupt();
        cell.join(20_000);
        assertEquals(InterruptedException.class, failure.get().getClass());
        assertThrows(java.io.UncheckedIOException.class, () -> Pages.follow(URI.create(door.get())));
        nothingIsKept();
    }

    @Test
    void theWrongAccountIsNotKept() throws Exception {
        var wish = new Login(new SignIn.OwnClient(Optional.empty()), "grace@example.com", Access.ALL, LONG);
        var message = assertThrows(UsageError.class, () -> authorization().login(wish, Somebody.here())).getMessage();
        assertTrue(message.contains("ada@example.com") && message.contains("grace@example.com"), message);
        nothingIsKept();
    }

    @Test
    void aBoxForDriveThatWasNotTickedIsSeen() throws Exception {
        google.scopes = "openid email";
        assertTrue(refused(Somebody.here()).getMessage().contains("tick"));
        nothingIsKept();
    }

    @Test
    void aDriveInterfaceThatIsSwitchedOffIsExplainedWithItsAddress() throws Exception {
        google.next("/drive/v3/about", 403, """
            {"error": {"code": 403, "message": "Google Drive API has not been used in project 407 before.",
             "errors": [{"reason": "accessNotConfigured"}], "status": "PERMISSION_DENIED"}}""");
        var message = refused(Somebody.here()).getMessage();
        assertTrue(message.contains("drive.googleapis.com?project=407") && message.contains("Enable"), message);
        nothingIsKept();
    }

    @Test
    void aClientIdIsAskedForIfThereIsNone() throws Exception {
        var file = Files.writeString(home.resolve("client_secret_407.json"), CLIENT);
        var somebody = Somebody.here();
        somebody.types(file.toString());
        var authorization = new Authorization(new Surroundings(Map.of(), home, google.endpoints(),
            new MovableClock()));
        authorization.login(login(LONG), somebody);
        assertTrue(somebody.questions.getFirst().contains("client_secret"), somebody.questions.toString());
        assertEquals("GOCSPX-secret", google.asked("/token").getFirst().get("client_secret"));
        // It is known from then on.
        authorization.login(login(LONG), Somebody.here());
        assertEquals(1, authorization.status().size());
    }

    @Test
    void filesThatAreNoDesktopClientAreTakenForWhatTheyAre() throws Exception {
        var web = Files.writeString(home.resolve("web.json"), CLIENT.replace("installed", "web"));
        var key = Files.writeString(home.resolve("key.json"), "{\"type\": \"service_account\"}");
        var torn = Files.writeString(home.resolve("torn.json"), CLIENT.substring(0, 60));
        assertTrue(refused(web).contains("Web application"));
        assertTrue(refused(key).contains("--service-account"));
        assertTrue(refused(torn).contains("not a JSON object"));
        assertTrue(refused(home.resolve("none.json")).contains("There is no file"));
        assertFalse(refused(torn).contains("407-abc"));
    }

    private String refused(Path client) {
        var wish = new Login(new SignIn.OwnClient(Optional.of(client)), "", Access.ALL, LONG);
        return assertThrows(UsageError.class, () -> authorization().login(wish, Somebody.here())).getMessage();
    }
}
