package org.jolab.magics.drive;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jolab.api.MagicCall;
import org.jolab.magics.drive.signin.Authorization;
import org.jolab.magics.drive.signin.Login;
import org.jolab.magics.drive.signin.SignedIn;
import org.jolab.magics.drive.signin.Surroundings;

/** {@code %drive auth}: the sign-ins at Google. Used by one thread. */
final class AuthCommands {

    /** The ways to sign in, of which there can be one. */
    private static final List<String> WAYS = List.of("--device", "--service-account", "--adc", "--rclone", "--colab");
    /** What {@link Login#of} understands. */
    static final Set<String> LOGIN_OPTIONS = Set.of("--client", "--device", "--service-account", "--subject", "--adc",
        "--rclone", "--rclone-config", "--colab", "--readonly", "--timeout");

    private final Authorization authorization = new Authorization(Surroundings.ofThisProcess());

    Object run(MagicCall call, List<String> words) throws IOException, InterruptedException {
        var action = words.isEmpty() ? "status" : words.getFirst();
        var name = words.size() > 1 ? words.get(1) : "";
        if (!action.equals("login")) {
            LOGIN_OPTIONS.stream().filter(call::has).findFirst().ifPresent(option -> {
                throw call.usage(option + " belongs to %drive auth login, not to " + action + ".");
            });
        }
        switch (action) {
            case "status" -> {
                var all = authorization.status();
                if (all.isEmpty()) {
                    System.out.println("Nobody is signed in. \"%drive auth login\" or \"%drive mount\" begins.");
                }
                all.forEach(each -> System.out.println(line(each)));
            }
            case "login" -> System.out.println("Signed in: " + line(authorization.login(Login.of(named(call, name),
                option -> call.has(option) ? Optional.of(call.option(option).orElse("")) : Optional.empty()),
                new NotebookPrompt())));
            case "revoke" -> System.out.println(authorization.revoke(name));
            default -> throw call.usage("%drive auth does not know \"" + action + "\"; there are status, login and "
                + "revoke.");
        }
        return null;
    }

    /** The name, once it is clear that the options go together. */
    private static String named(MagicCall call, String name) {
        var ways = WAYS.stream().filter(call::has).toList();
        if (ways.size() > 1) {
            throw call.usage(String.join(" and ", ways) + " are different ways to sign in. Choose one.");
        }
        var way = ways.isEmpty() ? "" : ways.getFirst();
        needs(call, "--subject", way.equals("--service-account"), "--service-account");
        needs(call, "--rclone-config", way.equals("--rclone"), "--rclone");
        needs(call, "--client", way.isEmpty() || way.equals("--device"), "a sign-in in a browser or --device");
        return name;
    }

    private static void needs(MagicCall call, String option, boolean isThere, String other) {
        if (call.has(option) && !isThere) {
            throw call.usage(option + " goes with " + other + " only.");
        }
    }

    private static String line(SignedIn each) {
        return each.name() + (each.account().isEmpty() || each.account().equals(each.name()) ? "" : " ("
            + each.account() + ")") + ", by " + each.origin() + (each.trouble().isEmpty() ? "" : ": "
            + each.trouble());
    }
}
