package org.jolab.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jolab.api.UsageError;
import org.junit.jupiter.api.Test;

/** Messages as frames, and their signatures. */
class FramesTest {

    private static final Signer SIGNER = Signer.of("hmac-sha256", Secret.of("key"));

    private static List<byte[]> frames(Random random, int most) {
        var frames = new ArrayList<byte[]>();
        for (int n = random.nextInt(most + 1); n > 0; n--) {
            var frame = new byte[random.nextInt(20)];
            random.nextBytes(frame);
            frames.add(frame);
        }
        return frames;
    }

    private static List<byte[]> parts(Random random) {
        var parts = new ArrayList<byte[]>();
        while (parts.size() < 4) {
            var part = new byte[1 + random.nextInt(50)];
            random.nextBytes(part);
            parts.add(part);
        }
        return parts;
    }

    private static void assertSame(List<byte[]> expected, List<byte[]> actual) {
        assertTrue(Arrays.deepEquals(expected.toArray(), actual.toArray()));
    }

    @Test
    void whatIsSignedIsReadAgainWithIdentitiesAndBuffers() throws Exception {
        var random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            var sent = Frames.signed(SIGNER, frames(random, 3), parts(random), frames(random, 4));
            var read = Frames.parse(sent.all(), SIGNER);
            assertSame(sent.identities(), read.identities());
            assertSame(sent.parts(), read.parts());
            assertSame(sent.buffers(), read.buffers());
            assertArrayEquals(sent.signature(), read.signature());
        }
    }

    @Test
    void anyChangedByteOfTheSignedPartsIsFoundAndBuffersAreFree() {
        var random = new Random(2);
        for (int i = 0; i < 2000; i++) {
            var all = new ArrayList<>(Frames.signed(SIGNER, List.of(), parts(random), List.of(new byte[] {1})).all());
            int frame = 1 + random.nextInt(5);
            var changed = all.get(frame).clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(7));
            all.set(frame, changed);
            assertThrows(MalformedMessage.class, () -> Frames.parse(all, SIGNER));
        }
    }

    @Test
    void theSignatureIsTheProtocols() {
        // Computed with Python's hmac module.
        var parts = List.of("{}", "{}", "{}", "{\"a\":1}").stream()
            .map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
        assertEquals("5c59a161f31dbc453751f94cd7e9bdd78e1ed3419c132f75b8e0f3b0d1313693",
            new String(SIGNER.sign(parts), StandardCharsets.US_ASCII));
        assertEquals(0, Signer.of("hmac-sha256", Secret.of("")).sign(parts).length);
        assertThrows(UsageError.class, () -> Signer.of("hmac-crc", Secret.of("key")));
    }

    @Test
    void anyFewerFramesAreMalformed() {
        var all = Frames.signed(SIGNER, List.of(), parts(new Random(3)), List.of()).all();
        for (int n = 0; n < all.size(); n++) {
            var fewer = all.subList(0, n);
            assertThrows(MalformedMessage.class, () -> Frames.parse(fewer, SIGNER));
        }
    }

    @Test
    void aSecretIsNeverPrinted() {
        var info = new ConnectionInfo.Security("hmac-sha256", Secret.of("very-secret"), Optional.of(
            new CurveKeys("public", Secret.of("also-secret"))));
        assertFalse(info.toString().contains("very-secret") || info.toString().contains("also-secret"));
    }
}
