package org.jolab.magics.drive.signin;

import java.net.URI;
import org.jolab.api.UsageError;

/**
 * Where Google, or what stands for it in tests, is asked.
 *
 * @param consent where a browser asks the user
 * @param token   where tokens are given out
 * @param device  where codes for other devices are given out
 * @param revoke  where tokens are ended
 * @param info    where it is told what a token may do
 * @param drive   the root of the Drive API
 */
public record Endpoints(URI consent, URI token, URI device, URI revoke, URI info, URI drive) {

    /** Google's own. */
    public static Endpoints google() {
        return new Endpoints(URI.create("https://accounts.google.com/o/oauth2/v2/auth"),
            URI.create("https://oauth2.googleapis.com/token"), URI.create("https://oauth2.googleapis.com/device/code"),
            URI.create("https://oauth2.googleapis.com/revoke"), URI.create("https://oauth2.googleapis.com/tokeninfo"),
            URI.create("https://www.googleapis.com/"));
    }

    /**
     * A server of this machine that stands for all of Google's in tests.
     *
     * @param typed such as {@code http://127.0.0.1:4910}, nowhere but on this machine: it is told secrets
     */
    static Endpoints standIn(String typed) {
        if (!typed.matches("http://(127\\.0\\.0\\.1|localhost):[0-9]{1,5}/?")) {
            throw new UsageError("JOLAB_DRIVE_SERVER is for tests and must read http://127.0.0.1:PORT. Unset it to use "
                + "Google Drive.");
        }
        var root = URI.create(typed.endsWith("/") ? typed : typed + "/");
        return new Endpoints(root.resolve("o/oauth2/v2/auth"), root.resolve("token"), root.resolve("device/code"),
            root.resolve("revoke"), root.resolve("tokeninfo"), root);
    }
}
