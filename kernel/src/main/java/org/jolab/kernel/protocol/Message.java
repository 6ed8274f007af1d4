package org.jolab.kernel.protocol;

import java.util.List;
import java.util.Map;
import org.jolab.kernel.wire.Frames;
import org.jolab.kernel.wire.MalformedMessage;
import org.jolab.kernel.wire.Signer;

/**
 * A message from a front end, its signature verified and its header read; the rest is read by the thread that needs it.
 *
 * @param channel the socket on which it came and where its reply goes
 * @param header what it says of itself
 * @param frames everything else, as received
 */
public record Message(Channel channel, Header header, Frames frames) {

    /** The sockets on which front ends talk to the kernel. */
    public enum Channel { SHELL, CONTROL, STDIN }

    /** Verifies and reads what arrived on {@code channel}. */
    public static Message read(Channel channel, List<byte[]> received, Signer signer) throws MalformedMessage {
        var frames = Frames.parse(received, signer);
        return new Message(channel, Header.read(frames.parts().getFirst()), frames);
    }

    /** The header of the message that this one answers; empty for most. */
    public Map<String, Object> parent() throws MalformedMessage {
        return Json.readObject(frames.parts().get(1));
    }

    /** What the sender adds about the message. */
    public Map<String, Object> metadata() throws MalformedMessage {
        return Json.readObject(frames.parts().get(2));
    }

    /** What the message is about. */
    public Map<String, Object> content() throws MalformedMessage {
        return Json.readObject(frames.parts().get(3));
    }
}
