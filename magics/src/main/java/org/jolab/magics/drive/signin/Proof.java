package org.jolab.magics.drive.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Who begins a sign-in and who ends it are the same. Its text shows nothing.
 *
 * @param verifier known here alone until the code is shown: RFC 7636
 * @param state    comes back with the code: RFC 6749, section 10.12
 */
record Proof(String verifier, String state) {

    static Proof make() {
        var random = new SecureRandom();
        return new Proof(text(random, 48), text(random, 16));
    }

    /** The verifier's SHA-256. */
    String challenge() {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(MessageDigest.getInstance("SHA-256")
                .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isState(String text) {
        return MessageDigest.isEqual(state.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(SecureRandom random, int bytes) {
        var all = new byte[bytes];
        random.nextBytes(all);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    @Override
    public String toString() {
        return "proof";
    }
}
