package org.jolab.kernel.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jolab.api.UsageError;

/**
 * Signs and verifies messages; any thread may use it, since it is never changed.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol">wire protocol</a>
 */
public final class Signer {

    private static final byte[] NONE = {};

    /** Copied for each signature, because a Mac has state; null if messages are not signed. */
    private final Mac prototype;

    private Signer(Mac prototype) {
        this.prototype = prototype;
    }

    /**
     * A signer for a scheme such as {@code hmac-sha256} (also md5, sha1, sha224, sha384, sha512). Without a key
     * nothing is signed and everything is accepted.
     *
     * @throws UsageError if the scheme is unknown
     */
    public static Signer of(String scheme, Secret key) {
        if (key.isEmpty()) {
            return new Signer(null);
        }
        var hash = scheme.toLowerCase(Locale.ROOT).replaceFirst("^hmac-", "").replace("-", "");
        try {
            var mac = Mac.getInstance("Hmac" + hash.toUpperCase(Locale.ROOT));
            mac.init(new SecretKeySpec(key.reveal(), mac.getAlgorithm()));
            return new Signer(mac);
        } catch (GeneralSecurityException e) {
            throw new UsageError("The connection file asks for the signature scheme \"%s\", which is unknown here; "
                + "use \"hmac-sha256\".".formatted(scheme), e);
        }
    }

    /** The signature of the frames as lower-case hexadecimal digits, or no bytes at all without a key. */
    public byte[] sign(List<byte[]> frames) {
        if (prototype == null) {
            return NONE;
        }
        try {
            var mac = (Mac) prototype.clone();
            frames.forEach(mac::update);
            return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("The JDK's HMACs can be cloned", e);
        }
    }

    /** Whether {@code signature} is that of the frames; takes as long for a wrong one as for the right one. */
    public boolean verify(byte[] signature, List<byte[]> frames) {
        return prototype == null || MessageDigest.isEqual(sign(frames), signature);
    }
}
