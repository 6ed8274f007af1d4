package org.jolab.git;

/**
 * A branch.
 *
 * @param name as commands take it: {@code main}, {@code origin/main}
 * @param commit the name of the commit at its end
 * @param subject that commit's subject
 * @param tracking the branch that it follows, and how far they are apart; null if it follows none
 * @param isCurrent whether it is checked out
 * @param isRemote whether it is what a remote repository had when last asked
 */
public record Branch(String name, String commit, String subject, Tracking tracking, boolean isCurrent,
        boolean isRemote) {

    @Override
    public String toString() {
        return (isCurrent ? "* " : "  ") + name;
    }
}
