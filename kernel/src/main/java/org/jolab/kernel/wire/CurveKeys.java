package org.jolab.kernel.wire;

import java.nio.charset.StandardCharsets;
import org.zeromq.ZMQ;

/**
 * The kernel's key pair for encrypted sockets, each key as 40 characters of Z85.
 *
 * @see <a href="https://rfc.zeromq.org/spec/25/">ZMTP CURVE</a>
 */
public record CurveKeys(String publicKey, Secret secretKey) {

    /** Makes {@code socket} answer only to clients that know the public key; to be called before it is bound. */
    public void serve(ZMQ.Socket socket) {
        socket.setCurveServer(true);
        socket.setCurvePublicKey(ZMQ.Curve.z85Decode(publicKey));
        socket.setCurveSecretKey(ZMQ.Curve.z85Decode(new String(secretKey.reveal(), StandardCharsets.US_ASCII)));
    }
}
