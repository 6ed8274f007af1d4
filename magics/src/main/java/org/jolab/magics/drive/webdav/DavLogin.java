package org.jolab.magics.drive.webdav;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jolab.magics.drive.signin.AccessTokens;

/** What a request to a WebDAV server shows of its sender. Used by many threads. */
public interface DavLogin {

    /** The value of the header {@code Authorization}; empty to send none. */
    String header() throws IOException;

    /** The value in the place of one that the server refused, or the same if there is no other. */
    default String insteadOf(String refused) throws IOException {
        return refused;
    }

    /** For a server that asks nobody who he is. */
    static DavLogin none() {
        return () -> "";
    }

    /** A name and a password, or better a password made for this program (RFC 7617). */
    static DavLogin basic(String user, String password) {
        var header = "Basic " + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return () -> header;
    }

    /** Tokens that are renewed from time to time (RFC 6750). */
    static DavLogin bearer(AccessTokens tokens) {
        return new DavLogin() {

            @Override
            public String header() throws IOException {
                return "Bearer " + tokens.current();
            }

            @Override
            public String insteadOf(String refused) throws IOException {
                return "Bearer " + tokens.insteadOf(refused.substring("Bearer ".length()));
            }
        };
    }
}
