package org.jolab.magics.git.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory2;
import org.eclipse.jgit.util.HttpSupport;
import org.jolab.magics.git.place.Meter;
import org.jolab.magics.git.place.Place;

/** Makes HTTP connections, through the proxy and with the authorities that the user's git is told of. */
public final class Connections implements HttpConnectionFactory2 {

    private final Place place;
    private final Proxies proxies;
    private final Authorities authorities;

    /** Connections by the settings {@code config}. */
    public Connections(Place place, Config config) {
        this.place = place;
        proxies = new Proxies(place.environment(), config);
        authorities = new Authorities(place, config);
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return new Connection(url, proxies.of(url), place.shift().meter());
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return create(url);
    }

    /** The proxy between here and {@code uri}. */
    public Proxy proxy(java.net.URI uri) {
        try {
            return proxies.of(uri.toURL());
        } catch (java.net.MalformedURLException e) {
            return Proxy.NO_PROXY;
        }
    }

    /** Whom to trust, if the user has said so. */
    public Optional<SSLContext> context() throws IOException {
        try {
            if (!authorities.areOwn()) {
                return Optional.empty();
            }
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {authorities.trustManager()}, null);
            return Optional.of(context);
        } catch (GeneralSecurityException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Counts what is read. */
    public static InputStream counted(InputStream in, Meter meter) {
        return Connection.counted(in, meter);
    }

    @Override
    public GitSession newSession() {
        return new GitSession() {
            @Override
            public HttpConnection configure(HttpConnection connection, boolean sslVerify) throws IOException,
                    GeneralSecurityException {
                if (!"https".equals(connection.getURL().getProtocol())) {
                    return connection;
                }
                if (!sslVerify || authorities.isVerificationOff()) {
                    HttpSupport.disableSslVerify(connection);
                } else if (authorities.areOwn()) {
                    connection.configure(null, new TrustManager[] {authorities.trustManager()}, null);
                }
                return connection;
            }

            @Override
            public void close() {}
        };
    }
}
