package org.jolab.magics.drive.fake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The page on which a browser asks its user, and the codes that come of it (RFC 6749, with the proof of RFC 7636). A
 * code is good once, for the address and the proof that it was asked for. Used by all threads.
 */
final class Consents {

    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

    /** Two links: one allows, one does not. */
    void ask(Call call) throws IOException {
        var code = "4/" + UUID.randomUUID();
        codes.put(code, call.query);
        var back = call.query.get("redirect_uri") + "?state=" + call.query.get("state");
        var page = "<!doctype html><title>Sign in</title><h1>Ada</h1><p>jolab wants to see, edit, create and delete "
            + "all of your files.</p><p><a id=\"allow\" href=\"" + back + "&amp;code=" + code + "\">Continue</a> "
            + "<a id=\"deny\" href=\"" + back + "&amp;error=access_denied\">Cancel</a></p>";
        call.send(200, "text/html; charset=UTF-8", page.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a code may be changed for tokens; it may not be twice. */
    boolean redeems(Map<String, String> form) {
        var asked = codes.remove(form.getOrDefault("code", ""));
        return asked != null && asked.get("redirect_uri").equals(form.get("redirect_uri"))
            && asked.get("client_id").equals(form.get("client_id"))
            && asked.get("code_challenge").equals(challenge(form.getOrDefault("code_verifier", "")));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(MessageDigest.getInstance("SHA-256")
                .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
