package org.jolab.kernel.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One message as frames: {@code identities, <IDS|MSG>, signature, header, parent, metadata, content, buffers}.
 *
 * @param identities where the message came from or goes to, in order; on iopub the topic
 * @param signature the hexadecimal HMAC of {@code parts}, empty if unsigned
 * @param parts header, parent header, metadata and content: four JSON texts, byte for byte as received
 * @param buffers raw bytes that belong to the content; not signed
 */
public record Frames(List<byte[]> identities, byte[] signature, List<byte[]> parts, List<byte[]> buffers) {

    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int PARTS = 4;

    /** Signs {@code parts} and puts everything together. */
    public static Frames signed(Signer signer, List<byte[]> identities, List<byte[]> parts, List<byte[]> buffers) {
        return new Frames(identities, signer.sign(parts), parts, buffers);
    }

    /** Takes received frames apart and checks the signature over the bytes as they came. */
    public static Frames parse(List<byte[]> frames, Signer signer) throws MalformedMessage {
        int delimiter = 0;
        while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
            delimiter++;
        }
        if (delimiter == frames.size()) {
            throw new MalformedMessage("no <IDS|MSG> delimiter");
        }
        int first = delimiter + 2;
        if (frames.size() < first + PARTS) {
            throw new MalformedMessage("%d frames after the delimiter, at least 5 expected"
                .formatted(frames.size() - delimiter - 1));
        }
        var parts = List.copyOf(frames.subList(first, first + PARTS));
        if (!signer.verify(frames.get(delimiter + 1), parts)) {
            throw new MalformedMessage("wrong signature");
        }
        return new Frames(List.copyOf(frames.subList(0, delimiter)), frames.get(delimiter + 1), parts,
            List.copyOf(frames.subList(first + PARTS, frames.size())));
    }

    /** All frames in the order in which they are sent. */
    public List<byte[]> all() {
        var all = new ArrayList<byte[]>(identities.size() + 2 + PARTS + buffers.size());
        all.addAll(identities);
        all.add(DELIMITER);
        all.add(signature);
        all.addAll(parts);
        all.addAll(buffers);
        return all;
    }

    /** The bytes that this message holds in memory. */
    public long size() {
        return parts.stream().mapToLong(part -> part.length).sum()
            + buffers.stream().mapToLong(buffer -> buffer.length).sum();
    }
}
