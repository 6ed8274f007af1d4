package org.jolab.magics.drive;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jolab.api.MagicCall;
import org.jolab.magics.drive.signin.Access;
import org.jolab.magics.drive.signin.Authorization;
import org.jolab.magics.drive.signin.Login;
import org.jolab.magics.drive.signin.SignIn;
import org.jolab.magics.drive.signin.SignedIn;
import org.jolab.magics.drive.signin.Surroundings;

/** {@code %drive auth}: the sign-ins at Google. Used by one thread. */
final class AuthCommands {

    private final Authorization authorization = new Authorization(Surroundings.ofThisProcess());

    Object run(MagicCall call, List<String> words) throws IOException, InterruptedException {
        var action = words.isEmpty() ? "status" : words.getFirst();
        var name = words.size() > 1 ? words.get(1) : "";
        switch (action) {
            case "status" -> {
                var all = authorization.status();
                if (all.isEmpty()) {
                    System.out.println("Nobody is signed in. \"%drive auth login\" or \"%drive mount\" begins.");
                }
                all.forEach(each -> System.out.println(line(each)));
            }
            case "login" -> System.out.println("Signed in: " + line(authorization.login(new Login(
                new SignIn.Automatic(), name, Access.ALL, Duration.ofSeconds(call.number("--timeout", 120))),
                new NotebookPrompt())));
            case "revoke" -> System.out.println(authorization.revoke(name));
            default -> throw call.usage("%drive auth does not know \"" + action + "\"; there are status, login and "
                + "revoke.");
        }
        return null;
    }

    private static String line(SignedIn each) {
        return each.name() + (each.account().isEmpty() || each.account().equals(each.name()) ? "" : " ("
            + each.account() + ")") + ", by " + each.origin() + (each.trouble().isEmpty() ? "" : ": "
            + each.trouble());
    }
}
