package org.jolab.magics.git.lfs;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.jolab.api.UsageError;
import org.jolab.kernel.protocol.Json;
import org.jolab.kernel.wire.MalformedMessage;
import org.jolab.magics.git.credentials.Urls;
import org.jolab.magics.git.remote.Exchange;

/** Where a repository's large files are. */
sealed interface Endpoint {

    /** A server. {@code headers} are what an SSH server has given to show there. */
    record Server(String url, Map<String, String> headers) implements Endpoint {}

    /** Another folder on this machine. */
    record Folder(Store store) implements Endpoint {}

    /**
     * The large files of {@code remote}, to be brought ({@code download}) or sent ({@code upload}).
     *
     * @throws UsageError if it can't be told
     */
    static Endpoint of(Exchange exchange, Repository repository, String[] remoteAndOperation) throws IOException {
        var config = repository.getConfig();
        var remote = remoteAndOperation[0];
        var own = first(config.getString("lfs", null, "url"), config.getString("remote", remote, "lfsurl"),
            shared(repository));
        if (own.isPresent()) {
            return new Server(own.get(), Map.of());
        }
        var url = first(config.getString("remote", remote, "url"), remote).orElseThrow();
        try {
            var uri = new URIish(url);
            if (!uri.isRemote()) {
                return folder(repository, uri);
            }
            if (uri.getScheme() != null && uri.getScheme().startsWith("http")) {
                return new Server(info(Urls.withoutSecret(url)), Map.of());
            }
            if (uri.getScheme() == null || uri.getScheme().equals("ssh")) {
                return ofShell(exchange, uri, remoteAndOperation[1]);
            }
        } catch (java.net.URISyntaxException e) {
            throw new UsageError("This is no address: " + Urls.withoutSecret(url) + ".", e);
        }
        throw new UsageError("Large files can't be exchanged with " + Urls.withoutSecret(url)
            + ". %git config lfs.url URL names their server.");
    }

    private static Endpoint folder(Repository repository, URIish uri) {
        var path = repository.isBare() ? Path.of(uri.getPath())
            : repository.getWorkTree().toPath().resolve(uri.getPath());
        return new Folder(new Store((Files.isDirectory(path.resolve(".git")) ? path.resolve(".git") : path)
            .resolve("lfs")));
    }

    private static String info(String url) {
        var bare = url.replaceFirst("/+$", "");
        return (bare.endsWith(".git") ? bare : bare + ".git") + "/info/lfs";
    }

    /** What the repository itself says, in {@code .lfsconfig}. */
    private static String shared(Repository repository) throws IOException {
        if (repository.isBare()) {
            return null;
        }
        var config = new FileBasedConfig(repository.getWorkTree().toPath().resolve(".lfsconfig").toFile(),
            FS.DETECTED);
        try {
            config.load();
        } catch (org.eclipse.jgit.errors.ConfigInvalidException e) {
            return null;
        }
        return config.getString("lfs", null, "url");
    }

    private static Optional<String> first(String... values) {
        for (var value : values) {
            if (value != null && !value.isEmpty()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** An SSH server tells where, and what to show there. */
    private static Endpoint ofShell(Exchange exchange, URIish uri, String operation) throws IOException {
        var path = uri.getPath().startsWith("/") && uri.getScheme() == null ? uri.getPath()
            : uri.getPath().replaceFirst("^/~", "~");
        var answer = exchange.shell(uri, "git-lfs-authenticate '" + path.replace("'", "'\\''") + "' " + operation);
        try {
            var fields = Json.readObject(answer.getBytes(StandardCharsets.UTF_8));
            var headers = new HashMap<String, String>();
            if (fields.get("header") instanceof Map<?, ?> given) {
                given.forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
            }
            return new Server(String.valueOf(fields.get("href")), headers);
        } catch (MalformedMessage e) {
            // A server that knows nothing of this may serve them by HTTPS.
            return new Server(info(URI.create("https://" + uri.getHost() + "/"
                + uri.getPath().replaceFirst("^/", "")).toString()), Map.of());
        }
    }
}
