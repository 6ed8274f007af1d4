package org.jolab.magics.git.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.jolab.magics.git.place.Meter;

/** An HTTP connection that counts what comes. Used by one thread. */
final class Connection extends JDKHttpConnection {

    private static final int PATIENCE = 30_000;

    private final Meter meter;

    Connection(URL url, Proxy proxy, Meter meter) throws MalformedURLException, IOException {
        super(url, proxy);
        this.meter = meter;
        super.setConnectTimeout(PATIENCE);
    }

    @Override
    public void setConnectTimeout(int timeout) {
        super.setConnectTimeout(timeout <= 0 ? PATIENCE : timeout);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return counted(super.getInputStream(), meter);
    }

    /** Counts what is read. */
    static InputStream counted(InputStream in, Meter meter) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                var one = super.read();
                meter.bytes(one < 0 ? 0 : 1);
                return one;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                var count = super.read(bytes, offset, length);
                meter.bytes(Math.max(0, count));
                return count;
            }
        };
    }
}
