package org.jolab.magics.git.credentials;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.NetRC;
import org.eclipse.jgit.transport.URIish;
import org.jolab.api.UsageError;
import org.jolab.magics.git.place.Place;

/**
 * Logins for hosts of one command, by what is likeliest: the address that was typed, the environment, what was typed
 * before, the user's files and helpers, and at last a prompt, three times. Used by one thread.
 */
public final class Keeper extends CredentialsProvider {

    private static final int TRIES = 3;

    /** Where a login comes from. */
    private enum Origin { ADDRESS, ENVIRONMENT, MEMORY, FILE, HELPER, PROMPT }

    private record Candidate(Origin origin, Login login) {}

    /** What is known of a host. */
    private static final class Account {

        private final Host host;
        private final Deque<Supplier<Optional<Candidate>>> sources = new ArrayDeque<>();
        private final Set<Login> refused = new HashSet<>();
        private Candidate current;
        private boolean isRefused;
        private int prompts;

        Account(Host host) {
            this.host = host;
        }
    }

    private final Place place;
    private final Config config;
    private final Memory memory;
    private final Map<String, Account> accounts = new HashMap<>();
    private Optional<Login> typed = Optional.empty();
    private Account last;

    /** Logins by the settings {@code config}. */
    public Keeper(Place place, Config config, Memory memory) {
        this.place = place;
        this.config = config;
        this.memory = memory;
    }

    /** Uses first what the user has typed within an address, for that host alone. */
    public void typed(String url) {
        // ssh asks for its passwords itself.
        typed = Urls.isHttp(url) ? Urls.login(url) : Optional.empty();
        typed.ifPresent(login -> {
            try {
                var host = Host.of(new URIish(url));
                account(new Host(host.protocol(), host.name(), host.path(), "")).sources.addFirst(() ->
                    Optional.of(new Candidate(Origin.ADDRESS, login)));
            } catch (java.net.URISyntaxException e) {
                throw new UsageError("This is no address: " + Urls.withoutSecret(url) + ".");
            }
        });
    }

    @Override
    public boolean isInteractive() {
        return true;
    }

    @Override
    public boolean supports(CredentialItem... items) {
        for (var item : items) {
            if (!(item instanceof CredentialItem.Username) && !(item instanceof CredentialItem.Password)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean get(URIish uri, CredentialItem... items) {
        if (!supports(items)) {
            return false;
        }
        var found = login(uri);
        if (found.isEmpty()) {
            return false;
        }
        for (var item : items) {
            if (item instanceof CredentialItem.Username user) {
                user.setValue(found.get().user());
            } else if (item instanceof CredentialItem.Password password) {
                password.setValue(found.get().secret().toCharArray());
            }
        }
        return true;
    }

    /** The login for {@code uri}: the one that was right, or the next to try. */
    public Optional<Login> login(URIish uri) {
        var account = account(Host.of(uri));
        last = account;
        if (account.current == null || account.isRefused) {
            account.current = next(account);
            account.isRefused = false;
        }
        return Optional.ofNullable(account.current).map(Candidate::login);
    }

    @Override
    public void reset(URIish uri) {
        refuse(account(Host.of(uri)));
    }

    private void refuse(Account account) {
        if (account.current != null && !account.isRefused) {
            account.isRefused = true;
            account.refused.add(account.current.login);
            memory.remove(account.host, account.current.login);
            if (account.current.origin == Origin.HELPER) {
                helpers(account.host).forEach(helper -> helper.erase(account.host, account.current.login));
            }
        }
    }

    /** The last login was wrong; whether it makes sense to try again. */
    public boolean mayTryAgain() {
        if (last == null || last.current == null) {
            return false;
        }
        refuse(last);
        return !last.sources.isEmpty() || last.prompts > 0 && last.prompts < TRIES;
    }

    /** What was used was right: it is kept where the user's git keeps it, and until the kernel ends. */
    public void approve() {
        for (var account : accounts.values()) {
            var used = account.current;
            if (used == null || account.isRefused) {
                continue;
            }
            if (used.origin == Origin.PROMPT || used.origin == Origin.ADDRESS) {
                memory.put(account.host, used.login);
            }
            if (used.origin == Origin.PROMPT || used.origin == Origin.HELPER || used.origin == Origin.ADDRESS) {
                helpers(account.host).forEach(helper -> helper.store(account.host, used.login));
            }
        }
    }

    /** Whether a login was tried that the host does not take. */
    public boolean wasRefused() {
        return last != null && !last.refused.isEmpty();
    }

    private List<Helper> helpers(Host host) {
        return new Helpers(config, place.environment()).of(host);
    }

    private Account account(Host host) {
        return accounts.computeIfAbsent(host.address() + " " + host.user(), _ -> {
            var shared = accounts.get(host.address() + " ");
            var account = new Account(host);
            var sources = account.sources;
            if (shared != null) {
                sources.add(() -> Optional.ofNullable(shared.current));
            }
            sources.add(() -> token(host));
            sources.add(() -> memory.get(host).map(login -> new Candidate(Origin.MEMORY, login)));
            sources.add(() -> helpers(host).stream().flatMap(helper -> helper.get(host).stream()).findFirst()
                .map(login -> new Candidate(Origin.HELPER, login)));
            sources.add(() -> new StoreFile(Helpers.storeFile(place.environment())).get(host)
                .map(login -> new Candidate(Origin.FILE, login)));
            sources.add(() -> ofNetrc(host));
            return account;
        });
    }

    private Candidate next(Account account) {
        while (!account.sources.isEmpty()) {
            var found = account.sources.poll().get();
            if (found.isPresent() && !account.refused.contains(found.get().login)) {
                return found.get();
            }
        }
        if (account.prompts++ < TRIES) {
            return new Asking(place, config).ask(account.host, account.prompts > 1 || !account.refused.isEmpty())
                .map(login -> new Candidate(Origin.PROMPT, login)).orElse(null);
        }
        return null;
    }

    private Optional<Candidate> token(Host host) {
        return host.isGitHub() ? place.environment().get("GH_TOKEN").or(() -> place.environment().get("GITHUB_TOKEN"))
            .map(token -> new Candidate(Origin.ENVIRONMENT, new Login("x-access-token", token))) : Optional.empty();
    }

    private static Optional<Candidate> ofNetrc(Host host) {
        var entry = new NetRC().getEntry(host.name().replaceFirst(":\\d+$", ""));
        return entry != null && entry.login != null && entry.password != null
            && (host.user().isEmpty() || host.user().equals(entry.login))
            ? Optional.of(new Candidate(Origin.FILE, new Login(entry.login, new String(entry.password))))
            : Optional.empty();
    }
}
