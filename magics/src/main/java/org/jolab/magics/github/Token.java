package org.jolab.magics.github;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;

/**
 * What proves to GitHub who asks. Its value never shows in a text.
 *
 * @param value the secret
 * @param source where it comes from, in words
 */
record Token(String value, String source) {

    /** In the order of GitHub's own command line. */
    private static final List<String> VARIABLES = List.of("GH_TOKEN", "GITHUB_TOKEN");
    private static final Pattern OF_GH =
        Pattern.compile("(?m)^github\\.com:\\R(?:[ \\t].*\\R)*?[ \\t]+oauth_token:\\s*(\\S+)");
    private static final String HOW = "Make one at https://github.com/settings/tokens and put it into the environment "
        + "variable GITHUB_TOKEN before the kernel starts";

    /** The user's token, if there is one: of the environment, or of GitHub's command line. */
    static Optional<Token> find(Map<String, String> environment) {
        for (var name : VARIABLES) {
            var value = environment.getOrDefault(name, "").strip();
            if (!value.isEmpty()) {
                return Optional.of(new Token(value, "the environment variable " + name));
            }
        }
        var folder = environment.containsKey("GH_CONFIG_DIR") ? Path.of(environment.get("GH_CONFIG_DIR"))
            : Path.of(environment.getOrDefault("XDG_CONFIG_HOME", System.getProperty("user.home") + "/.config"), "gh");
        try {
            var match = OF_GH.matcher(Files.readString(folder.resolve("hosts.yml")));
            return match.find() ? Optional.of(new Token(match.group(1), "gh's file hosts.yml")) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Asks for one.
     *
     * @throws UsageError if nobody answers
     */
    static Token ask(String purpose) {
        String typed;
        try {
            typed = Objects.requireNonNullElse(Notebook.password("GitHub token " + purpose + ": "), "").strip();
        } catch (UsageError e) {
            throw new UsageError("GitHub wants to know who you are " + purpose + ". " + HOW + ".", e);
        }
        if (typed.isEmpty()) {
            throw new UsageError("No token, so nothing was done. " + HOW + ".");
        }
        return new Token(typed, "the prompt");
    }

    @Override
    public String toString() {
        return "a token of " + source;
    }
}
