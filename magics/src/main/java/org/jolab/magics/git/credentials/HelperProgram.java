package org.jolab.magics.git.credentials;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Optional;
import org.jolab.magics.git.place.Environment;

/**
 * A program that keeps logins: the system's key ring, git's own cache, a command of the user's.
 *
 * @param command as a shell takes it
 * @param usesPath whether it shall know the repository's path
 * @param environment of the program
 * @see <a href="https://git-scm.com/docs/git-credential#IOFMT">its protocol</a>
 */
record HelperProgram(String command, boolean usesPath, Environment environment) implements Helper {

    @Override
    public Optional<Login> get(Host host) {
        var answer = new HashMap<String, String>();
        run("get", text(host)).lines().forEach(line -> {
            var equals = line.indexOf('=');
            if (equals > 0) {
                answer.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return answer.containsKey("password") && (answer.containsKey("username") || !host.user().isEmpty())
            ? Optional.of(new Login(answer.getOrDefault("username", host.user()), answer.get("password")))
            : Optional.empty();
    }

    @Override
    public void store(Host host, Login login) {
        run("store", text(host) + text(login));
    }

    @Override
    public void erase(Host host, Login login) {
        run("erase", text(host) + text(login));
    }

    private String text(Host host) {
        return "protocol=" + host.protocol() + "\nhost=" + host.name() + "\n"
            + (usesPath && !host.path().isEmpty() ? "path=" + host.path() + "\n" : "")
            + (host.user().isEmpty() ? "" : "username=" + host.user() + "\n");
    }

    private static String text(Login login) {
        return "username=" + login.user() + "\npassword=" + login.secret() + "\n";
    }

    /** What it prints. Its errors are its own affair: it may say that it has no display. */
    private String run(String action, String input) {
        var builder = environment.program("sh", "-c", command + " " + action)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        try {
            var process = builder.start();
            try (var in = process.getOutputStream()) {
                in.write((input + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // Many helpers do not read what they have no use for.
            }
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } catch (IOException e) {
            System.getLogger(HelperProgram.class.getName()).log(System.Logger.Level.INFO,
                "The credential helper can't be started", e);
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
