package org.jolab.kernel.protocol;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jolab.kernel.wire.Frames;
import org.jolab.kernel.wire.Signer;

/** Gives each message of this process its header and signature; any thread may use it. */
public final class Composer {

    private final Signer signer;
    private final String session = UUID.randomUUID().toString();
    private final AtomicLong sent = new AtomicLong();

    /** Composes messages that {@code signer} signs, all of one new session: front ends detect restarts by it. */
    public Composer(Signer signer) {
        this.signer = signer;
    }

    /** The identity of this process. */
    public String session() {
        return session;
    }

    /** Now, as the protocol writes it: clients read at most six digits of the second, and need the zone. */
    public static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS).toString();
    }

    /** A new header of the given type. */
    public Map<String, Object> header(String type) {
        var header = new LinkedHashMap<String, Object>();
        header.put("msg_id", session + "_" + sent.incrementAndGet());
        header.put("session", session);
        header.put("username", "kernel");
        header.put("date", now());
        header.put("msg_type", type);
        header.put("version", Header.VERSION);
        return header;
    }

    /** The message with {@code header}, as an answer to the one whose header is {@code parent} (empty: to none). */
    public Frames compose(Map<String, Object> header, Map<String, Object> parent, Body body, List<byte[]> identities) {
        var parts = List.of(Json.write(header), Json.write(parent), Json.write(body.metadata()),
            Json.write(body.content()));
        return Frames.signed(signer, identities, parts, body.buffers());
    }
}
