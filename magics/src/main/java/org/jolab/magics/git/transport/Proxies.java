package org.jolab.magics.git.transport;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;
import org.jolab.api.UsageError;
import org.jolab.magics.git.credentials.Urls;
import org.jolab.magics.git.place.Environment;

/**
 * The proxy between here and a server: {@code http.proxy}, else the environment's, as curl and git read it.
 *
 * @param environment the environment
 * @param config git's settings
 */
record Proxies(Environment environment, Config config) {

    Proxy of(URL url) {
        var set = config.getString("http", null, "proxy");
        var address = set != null ? Optional.of(set).filter(value -> !value.isEmpty())
            : isExempt(url.getHost()) ? Optional.<String>empty() : ofEnvironment(url.getProtocol());
        return address.map(Proxies::proxy).orElse(Proxy.NO_PROXY);
    }

    private Optional<String> ofEnvironment(String protocol) {
        // The variable HTTP_PROXY is not read, as a web server's client could set it.
        var own = environment.get(protocol + "_proxy");
        return own.or(() -> protocol.equals("https") ? environment.get("HTTPS_PROXY") : Optional.empty())
            .or(() -> environment.get("all_proxy")).or(() -> environment.get("ALL_PROXY"));
    }

    private boolean isExempt(String host) {
        var list = environment.get("no_proxy").or(() -> environment.get("NO_PROXY")).orElse("");
        return Arrays.stream(list.split("[,\\s]+")).map(name -> name.replaceFirst("^\\*?\\.", ""))
            .anyMatch(name -> name.equals("*") || !name.isEmpty() && (host.equalsIgnoreCase(name)
                || host.toLowerCase(java.util.Locale.ROOT).endsWith("." + name.toLowerCase(java.util.Locale.ROOT))));
    }

    private static Proxy proxy(String text) {
        try {
            var uri = URI.create(text.contains("://") ? text : "http://" + text);
            var isSocks = uri.getScheme().startsWith("socks");
            return new Proxy(isSocks ? Proxy.Type.SOCKS : Proxy.Type.HTTP, new InetSocketAddress(uri.getHost(),
                uri.getPort() > 0 ? uri.getPort() : 1080));
        } catch (IllegalArgumentException e) {
            throw new UsageError("The proxy that the environment or http.proxy names is no address: "
                + Urls.withoutSecret(text) + ".", e);
        }
    }
}
