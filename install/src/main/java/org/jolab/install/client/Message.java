package org.jolab.install.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A message from a kernel, on {@code channel}. */
public record Message(Channel channel, JsonNode header, JsonNode parent, JsonNode metadata, JsonNode content,
    List<byte[]> buffers) {

    /** What kind of message it is, such as {@code stream}. */
    public String type() {
        return header.path("msg_type").asText();
    }

    /** When it was sent, ISO 8601. */
    public String date() {
        return header.path("date").asText();
    }

    /** Whether it is an answer to, or an output of, the request with this id. */
    public boolean answers(String requestId) {
        return parent.path("msg_id").asText().equals(requestId);
    }

    /** Whether it says that the kernel has entered {@code state}. */
    public boolean isStatus(String state) {
        return type().equals("status") && content.path("execution_state").asText().equals(state);
    }
}
