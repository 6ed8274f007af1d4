package org.jolab.magics.drive.signin;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jolab.api.UsageError;
import org.jolab.magics.drive.store.StoreException;

/**
 * Signing in to Google Drive, and out. What is wrong with what a user gave or did is an
 * {@link org.jolab.api.UsageError}; what is wrong with the network or the service a
 * {@link org.jolab.magics.drive.store.StoreException}. Used by many threads.
 */
public final class Authorization {

    private static final Duration SOON = Duration.ofMinutes(1);

    private final Surroundings surroundings;
    private final TokenFiles files;
    private final Web web;
    private final Renewal renewal;

    /** Signs in with what is around. */
    public Authorization(Surroundings surroundings) {
        this.surroundings = surroundings;
        files = new TokenFiles(surroundings.folder());
        web = new Web(surroundings);
        renewal = new Renewal(web, surroundings.clock());
    }

    /**
     * Signs in anew, and keeps it.
     *
     * @throws InterruptedException if the calling thread is interrupted; nothing is kept then
     */
    public SignedIn login(Login login, Prompt prompt) throws IOException, InterruptedException {
        if (!login.name().isEmpty()) {
            TokenFiles.checked(login.name());
        }
        try {
            var kept = named(signIn(login.way(), login, prompt), login);
            try (var _ = files.turn(kept.about().name())) {
                files.write(kept);
            }
            return kept.shown(files.file(kept.about().name()));
        } catch (java.io.InterruptedIOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw e;
        }
    }

    /** The sign-in that is kept under the wish's name if it is good for its access, else a new one. */
    public SignedIn ensure(Login login, Prompt prompt) throws IOException, InterruptedException {
        var found = find(login.name());
        if (found.isPresent()) {
            var name = found.get().name();
            try {
                tokens(name).current();
                if (login.access().isIn(found.get().scopes())) {
                    return find(name).orElseThrow();
                }
            } catch (StoreException e) {
                if (e.kind() != StoreException.Kind.AUTH || !prompt.isAttended()) {
                    throw e;
                }
            }
        }
        return login(login, prompt);
    }

    /** All sign-ins that are kept, the latest first; asks nobody. */
    public List<SignedIn> status() throws IOException {
        return files.all().stream().map(kept -> kept.shown(files.file(kept.about().name()))).toList();
    }

    /** The sign-in of a name or account; of no name, the latest one. */
    public Optional<SignedIn> find(String name) throws IOException {
        return kept(name).map(kept -> kept.shown(files.file(kept.about().name())));
    }

    /**
     * Ends a sign-in, at Google too, and forgets it; of no name, the only one.
     *
     * @return one sentence or two that say what was done
     */
    public String revoke(String name) throws IOException {
        if (name.isEmpty() && files.names().size() > 1) {
            throw new UsageError("There are several sign-ins: " + String.join(", ", files.names()) + ". Name one: "
                + "\"%drive auth revoke NAME\".");
        }
        var known = name.isEmpty() ? files.names().stream().findFirst().orElse("") : name;
        if (known.isEmpty()) {
            return "There is no sign-in.";
        }
        Optional<Kept> kept;
        try {
            kept = kept(known);
        } catch (IOException e) {
            // One that cannot be read can be forgotten all the same.
            files.delete(known);
            return "The sign-in " + known + " is forgotten here. It could not be read, so end it at "
                + "https://myaccount.google.com/connections too.";
        }
        if (kept.isEmpty()) {
            throw new UsageError("There is no sign-in \"" + known + "\". There are: " + String.join(", ", files.names())
                + ".");
        }
        return revoke(kept.get());
    }

    private String revoke(Kept kept) throws IOException {
        var name = kept.about().name();
        var forgotten = "The sign-in " + name + " is forgotten here";
        try (var _ = files.turn(name)) {
            if (!(kept.grant() instanceof Grant.Consent consent)) {
                return forgotten + "; " + kept.about().origin() + " is as it was.";
            }
            var answer = web.postPatiently(surroundings.endpoints().revoke(), Map.of("token", consent.refreshToken(),
                "token_type_hint", "refresh_token", "client_id", consent.client().id()));
            return answer.isGood() ? "The sign-in " + name + " is ended, here and at Google."
                : forgotten + (Set.of("invalid_token", "invalid_grant").contains(answer.error())
                ? "; at Google it had ended already." : ", but Google has refused to end it ("
                + Renewal.summary(answer) + "): do it at https://myaccount.google.com/connections.");
        } catch (StoreException e) {
            return forgotten + ", but could not be ended at Google (" + e.getMessage() + ") Do it at "
                + "https://myaccount.google.com/connections.";
        } finally {
            files.delete(name);
        }
    }

