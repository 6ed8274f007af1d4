package org.jolab.magics.drive.signin;

import java.net.URI;

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

    /** A server that plays all of Google, as the tests of the whole have one. */
    static Endpoints of(URI server) {
        return new Endpoints(server.resolve("/o/oauth2/v2/auth"), server.resolve("/token"),
            server.resolve("/device/code"), server.resolve("/revoke"), server.resolve("/tokeninfo"),
            server.resolve("/"));
    }
}
