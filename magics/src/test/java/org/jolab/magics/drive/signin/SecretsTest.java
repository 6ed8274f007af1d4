package org.jolab.magics.drive.signin;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a sign-in must keep to itself is shown, logged, thrown or turned into text. */
@Timeout(60)
class SecretsTest {

    private static final List<String> SECRETS = List.of("GOCSPX", "ya29", "1//", "code-of-google", "-secret");

    @TempDir
    private Path home;
    private TokenServer google;
    private final MovableClock clock = new MovableClock();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Logger root = Logger.getLogger("org.jolab");
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            heard.add(entry.getMessage() + trace(entry.getThrown()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void start() throws IOException {
        google = new TokenServer();
        ear.setLevel(Level.ALL);
        root.setLevel(Level.ALL);
        root.addHandler(ear);
    }

    @AfterEach
    void stop() {
        root.removeHandler(ear);
        root.setLevel(null);
        google.close();
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }

    private Authorization authorization() {
        return new Authorization(new Surroundings(Map.of("JOLAB_DRIVE_CLIENT_ID", "407-abc",
            "JOLAB_DRIVE_CLIENT_SECRET", "GOCSPX-x"), home, google.endpoints(), clock));
    }

    private interface Work {

        Object call() throws Exception;
    }

    private void hear(Work work) {
        try {
            heard.add(String.valueOf(work.call()));
        } catch (Exception e) {
            heard.add(trace(e));
        }
    }

    @Test
    void noSecretLeavesTheFileOfTheSignIn() throws Exception {
        var wish = new Login(new SignIn.OwnClient(Optional.empty()), "", Access.ALL, Duration.ofSeconds(30));
        var echo = "{\"error\": \"%s\", \"error_description\": \"bad GOCSPX-x, 1//secret-refresh, 4/code-of-google\"}";
        for (var error : List.of("invalid_grant", "invalid_client", "redirect_uri_mismatch", "other")) {
            google.next("/token", 400, echo.formatted(error).replace("1//secret-refresh, ", ""));
            var somebody = Somebody.here();
            hear(() -> authorization().login(wish, somebody));
            heard.addAll(somebody.seen);
        }
        var somebody = Somebody.here();
        hear(() -> authorization().login(wish, somebody));
        heard.addAll(somebody.seen);
        hear(() -> authorization().status());
        var files = new TokenFiles(home.resolve(".config/jolab/drive"));
        var kept = files.read("ada@example.com").orElseThrow();
        hear(() -> kept + " " + kept.grant() + " " + kept.token() + " " + ((Grant.Consent) kept.grant()).client());
        for (var error : List.of("invalid_grant", "invalid_client", "other")) {
            google.next("/token", 400, echo.formatted(error).replace(", 4/code-of-google", ""));
            hear(() -> {
                authorization().tokens("").insteadOf("ya29.secret-1");
                return "";
            });
        }
        for (var i = 0; i < 3; i++) {
            google.next("/token", 500, echo.formatted("server_error"));
        }
        hear(() -> authorization().tokens("").insteadOf("ya29.secret-1").isEmpty());
        google.next("/revoke", 400, "{\"error\": \"other\", \"error_description\": \"no 1//secret-refresh\"}");
        hear(() -> authorization().revoke(""));
        Files.writeString(home.resolve("torn.json"), "{\"installed\": {\"client_secret\": GOCSPX-x");
        hear(() -> authorization().login(new Login(new SignIn.OwnClient(Optional.of(home.resolve("torn.json"))), "",
            Access.ALL, Duration.ofSeconds(5)), Somebody.here()));
        google.close();
        hear(() -> authorization().login(new Login(wish.way(), "", Access.ALL, Duration.ofSeconds(1)),
            Somebody.whoDoesNothing()));
        assertTrue(heard.size() > 15, heard.toString());
        for (var text : heard) {
            for (var secret : SECRETS) {
                assertFalse(text.replace("_secret", "").replace("client-secret", "").contains(secret),
                    secret + " in " + text);
            }
        }
    }
}
