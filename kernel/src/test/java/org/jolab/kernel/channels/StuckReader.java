package org.jolab.kernel.channels;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HexFormat;
import org.jolab.kernel.wire.ConnectionInfo;

/** A subscriber that speaks just enough ZMTP 3.0 to subscribe, and then never reads again. */
final class StuckReader implements AutoCloseable {

    private static final byte[] GREETING = HexFormat.of().parseHex(
        "ff00000000000000017f0300" + "4e554c4c" + "00".repeat(16 + 1 + 31));
    private static final byte[] READY = HexFormat.of().parseHex("0419" + "055245414459" + "0b536f636b65742d54797065"
        + "00000003535542");
    private static final byte[] SUBSCRIBE = {0, 1, 1};

    private final Socket socket;

    private StuckReader(Socket socket) {
        this.socket = socket;
    }

    static StuckReader connect(ConnectionInfo info) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", info.ports().iopub()));
        socket.getOutputStream().write(GREETING);
        socket.getInputStream().readNBytes(64);
        socket.getOutputStream().write(READY);
        socket.getInputStream().readNBytes(2);
        socket.getOutputStream().write(SUBSCRIBE);
        return new StuckReader(socket);
    }

    /** Whether the kernel has ended the connection; reads what it had sent before. */
    boolean wasCutOff() throws IOException {
        socket.setSoTimeout(20_000);
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
