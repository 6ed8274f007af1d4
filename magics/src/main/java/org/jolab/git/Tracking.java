package org.jolab.git;

/**
 * How a branch stands to the one that it follows.
 *
 * @param upstream the branch that it follows, such as {@code origin/main}
 * @param ahead how many commits it has that the other has not
 * @param behind how many commits the other has that it has not
 * @param isGone whether the other is no more
 */
public record Tracking(String upstream, int ahead, int behind, boolean isGone) {

    /** In brackets, as lists of branches show it; empty if they are at the same commit. */
    public String brief() {
        return isGone ? "[gone]" : ahead > 0 && behind > 0 ? "[ahead " + ahead + ", behind " + behind + "]"
            : ahead > 0 ? "[ahead " + ahead + "]" : behind > 0 ? "[behind " + behind + "]" : "";
    }

    /** In a sentence, with the next command. */
    public String sentence() {
        if (isGone) {
            return "Your branch is based on '" + upstream + "', but the upstream is gone.";
        }
        if (ahead > 0 && behind > 0) {
            return "Your branch and '" + upstream + "' have diverged, and have " + ahead + " and " + behind
                + " different commits each (%git pull --rebase puts yours on top).";
        }
        return ahead > 0 ? "Your branch is ahead of '" + upstream + "' by " + commits(ahead) + " (%git push publishes "
            + (ahead == 1 ? "it" : "them") + ")."
            : behind > 0 ? "Your branch is behind '" + upstream + "' by " + commits(behind)
                + ", and can be fast-forwarded (%git pull does it)."
            : "Your branch is up to date with '" + upstream + "'.";
    }

    private static String commits(int count) {
        return count + (count == 1 ? " commit" : " commits");
    }
}
