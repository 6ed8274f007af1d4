package org.jolab.kernel.wire;

import java.util.Optional;

/**
 * Where a kernel listens and how its messages are protected.
 *
 * @param transport {@code tcp} or {@code ipc}
 * @param ip the address to bind ({@code *} and IPv6 included); with ipc the beginning of the sockets' paths
 * @param ports one for each channel
 * @param security keys and signature scheme
 */
public record ConnectionInfo(String transport, String ip, Ports ports, Security security) {

    /** How messages are signed ({@code key} empty: not at all) and whether the sockets are encrypted. */
    public record Security(String scheme, Secret key, Optional<CurveKeys> curve) {

        /** The signer for this key. */
        public Signer signer() {
            return Signer.of(scheme, key);
        }
    }

    /** Whether channels are Unix sockets. */
    public boolean ipc() {
        return transport.equals("ipc");
    }

    /** The address of one channel as clients write it. */
    public String address(int port) {
        if (ipc()) {
            return "ipc://" + ip + "-" + port;
        }
        return "tcp://" + (ip.contains(":") && !ip.startsWith("[") ? "[" + ip + "]" : ip) + ":" + port;
    }

    /** The same with other ports. */
    public ConnectionInfo with(Ports chosen) {
        return new ConnectionInfo(transport, ip, chosen, security);
    }
}
