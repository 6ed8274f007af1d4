package org.jolab.magics.drive.signin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The proxies that the JVM was told of, else those of the environment, as curl reads it. */
final class Proxies extends ProxySelector {

    private final Surroundings surroundings;

    Proxies(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public List<Proxy> select(URI address) {
        var ofMachine = Optional.ofNullable(ProxySelector.getDefault()).map(own -> own.select(address))
            .orElse(List.of()).stream().filter(proxy -> proxy.type() != Proxy.Type.DIRECT).toList();
        return !ofMachine.isEmpty() ? ofMachine : isExempt(String.valueOf(address.getHost())) ? List.of(Proxy.NO_PROXY)
            : List.of(ofEnvironment(address).flatMap(Proxies::proxy).orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
        // Whoever connects tells of it.
    }

    private Optional<String> ofEnvironment(URI address) {
        // The variable HTTP_PROXY is not read, as a web server's client could set it.
        return surroundings.get(address.getScheme() + "_proxy")
            .or(() -> "https".equals(address.getScheme()) ? surroundings.get("HTTPS_PROXY") : Optional.empty())
            .or(() -> surroundings.get("all_proxy")).or(() -> surroundings.get("ALL_PROXY"));
    }

    private boolean isExempt(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        var list = surroundings.get("no_proxy").or(() -> surroundings.get("NO_PROXY")).orElse("");
        return name.equals("localhost") || name.startsWith("127.") || name.equals("[::1]")
            || Arrays.stream(list.toLowerCase(Locale.ROOT).split("[,\\s]+")).map(one -> one.replaceFirst("^\\*?\\.",
                "")).anyMatch(one -> one.equals("*") || !one.isEmpty() && (name.equals(one)
                || name.endsWith("." + one)));
    }

    private static Optional<Proxy> proxy(String text) {
        try {
            var address = URI.create(text.contains("://") ? text : "http://" + text);
            return address.getHost() == null || address.getScheme().startsWith("socks") ? Optional.empty()
                : Optional.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.getHost(),
                    address.getPort() > 0 ? address.getPort() : 1080)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
