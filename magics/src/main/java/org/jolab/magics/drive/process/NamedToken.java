package org.jolab.magics.drive.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jolab.magics.drive.signin.AccessTokens;
import org.jolab.magics.drive.store.StoreException;

/** A token that somebody else keeps fresh in a file or an environment variable. */
final class NamedToken implements AccessTokens {

    private final String name;

    private NamedToken(String name) {
        this.name = name;
    }

    /**
     * By its place.
     *
     * @param place "file:" and a path, or "env:" and a name
     */
    static AccessTokens of(String place) throws IOException {
        if (place.startsWith("file:") || place.startsWith("env:")) {
            return new NamedToken(place);
        }
        throw new IOException("Where the token is must be told as file:PATH or env:NAME.");
    }

    /** What is in such a place, if anything is. */
    static Optional<String> find(String place) throws IOException {
        var text = place.startsWith("env:") ? System.getenv(place.substring(4))
            : place.startsWith("file:") ? read(Path.of(place.substring(5))) : null;
        return Optional.ofNullable(text).map(String::strip).filter(found -> !found.isEmpty());
    }

    @Override
    public String current() throws IOException {
        return find(name).orElseThrow(() -> new StoreException(StoreException.Kind.AUTH,
            "There is no token in " + name + "."));
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
