package org.jolab.magics.git.transport;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.util.SystemReader;
import org.jolab.api.UsageError;
import org.jolab.magics.git.place.Environment;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.place.Shift;

/** Lets others than git go the ways that git goes: by its proxies, trusting whom it trusts. */
public final class Ways {

    private Ways() {}

    /**
     * {@code client} by the proxies and authorities of {@code environment} and the user's git settings.
     *
     * @throws UsageError if those are wrong
     */
    public static HttpClient.Builder asGit(HttpClient.Builder client, Map<String, String> environment) {
        try (var place = new Place(Path.of("").toAbsolutePath(), new Environment(() -> environment), new Shift())) {
            var config = SystemReader.getInstance().getUserConfig();
            var authorities = new Authorities(place, config);
            if (authorities.areOwn()) {
                var context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {authorities.trustManager()}, null);
                client.sslContext(context);
            }
            return client.proxy(selector(new Proxies(place.environment(), config)));
        } catch (IOException | ConfigInvalidException | GeneralSecurityException e) {
            throw new UsageError("Git's settings can't be used here: " + e.getMessage() + ".", e);
        }
    }

    private static ProxySelector selector(Proxies proxies) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                try {
                    return List.of(proxies.of(uri.toURL()));
                } catch (IOException e) {
                    return List.of(Proxy.NO_PROXY);
                }
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {
                // The request fails, which is told.
            }
        };
    }
}
