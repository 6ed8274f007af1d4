package org.jolab.install.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns messages into signed frames and back.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol">the wire protocol</a>
 */
final class Frames {

    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int JSON_FRAMES = 4;

    private final String key;

    Frames(String key) {
        this.key = key;
    }

    List<byte[]> write(ObjectNode header, JsonNode parent, JsonNode content) throws IOException {
        var json = new ArrayList<byte[]>();
        for (var part : List.of(header, parent, Json.object(), content)) {
            json.add(Json.MAPPER.writeValueAsBytes(part));
        }
        var frames = new ArrayList<byte[]>();
        frames.add(DELIMITER);
        frames.add(sign(json));
        frames.addAll(json);
        return frames;
    }

    /** Empty for what is no message or not signed with the key. */
    Optional<Message> read(Channel channel, List<byte[]> frames) {
        int delimiter = 0;
        while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
            delimiter++;
        }
        var rest = frames.subList(Math.min(delimiter + 1, frames.size()), frames.size());
        if (rest.size() < 1 + JSON_FRAMES) {
            return Optional.empty();
        }
        var json = rest.subList(1, 1 + JSON_FRAMES);
        if (!MessageDigest.isEqual(sign(json), rest.getFirst())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Message(channel,
                Json.MAPPER.readTree(json.get(0)), Json.MAPPER.readTree(json.get(1)),
                Json.MAPPER.readTree(json.get(2)), Json.MAPPER.readTree(json.get(3)),
                List.copyOf(rest.subList(1 + JSON_FRAMES, rest.size()))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private byte[] sign(List<byte[]> json) {
        if (key.isEmpty()) {
            return new byte[0];
        }
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            json.forEach(mac::update);
            return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }
}
