package org.jolab.magics.drive.signin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jolab.api.UsageError;

/**
 * A virtual machine of Colab, whose page asks the user. Read from Colab's own Python code; whether the page answers a
 * kernel for another language has never been seen.
 */
record ColabMachine(Surroundings surroundings, Renewal renewal, Path program) {

    private static final String REQUEST = "request_auth";

    ColabMachine(Surroundings surroundings, Renewal renewal) {
        this(surroundings, renewal, Path.of("/opt/google/drive"));
    }

    boolean isHere() {
        return surroundings.get("COLAB_RELEASE_TAG").isPresent() && Files.exists(program);
    }

    /** A sign-in of no name yet, with a token. */
    Kept signIn(Login login, Optional<ColabFrontend> page) throws IOException, InterruptedException {
        var address = surroundings.get("TBE_EPHEM_CREDS_ADDR").orElseThrow(() -> new UsageError("This machine is not "
            + "Colab's, or an older one: TBE_EPHEM_CREDS_ADDR is not set. Sign in with \"%drive auth login --client "
            + "FILE\"."));
        ask(page, "auth_user_ephemeral", login.limit());
        var about = new Kept.About("", "", "Colab", Set.of(login.access().scope()), "");
        return renewal.renew(new Kept(about, new Grant.Machine(URI.create(address.contains("://") ? address
            : "http://" + address)), Token.NONE, surroundings.clock().instant()));
    }

    /** Asks the page for what Colab's own Drive program needs. */
    static void ask(Optional<ColabFrontend> page, String kind, Duration limit) throws InterruptedException {
        var answer = page.orElseThrow(ColabMachine::noPage).request(REQUEST, KeptJson.JSON.createObjectNode()
            .put("authType", kind), limit);
        if (answer.isEmpty()) {
            throw new UsageError("Colab's page has not answered within " + limit.toSeconds() + " seconds. Mount the "
                + "Drive in a Python notebook of the same machine first (from google.colab import drive; "
                + "drive.mount(\"/content/drive\")): every notebook of the machine sees it then. Or sign in with "
                + "\"%drive auth login --client FILE\".");
        }
    }

    private static UsageError noPage() {
        return new UsageError("Colab's page cannot be asked from here. Mount the Drive in a Python notebook of the "
            + "same machine (from google.colab import drive; drive.mount(\"/content/drive\")), or sign in with "
            + "\"%drive auth login --client FILE\".");
    }
}
