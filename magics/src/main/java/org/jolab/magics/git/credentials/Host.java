package org.jolab.magics.git.credentials;

import org.eclipse.jgit.transport.URIish;

/**
 * Whom a login is for.
 *
 * @param protocol {@code https} or {@code http}
 * @param name the host, with its port if the address has one
 * @param path the repository's path, without the slash before it
 * @param user the name that the address has; empty if it has none
 */
record Host(String protocol, String name, String path, String user) {

    static Host of(URIish uri) {
        return new Host(uri.getScheme() == null ? "https" : uri.getScheme(), uri.getHost() + (uri.getPort() > 0 ? ":"
            + uri.getPort() : ""), uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/+", ""),
            uri.getUser() == null ? "" : uri.getUser());
    }

    /** As git's prompts name it. */
    String address() {
        return protocol + "://" + name;
    }

    /** Whether it is GitHub itself, for which the environment's token is meant, over a connection nobody reads. */
    boolean isGitHub() {
        return protocol.equals("https") && (name.equals("github.com") || name.equals("gist.github.com"));
    }

    /** Whether both are the same computer and service. */
    boolean isSame(Host other) {
        return protocol.equals(other.protocol) && name.equals(other.name);
    }
}
