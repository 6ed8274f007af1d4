package org.jolab.git;

/**
 * What became of a branch or a tag, here or in another repository.
 *
 * @param from what it was made equal to: a branch of the other repository's, or of this one's if it was pushed
 * @param to its own name
 * @param oldId the name of the commit at which it was; zeros if it is new
 * @param newId the name of the commit at which it is; zeros if it is gone
 * @param outcome what happened, as in {@code fast-forward}
 */
public record RefUpdate(String from, String to, String oldId, String newId, String outcome) {

    @Override
    public String toString() {
        return from + " -> " + to + " (" + outcome + ")";
    }
}
