package org.jolab.magics.drive.signin;

import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What lies around a sign-in.
 *
 * @param environment the environment variables
 * @param home        the user's folder
 */
public record Surroundings(Map<String, String> environment, Path home, Endpoints endpoints, Clock clock) {

    /** This process, and Google, or what {@code JOLAB_DRIVE_SERVER} names in its place for tests. */
    public static Surroundings ofThisProcess() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** With these environment variables. */
    public static Surroundings of(Map<String, String> environment, Path home) {
        var standIn = environment.getOrDefault("JOLAB_DRIVE_SERVER", "").strip();
        return new Surroundings(environment, home, standIn.isEmpty() ? Endpoints.google() : Endpoints.standIn(standIn),
            Clock.systemUTC());
    }

    /** The folder of the sign-ins: {@code $XDG_CONFIG_HOME/jolab/drive}, usually {@code ~/.config/jolab/drive}. */
    public Path folder() {
        return config().resolve("jolab").resolve("drive");
    }

    /** The proxies between here and Google: the JVM's, else the environment's. */
    public ProxySelector proxies() {
        return new Proxies(this);
    }

    /** Where programs keep what users have set. */
    Path config() {
        return get("XDG_CONFIG_HOME").map(Path::of).orElse(home.resolve(".config"));
    }

    Optional<String> get(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank()).map(String::strip);
    }
}
