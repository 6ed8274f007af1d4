package org.jolab.magics.git.remote;

import java.io.Closeable;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jolab.api.UsageError;
import org.jolab.magics.git.credentials.Keeper;
import org.jolab.magics.git.credentials.Memory;
import org.jolab.magics.git.credentials.Prompts;
import org.jolab.magics.git.credentials.Urls;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.transport.Connections;
import org.jolab.magics.git.transport.SecureShell;

/** Talks with another repository for one command: with its logins, its proxies, its keys. Used by one thread. */
public final class Exchange implements AutoCloseable {

    private static final int PATIENCE = 30_000;

    private final Place place;
    private final Config config;
    private final Keeper keeper;
    private final Prompts prompts;
    private SshSessionFactory shell;

    /** What is done with another repository. */
    @FunctionalInterface
    public interface Work<T> {

        /** Does it; may be done again if a login was wrong. */
        T call() throws Exception;
    }

    private Exchange(Place place, Config config, Memory memory) {
        this.place = place;
        this.config = config;
        keeper = new Keeper(place, config, memory);
        prompts = new Prompts(place);
    }

    /** An exchange by the settings of the repository, or the user's if there is none. */
    public static Exchange of(Place place, Memory memory) {
        try {
            return new Exchange(place, place.hasRepository() ? place.repository().getConfig()
                : SystemReader.getInstance().getUserConfig(), memory);
        } catch (IOException | org.eclipse.jgit.errors.ConfigInvalidException e) {
            throw new UsageError("Git's settings can't be read: " + e.getMessage() + ".", e);
        }
    }

    /** The logins. */
    public Keeper keeper() {
        return keeper;
    }

    /** Settings by which it talks. */
    public Config config() {
        return config;
    }

    /** {@code typed} without a password, which is used and told to stand where it should not. */
    String address(String typed) {
        if (Urls.login(typed).isPresent()) {
            keeper.typed(typed);
        }
        return Urls.told(typed);
    }

    /** Lets {@code command} talk. */
    <C extends TransportCommand<C, ?>> C prepare(C command) {
        return command.setTransportConfigCallback(this::configure).setCredentialsProvider(keeper);
    }

    /** Lets {@code transport} talk. */
    void configure(Transport transport) {
        if (transport instanceof TransportHttp http) {
            http.setHttpConnectionFactory(new Connections(place, config));
            http.setCredentialsProvider(keeper);
        } else if (transport instanceof SshTransport ssh) {
            if (shell == null) {
                shell = SecureShell.get().open(place.environment());
            }
            ssh.setSshSessionFactory(shell);
            ssh.setCredentialsProvider(prompts);
        }
    }

    /**
     * The result of {@code work}, which talks with {@code address}.
     *
     * @throws UsageError if that fails, in words
     */
    <T> T with(String address, Work<T> work) throws Exception {
        while (true) {
            try {
                var result = work.call();
                keeper.approve();
                return result;
            } catch (UsageError e) {
                throw e;
            } catch (Exception e) {
                if (place.shift().meter().isCancelled()) {
                    throw new InterruptedException();
                }
                if (prompts.refusal() != null) {
                    throw prompts.refusal();
                }
                if (!Unreachable.isUnauthorized(e) || !keeper.mayTryAgain()) {
                    throw Unreachable.of(e, Urls.withoutSecret(address), keeper.wasRefused());
                }
            }
        }
    }

    /** What a command prints that runs on the computer of {@code uri}. */
    public String shell(URIish uri, String command) throws IOException {
        if (shell == null) {
            shell = SecureShell.get().open(place.environment());
        }
        var session = shell.getSession(uri, prompts, FS.DETECTED, PATIENCE);
        try {
            var process = session.exec(command, PATIENCE);
            try (var in = process.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } finally {
                process.destroy();
            }
        } finally {
            session.disconnect();
        }
    }

    /** {@code address} taken apart. */
    static URIish uri(String address) {
        try {
            return new URIish(address);
        } catch (URISyntaxException e) {
            throw new UsageError("This is no address of a repository: " + Urls.withoutSecret(address)
                + ". Write https://host/owner/name.git or git@host:owner/name.git.");
        }
    }

    @Override
    public void close() {
        if (shell instanceof Closeable open) {
            try {
                open.close();
            } catch (IOException e) {
                System.getLogger(Exchange.class.getName()).log(System.Logger.Level.DEBUG, "SSH does not close", e);
            }
        }
    }
}
