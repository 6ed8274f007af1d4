package org.jolab.kernel.wire;

import java.nio.charset.StandardCharsets;

/** Key material that cannot be printed by mistake: it has no text form, and only this package's users get its bytes. */
public final class Secret {

    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The secret whose bytes are {@code text} in UTF-8, as the connection file spells it. */
    public static Secret of(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether there is no key at all, which the protocol takes as "do not sign". */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** A copy of the bytes, for whoever hands them to a cipher or writes them to a file that only the user can read. */
    public byte[] reveal() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
