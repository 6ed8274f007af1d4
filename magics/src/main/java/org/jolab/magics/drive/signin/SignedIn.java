package org.jolab.magics.drive.signin;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/**
 * A sign-in that is kept. Holds no secret.
 *
 * @param name    what it is called here, for {@link Authorization#tokens}
 * @param account the address of the account, or empty if not known
 * @param origin  where it is from: "your client id 123-abc", "the rclone remote gdrive"
 * @param scopes  Google's names of what it may do; empty if not known
 * @param until   when the present token ends; a new one is fetched before, if nothing is in {@code trouble}
 * @param trouble why it cannot be used any more and what to do, or empty
 * @param file    where it is kept
 */
public record SignedIn(String name, String account, String origin, Set<String> scopes, Instant until, String trouble,
                       Path file) {

    public SignedIn {
        scopes = Set.copyOf(scopes);
    }
}
