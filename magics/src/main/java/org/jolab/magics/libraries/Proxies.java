package org.jolab.magics.libraries;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.maven.settings.Proxy;
import org.eclipse.aether.repository.ProxySelector;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.eclipse.aether.util.repository.JreProxySelector;

/** Through which proxy a repository is reached. */
final class Proxies {

    private Proxies() {}

    /**
     * The proxies of settings.xml; if it has none, those of {@code https_proxy} and {@code http_proxy}, by which every
     * other program in a notebook goes; if there are none either, the JVM's.
     */
    static ProxySelector of(List<Proxy> declared, Map<String, String> environment) {
        var selector = new DefaultProxySelector();
        var isEmpty = true;
        for (var proxy : declared) {
            if (proxy.isActive()) {
                var account = new AuthenticationBuilder().addUsername(proxy.getUsername())
                    .addPassword(proxy.getPassword()).build();
                selector.add(new org.eclipse.aether.repository.Proxy(proxy.getProtocol(), proxy.getHost(),
                    proxy.getPort(), account), proxy.getNonProxyHosts());
                isEmpty = false;
            }
        }
        for (var protocol : List.of("https", "http")) {
            var value = environment.getOrDefault(protocol + "_proxy",
                environment.getOrDefault(protocol.toUpperCase(java.util.Locale.ROOT) + "_PROXY", ""));
            if (declared.stream().noneMatch(Proxy::isActive) && !value.isBlank()) {
                isEmpty &= !add(selector, protocol, value, environment);
            }
        }
        return isEmpty ? new JreProxySelector() : selector;
    }

    private static boolean add(DefaultProxySelector selector, String protocol, String value,
            Map<String, String> environment) {
        try {
            var uri = URI.create(value.contains("://") ? value : "http://" + value);
            if (uri.getHost() == null) {
                return false;
            }
            var account = uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
            var authentication = account.length < 2 ? null
                : new AuthenticationBuilder().addUsername(account[0]).addPassword(account[1]).build();
            var except = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
            selector.add(new org.eclipse.aether.repository.Proxy(protocol, uri.getHost(),
                uri.getPort() < 0 ? 80 : uri.getPort(), authentication), hosts(except));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** From curl's notation to Maven's: a domain stands for all its hosts. */
    private static String hosts(String except) {
        var text = new StringBuilder("localhost|127.*");
        for (var host : except.split(",")) {
            var name = host.strip().replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", "");
            if (!name.isEmpty()) {
                text.append('|').append(name).append("|*.").append(name);
            }
        }
        return text.toString();
    }
}
