package org.jolab.magics.drive.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jolab.magics.drive.signin.AccessTokens;
import org.jolab.magics.drive.store.StoreException;

/** A token or password that somebody else keeps fresh in a file or an environment variable. */
final class NamedToken implements AccessTokens {

    private final String name;
    private final Map<String, String> environment;

    private NamedToken(String name, Map<String, String> environment) {
        this.name = name;
        this.environment = environment;
    }

    /**
     * By its place.
     *
     * @param place "file:" and a path, or "env:" and a name
     */
    static AccessTokens of(String place, Map<String, String> environment) throws IOException {
        if (place.startsWith("file:") || place.startsWith("env:")) {
            return new NamedToken(place, environment);
        }
        throw new IOException("Where the secret is must be told as file:PATH or env:NAME.");
    }

    @Override
    public String current() throws IOException {
        var text = name.startsWith("env:") ? environment.get(name.substring(4)) : read(Path.of(name.substring(5)));
        return Optional.ofNullable(text).map(String::strip).filter(found -> !found.isEmpty())
            .orElseThrow(() -> new StoreException(StoreException.Kind.AUTH, "There is nothing in " + name + "."));
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            return null;
        }
    }

    @Override
    public String insteadOf(String refused) throws IOException {
        var token = current();
        if (token.equals(refused)) {
            throw new StoreException(StoreException.Kind.AUTH, "The token in " + name + " is refused; sign in again.");
        }
        return token;
    }
}
