package org.jolab.magics.git.credentials;

/**
 * A user's name and what proves it. The secret never shows in a text.
 *
 * @param user the name
 * @param secret a password or token
 */
public record Login(String user, String secret) {

    @Override
    public String toString() {
        return user + " with a secret";
    }
}
