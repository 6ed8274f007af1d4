package org.jolab.magics.libraries;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.jolab.api.UsageError;

/**
 * A Maven repository that a notebook names.
 *
 * @param id by which settings.xml knows it
 * @param url without user name and password
 * @param user a name that stood in the URL, or empty
 * @param password a password that stood in the URL, or empty
 */
record Repository(String id, String url, String user, String password) {

    static final Repository CENTRAL = new Repository("central", "https://repo.maven.apache.org/maven2/", "", "");

    /** The short names that jbang's users know. */
    private static final Map<String, Repository> KNOWN = Map.of(
        "central", CENTRAL,
        "mavencentral", CENTRAL,
        "mavenCentral", CENTRAL,
        "google", new Repository("google", "https://maven.google.com/", "", ""),
        "jitpack", new Repository("jitpack", "https://jitpack.io/", "", ""));

    /**
     * Reads {@code id=url}, a URL, a folder or a name that jbang knows.
     *
     * @throws UsageError if it is none of these
     */
    static Repository parse(String typed) {
        if (KNOWN.containsKey(typed)) {
            return KNOWN.get(typed);
        }
        var equals = typed.indexOf('=');
        var isNamed = equals > 0 && typed.substring(0, equals).matches("[\\w.-]+");
        var address = isNamed ? typed.substring(equals + 1) : typed;
        try {
            var uri = address.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*") ? new URI(address) : folder(address);
            var isRemote = uri.getScheme().matches("https?");
            if (!isRemote && !uri.getScheme().equals("file") || isRemote && uri.getHost() == null) {
                throw new URISyntaxException(address, "no address of a repository");
            }
            var info = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
            var colon = info.indexOf(':');
            var bare = info.isEmpty() ? uri.toString() : uri.toString().replaceFirst("//[^/]*@", "//");
            var id = isNamed ? typed.substring(0, equals) : isRemote ? uri.getHost() : "local-folder";
            return new Repository(id, bare, decode(colon < 0 ? info : info.substring(0, colon)),
                colon < 0 ? "" : decode(info.substring(colon + 1)));
        } catch (URISyntaxException | InvalidPathException e) {
            throw new UsageError("\"" + withoutPassword(typed) + "\" is no repository. Write a URL or id=URL, such as "
                + "acme=https://repo.acme.com/maven, or a folder.");
        }
    }

    private static URI folder(String address) throws URISyntaxException {
        var path = Path.of(address.startsWith("~/") ? System.getProperty("user.home") + address.substring(1) : address);
        if (!Files.isDirectory(path)) {
            throw new URISyntaxException(address, "no folder");
        }
        return path.toAbsolutePath().toUri();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    static String withoutPassword(String text) {
        return text.replaceAll("//[^/@\\s]*@", "//");
    }

    RemoteRepository toRemote() {
        var builder = new RemoteRepository.Builder(id, "default", url);
        if (!user.isEmpty()) {
            builder.setAuthentication(new AuthenticationBuilder().addUsername(user).addPassword(password).build());
        }
        return builder.build();
    }

    @Override
    public String toString() {
        return id + " (" + url + ")";
    }
}
