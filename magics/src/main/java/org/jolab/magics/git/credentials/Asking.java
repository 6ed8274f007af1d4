package org.jolab.magics.git.credentials;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;
import org.jolab.api.UsageError;
import org.jolab.magics.git.place.Place;

/**
 * Asks for a login: by the program that the user has set for that, or in the notebook.
 *
 * @param place where
 * @param config git's settings
 */
record Asking(Place place, Config config) {

    /** The login; empty if the user gives none. {@code isAgain} if another one was wrong. */
    Optional<Login> ask(Host host, boolean isAgain) {
        var program = place.environment().get("GIT_ASKPASS").or(() -> Optional.ofNullable(
            config.getString("core", null, "askPass")).filter(value -> !value.isEmpty()));
        var known = host.user().isEmpty() ? new Helpers(config, place.environment()).user(host) : host.user();
        var again = isAgain ? "That was not accepted. " : "";
        try {
            var user = known != null ? known : program.isPresent() ? run(program.get(), "Username for '"
                + host.address() + "': ") : here(host, again + "Username for '" + host.address() + "': ", false);
            if (user == null || user.isEmpty()) {
                return Optional.empty();
            }
            var prompt = (host.isGitHub() ? "Token" : "Password") + " for '" + host.protocol() + "://" + user + "@"
                + host.name() + "': ";
            var secret = program.isPresent() ? run(program.get(), prompt.replaceFirst("^Token", "Password"))
                : here(host, known != null ? again + prompt : prompt, true);
            return secret == null || secret.isEmpty() ? Optional.empty() : Optional.of(new Login(user, secret));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private String here(Host host, String prompt, boolean isSecret) throws InterruptedException {
        if (place.environment().get("GIT_TERMINAL_PROMPT").filter("0"::equals).isPresent()) {
            throw nobody(host, "GIT_TERMINAL_PROMPT=0 forbids to ask.");
        }
        try {
            var typed = place.shift().ask(prompt, isSecret);
            return typed == null ? null : typed.strip();
        } catch (UsageError e) {
            throw nobody(host, "Nobody can be asked here.");
        }
    }

    private static UsageError nobody(Host host, String why) {
        return new UsageError(host.address() + " wants to know who you are. " + why + " "
            + (host.isGitHub() ? "Set the environment variable GITHUB_TOKEN to a token of yours "
                + "(https://github.com/settings/tokens), or put " : "Put ")
            + "a line \"machine " + host.name().replaceFirst(":\\d+$", "") + " login USER password TOKEN\" into ~/"
            + ".netrc, before the command runs.");
    }

    private String run(String program, String prompt) throws InterruptedException {
        try {
            var builder = new ProcessBuilder(program, prompt).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(place.environment().variables().get());
            var process = builder.start();
            process.getOutputStream().close();
            var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? answer.lines().findFirst().orElse("") : "";
        } catch (IOException e) {
            throw new UsageError("The program that GIT_ASKPASS names can't be run: " + e.getMessage() + ".", e);
        }
    }
}
