package org.jolab.git;

/**
 * Work that was put away.
 *
 * @param index its number; 0 is the latest
 * @param commit the name of the commit that holds it
 * @param message what it says
 */
public record Stash(int index, String commit, String message) {

    @Override
    public String toString() {
        return "stash@{" + index + "}: " + message;
    }
}
