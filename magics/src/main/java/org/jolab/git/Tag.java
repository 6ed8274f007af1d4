package org.jolab.git;

/**
 * A tag.
 *
 * @param name its name
 * @param commit the name of what it stands at
 * @param message its message; empty if it has none
 * @param tagger who made it; null if it has no message
 */
public record Tag(String name, String commit, String message, Person tagger) {

    @Override
    public String toString() {
        return name;
    }
}
