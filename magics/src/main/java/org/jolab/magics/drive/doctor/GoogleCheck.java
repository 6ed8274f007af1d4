package org.jolab.magics.drive.doctor;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jolab.magics.drive.signin.Access;
import org.jolab.magics.drive.signin.Authorization;
import org.jolab.magics.drive.signin.SignedIn;
import org.jolab.magics.drive.signin.Surroundings;
import org.jolab.magics.drive.store.StoreException;

/** Looks at the way to Google Drive, this machine's clock and the sign-in; asks nobody. */
public record GoogleCheck(Surroundings surroundings) {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    /** Signatures and tokens bear this much. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    /** What was found, the way there first. Takes some seconds at most for each. */
    public List<Finding> findings() throws InterruptedIOException {
        var findings = new ArrayList<Finding>();
        var answer = answer(findings);
        answer.flatMap(this::clock).ifPresent(findings::add);
        try {
            signIns(findings, answer.isPresent());
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            findings.add(Finding.trouble(e.getMessage()));
        }
        return findings;
    }

    private Optional<HttpResponse<Void>> answer(List<Finding> findings) throws InterruptedIOException {
        var address = surroundings.endpoints().drive().resolve("drive/v3/about");
        try (var client = HttpClient.newBuilder().proxy(surroundings.proxies()).connectTimeout(PATIENCE).build()) {
            // Whatever it says without a token, it is there.
            var answer = client.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                BodyHandlers.discarding());
            findings.add(Finding.fine(address.getHost() + " can be reached"));
            return Optional.of(answer);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (IOException e) {
            findings.add(Finding.trouble(address.getHost() + " cannot be reached: " + (e.getMessage() == null
                ? "no connection" : e.getMessage()) + ". Look at the network, and set HTTPS_PROXY if you are behind a "
                + "proxy. What is written waits until then."));
            return Optional.empty();
        }
    }

    private Optional<Finding> clock(HttpResponse<?> answer) {
        try {
            return answer.headers().firstValue("Date").map(text -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text,
                Instant::from)).map(theirs -> {
                    var off = Duration.between(theirs, surroundings.clock().instant());
                    return off.abs().compareTo(SKEW) <= 0 ? Finding.fine("the clock is right") : Finding.trouble(
                        "This machine's clock is " + off.abs().toMinutes() + " minutes " + (off.isNegative() ? "slow"
                        : "fast") + ", and sign-ins have a time. Set it (timedatectl set-ntp true).");
                });
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private void signIns(List<Finding> findings, boolean isReachable) throws IOException {
        var authorization = new Authorization(surroundings);
        var latest = authorization.find("");
        if (latest.isEmpty()) {
            findings.add(Finding.trouble("Nobody is signed in. Sign in with \"%drive auth login\"; "
                + "examples/drive-client-id.md tells what it needs."));
        }
        for (var signIn : authorization.status()) {
            findings.add(signIn(authorization, signIn, isReachable));
        }
    }

    private static Finding signIn(Authorization authorization, SignedIn signIn, boolean isReachable)
            throws IOException {
        var who = signIn.name() + " is signed in by " + signIn.origin();
        try {
            if (isReachable || !signIn.trouble().isEmpty()) {
                authorization.tokens(signIn.name()).current();
            }
        } catch (StoreException e) {
            return Finding.trouble(e.getMessage());
        }
        if (Access.ALL.isIn(signIn.scopes())) {
            return Finding.fine(who + ", for all files");
        }
        return Access.READ.isIn(signIn.scopes()) ? Finding.fine(who + ", to read; \"%drive auth login\" is for writing")
            : Access.OWN.isIn(signIn.scopes()) ? Finding.fine(who + ", for files alone that were made with this client "
            + "id; \"%drive auth login\" is for all")
            : Finding.trouble(who + ", but may not use Drive. Sign in again with \"%drive auth login\".");
    }
}
