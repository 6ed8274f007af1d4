package org.jolab.magics.git.remote;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.api.errors.InvalidRemoteException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TooLargePackException;
import org.jolab.api.UsageError;
import org.jolab.magics.git.credentials.Urls;

/** Why another repository can't be reached, in words. */
final class Unreachable {

    private Unreachable() {}

    private static Stream<Throwable> causes(Throwable error) {
        return Stream.iterate(error, java.util.Objects::nonNull, Throwable::getCause).limit(20);
    }

    private static <T extends Throwable> boolean has(Throwable error, Class<T> type) {
        return causes(error).anyMatch(type::isInstance);
    }

    private static boolean says(Throwable error, String pattern) {
        return causes(error).map(Throwable::getMessage).filter(java.util.Objects::nonNull)
            .anyMatch(message -> message.matches("(?is).*(" + pattern + ").*"));
    }

    /** Whether the other side wants another login. */
    static boolean isUnauthorized(Throwable error) {
        return says(error, ": not authorized|authentication is required|authentication not supported");
    }

    /** What to tell; {@code wasRefused} if a login was tried. */
    static UsageError of(Exception error, String address, boolean wasRefused) {
        return new UsageError(message(error, address, wasRefused), error instanceof InterruptedException ? error
            : null);
    }

    private static String message(Exception error, String address, boolean wasRefused) {
        var host = host(address);
        if (isUnauthorized(error)) {
            return wasRefused ? host + " does not accept the login. " + (host.contains("github") ? "GitHub takes no "
                + "passwords but tokens: make one at https://github.com/settings/tokens. " : "") + "Nothing was "
                + "changed; the next try asks again." : host + " wants to know who you are, and no login was given. "
                + "Nothing was changed.";
        }
        if (has(error, UnknownHostException.class) || says(error, "unknown host|UnresolvedAddress")) {
            return "There is no computer called " + host + ", or no network to find it: check the address " + address
                + " and the connection.";
        }
        if (has(error, SocketTimeoutException.class) || says(error, "time.?out")) {
            return host + " does not answer. Is the network up, and is a proxy needed (environment variable "
                + "https_proxy)?";
        }
        if (has(error, SSLException.class) || says(error, "SSL problems|certificate")) {
            return "The connection with " + host + " is not safe: " + reason(error, SSLException.class) + ". If the "
                + "server has a certificate of your organization, name the file of its authority: %git config "
                + "--global http.sslCAInfo FILE, or the environment variable GIT_SSL_CAINFO.";
        }
        if (says(error, "HostKey|host key|server key|known_hosts")) {
            return "The host key of " + host + " is not the known one, or was not accepted: " + last(error) + ". If "
                + "the host was set up anew, remove its old line: !ssh-keygen -R " + host + ".";
        }
        if (says(error, "Auth fail|No more authentication methods|Cannot log in|Authentication canceled")) {
            return host + " accepts none of your SSH keys. Is the key in ~/.ssh or in the agent (!ssh-add -l), and is "
                + "its public half known to " + host + "?";
        }
        if (has(error, ConnectException.class) || has(error, NoRouteToHostException.class)
                || says(error, "connection (was )?refused|connection failed")) {
            return "Nobody answers at " + address + ": " + last(error) + ". Is the address right, and the network up?";
        }
        return repository(error, address, host);
    }

    private static String repository(Exception error, String address, String host) {
        if (says(error, "git-receive-pack not permitted|not permitted|403|push not permitted")) {
            return host + " does not allow that for " + address + ": you may lack the right to write there, or the "
                + "token lacks it.";
        }
        if (has(error, NoRemoteRepositoryException.class) || has(error, InvalidRemoteException.class)
                || says(error, "not found|does not exist|not exported|does not appear to be a git repository")) {
            return "There is no repository " + address + (address.matches("[\\w.-]+/[\\w.-]+")
                ? ". Did you mean https://github.com/" + address + "?"
                : address.startsWith("http") ? ", or it is private and not for you. Check the address."
                : ". Check the address.");
        }
        if (has(error, NotSupportedException.class) || says(error, "URI not supported")) {
            return "Addresses such as " + address + " can't be reached here; https://, ssh://, git:// and paths can.";
        }
        if (has(error, TooLargePackException.class)) {
            return "The other side sends more than is allowed: " + last(error) + ".";
        }
        if (has(error, EOFException.class) || says(error, "end of file|hung up|EOF|reset|closed")) {
            return "The connection with " + host + " broke: " + last(error) + ". Nothing was changed; try again.";
        }
        return "The exchange with " + address + " has failed: " + last(error) + ".";
    }

    private static <T extends Throwable> String reason(Throwable error, Class<T> type) {
        return causes(error).filter(type::isInstance).reduce((_, deeper) -> deeper).map(Throwable::getMessage)
            .map(Urls::withoutSecret).orElseGet(() -> last(error));
    }

    private static String last(Throwable error) {
        return causes(error).map(Throwable::getMessage).filter(java.util.Objects::nonNull).reduce((_, deeper) ->
            deeper).map(Urls::withoutSecret).map(text -> text.replaceFirst("\\.$", "")).orElse(error.getClass()
            .getSimpleName());
    }

    private static String host(String address) {
        try {
            var host = new org.eclipse.jgit.transport.URIish(address).getHost();
            return host == null ? address : host;
        } catch (java.net.URISyntaxException e) {
            return address;
        }
    }
}
