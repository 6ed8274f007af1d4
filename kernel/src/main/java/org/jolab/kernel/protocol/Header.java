package org.jolab.kernel.protocol;

import java.util.Map;
import java.util.Optional;
import org.jolab.kernel.wire.MalformedMessage;

/**
 * What every message says of itself.
 *
 * @param id unique among all messages of its sender
 * @param type such as {@code execute_request}
 * @param subshell the subshell that it is for (JEP 91); empty means the main shell
 * @param fields the header as received, which answers carry back as their parent
 */
public record Header(String id, String type, Optional<String> subshell, Map<String, Object> fields) {

    /** The version of the protocol that this kernel speaks. */
    public static final String VERSION = "5.5";

    /** Reads a header; only the id and the type are indispensable. */
    public static Header read(byte[] json) throws MalformedMessage {
        var fields = Json.readObject(json);
        if (fields.get("msg_id") instanceof String id && fields.get("msg_type") instanceof String type) {
            var subshell = fields.get("subshell_id") instanceof String s ? Optional.of(s) : Optional.<String>empty();
            return new Header(id, type, subshell, fields);
        }
        throw new MalformedMessage("a header without msg_id or msg_type");
    }
}
