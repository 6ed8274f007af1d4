package org.jolab.magics.git.credentials;

import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.jolab.api.UsageError;
import org.jolab.magics.git.place.Place;

/** Asks the user what SSH and signatures want to know: passphrases, and whether a host is the right one. */
public final class Prompts extends CredentialsProvider {

    private final Place place;
    private volatile UsageError refusal;

    /** Asks by the cell of {@code place}. */
    public Prompts(Place place) {
        this.place = place;
    }

    /** Why nobody could be asked; null if it was possible. */
    public UsageError refusal() {
        return refusal;
    }

    @Override
    public boolean isInteractive() {
        return true;
    }

    @Override
    public boolean supports(CredentialItem... items) {
        return true;
    }

    @Override
    public boolean get(URIish uri, CredentialItem... items) {
        var told = new StringBuilder();
        try {
            for (var item : items) {
                if (item instanceof CredentialItem.InformationalMessage message) {
                    told.append(message.getPromptText()).append('\n');
                } else if (!answer(uri, item, told.toString())) {
                    return false;
                }
            }
            return true;
        } catch (UsageError e) {
            refusal = new UsageError(told + "Nobody can be asked here: " + e.getMessage() + " Let an SSH agent hold "
                + "the key (ssh-add), and let ~/.ssh/known_hosts know the host (ssh-keyscan "
                + (uri == null ? "HOST" : uri.getHost()) + " >> ~/.ssh/known_hosts, if you are sure who answers).", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean answer(URIish uri, CredentialItem item, String told) throws InterruptedException {
        var prompt = told + item.getPromptText();
        switch (item) {
            case CredentialItem.YesNoType yes -> {
                var typed = place.shift().ask(prompt + " (yes/no) ", false);
                yes.setValue(typed != null && typed.strip().matches("(?i)y(es)?"));
            }
            case CredentialItem.CharArrayType secret -> {
                var typed = place.shift().ask(prompt + ": ", secret.isValueSecure());
                if (typed == null) {
                    return false;
                }
                secret.setValueNoCopy(typed.toCharArray());
            }
            case CredentialItem.StringType text -> {
                var typed = text instanceof CredentialItem.Username && uri != null && uri.getUser() != null
                    ? uri.getUser() : place.shift().ask(prompt + ": ", text.isValueSecure());
                if (typed == null) {
                    return false;
                }
                text.setValue(typed);
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
