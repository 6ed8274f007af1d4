package org.jolab.magics.drive.signin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jolab.api.UsageError;

/**
 * A wish to sign in.
 *
 * @param name  what the sign-in is to be called; if empty, the account's address
 * @param limit how long the user has for it
 */
public record Login(SignIn way, String name, Access access, Duration limit) {

    /** The time that users have if they name none. */
    public static final Duration USUAL_LIMIT = Duration.ofSeconds(120);

    /**
     * As it is written after {@code %drive auth login}: {@code --client FILE}, {@code --device},
     * {@code --service-account FILE}, {@code --subject USER}, {@code --adc}, {@code --rclone REMOTE},
     * {@code --rclone-config FILE}, {@code --colab}, {@code --readonly}, {@code --timeout SECONDS}.
     *
     * @param name   what the sign-in is to be called, or empty
     * @param option gives an option's value, which is empty if it takes none, or nothing if it was not given
     */
    public static Login of(String name, Function<String, Optional<String>> option) {
        Function<String, Optional<Path>> file = word -> option.apply(word).filter(text -> !text.isEmpty())
            .map(text -> Path.of(home(text)).toAbsolutePath());
        SignIn way = option.apply("--device").isPresent() ? new SignIn.OtherDevice(file.apply("--client"))
            : option.apply("--client").isPresent() ? new SignIn.OwnClient(file.apply("--client"))
            : option.apply("--service-account").isPresent() ? new SignIn.ServiceAccount(file.apply("--service-account")
                .orElseThrow(() -> new UsageError("Name the file with the key: \"--service-account key.json\".")),
                option.apply("--subject").orElse(""))
            : option.apply("--adc").isPresent() ? new SignIn.ApplicationDefault()
            : option.apply("--rclone").isPresent() ? new SignIn.Rclone(option.apply("--rclone").orElse(""),
                file.apply("--rclone-config"))
            : option.apply("--colab").isPresent() ? new SignIn.Colab() : new SignIn.Automatic();
        var access = way instanceof SignIn.OtherDevice ? Access.OWN
            : option.apply("--readonly").isPresent() ? Access.READ : Access.ALL;
        return new Login(way, name, access, option.apply("--timeout").map(Login::seconds).orElse(USUAL_LIMIT));
    }

    private static String home(String path) {
        return path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
    }

    private static Duration seconds(String text) {
        try {
            var seconds = Integer.parseInt(text);
            if (seconds > 0) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException _) {
            // As a number that is no time.
        }
        throw new UsageError("The time limit \"" + text + "\" is no number of seconds.");
    }

    /** The likeliest way, for all files, under the account's address. */
    public static Login usual() {
        return new Login(new SignIn.Automatic(), "", Access.ALL, USUAL_LIMIT);
    }
}