    /**
     * The tokens of a sign-in that is kept, for any process: nobody is ever asked. Refreshed once for all threads and
     * processes that need it. A new sign-in under the same name, by whichever process, is taken up.
     *
     * @throws org.jolab.magics.drive.store.StoreException of the kind AUTH if there is none of this name
     */
    public AccessTokens tokens(String name) throws IOException {
        var kept = kept(name).orElseThrow(() -> new StoreException(StoreException.Kind.AUTH, (name.isEmpty()
            ? "Nobody is signed in" : "There is no sign-in \"" + name + "\"")
            + ". Sign in with \"%drive auth login\"."));
        return new StoredTokens(files, kept.about().name(), renewal);
    }

    private Optional<Kept> kept(String name) throws IOException {
        if (name.isEmpty()) {
            var all = files.all();
            if (all.isEmpty() && !files.names().isEmpty()) {
                // Why it cannot be read.
                return files.read(files.names().getFirst());
            }
            return all.stream().findFirst();
        }
        var named = files.read(name);
        return named.isPresent() ? named : files.all().stream().filter(kept -> kept.about().account()
            .equalsIgnoreCase(name)).findFirst();
    }

    private Kept signIn(SignIn way, Login login, Prompt prompt) throws IOException, InterruptedException {
        var clients = new ClientFile(surroundings, files);
        return switch (way) {
            case SignIn.Automatic _ -> likeliest(login, prompt);
            case SignIn.OwnClient(var file) -> {
                var found = clients.find(file);
                if (found.isEmpty() && !prompt.isAttended()) {
                    throw Browser.nobody();
                }
                yield new Browser(surroundings, web, renewal).signIn(found.isPresent() ? found.get()
                    : clients.ask(prompt), login, prompt);
            }
            case SignIn.OtherDevice(var file) -> {
                var found = clients.find(file);
                yield new DeviceCode(surroundings, web, renewal).signIn(found.isPresent() ? found.get()
                    : clients.ask(prompt), login, prompt);
            }
            case SignIn.ServiceAccount(var key, var subject) -> {
                var known = ServiceKey.read(key);
                var who = subject.isEmpty() ? known.account() : subject;
                yield renewal.renew(new Kept(new Kept.About("", who, "the service account key " + key,
                    Set.of(login.access().scope()), ""), new Grant.Key(key.toAbsolutePath().normalize(), subject),
                    Token.NONE, surroundings.clock().instant()));
            }
            case SignIn.ApplicationDefault _ -> credentials().take(login.access());
            case SignIn.Rclone rclone -> renewed(new RcloneFile(surroundings).take(rclone), login.access());
            case SignIn.Colab _ -> new ColabMachine(surroundings, renewal).signIn(login, prompt.colab());
        };
    }

    private Kept likeliest(Login login, Prompt prompt) throws IOException, InterruptedException {
        if (prompt.colab().isPresent() && new ColabMachine(surroundings, renewal).isHere()) {
            return signIn(new SignIn.Colab(), login, prompt);
        }
        if (credentials().file().isPresent()) {
            try {
                return signIn(new SignIn.ApplicationDefault(), login, prompt);
            } catch (UsageError | IOException e) {
                if (!prompt.isAttended()) {
                    throw e;
                }
            }
        }
        return signIn(new SignIn.OwnClient(Optional.empty()), login, prompt);
    }

    private DefaultCredentials credentials() {
        return new DefaultCredentials(surroundings, renewal, new Identity(surroundings, web));
    }

    private Kept renewed(Kept kept, Access access) throws IOException {
        if (!access.isIn(kept.about().scopes())) {
            throw new UsageError("What " + kept.about().origin() + " may do is " + String.join(", ",
                new LinkedHashSet<>(kept.about().scopes())) + ", and that is not enough. Sign in with "
                + "\"%drive auth login\".");
        }
        return kept.token().isGoodFor(SOON, surroundings.clock().instant()) ? kept : renewal.renew(kept);
    }

    /** With the account's address, and a name. */
    private Kept named(Kept kept, Login login) throws IOException {
        var project = kept.grant() instanceof Grant.Consent consent ? consent.client().project() : "";
        var told = new Identity(surroundings, web).account(kept.token(), project).orElse(kept.about().account());
        if (login.name().contains("@") && !told.isEmpty() && !told.equalsIgnoreCase(login.name())) {
            throw new UsageError("You have signed in as " + told + ", but " + login.name() + " was asked for. Begin "
                + "again and choose that account, or name none.");
        }
        var name = login.name().isEmpty() ? TokenFiles.name(told) : login.name();
        return new Kept(new Kept.About(name, told, kept.about().origin(), kept.about().scopes(), ""), kept.grant(),
            kept.token(), kept.since());
    }
}
