package org.jolab.git;

import java.util.List;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;

/**
 * The state of a working tree.
 *
 * @param head where it stands
 * @param staged what the next commit will hold
 * @param unstaged what it will not hold, as it was not added
 * @param untracked files, and folders with nothing but such files, that the repository does not know
 * @param conflicts what a merge left open
 * @param form how it is shown
 */
public record Status(Head head, List<Change> staged, List<Change> unstaged, List<String> untracked,
        List<Conflict> conflicts, Form form) implements Displayable {

    /**
     * Where a working tree stands.
     *
     * @param branch the branch; empty if none is checked out
     * @param commit the name of the commit; empty if there is none yet
     * @param tracking the branch that it follows; null if it follows none
     * @param operation what has been begun and not ended: {@code merge}, {@code rebase}; empty if nothing
     */
    public record Head(String branch, String commit, Tracking tracking, String operation) {}

    /** How a status is shown. */
    public enum Form {
        /** In sentences. */
        LONG,
        /** A line a file. */
        SHORT,
        /** A line a file, and one for the branch. */
        SHORT_WITH_BRANCH
    }

    /** Whether there is nothing to commit and nothing unknown. */
    public boolean isClean() {
        return staged.isEmpty() && unstaged.isEmpty() && untracked.isEmpty() && conflicts.isEmpty();
    }

    @Override
    public MimeBundle toMimeBundle() {
        return new StatusLook(this).text().toMimeBundle();
    }

    @Override
    public String toString() {
        return new StatusLook(this).text().text();
    }
}
