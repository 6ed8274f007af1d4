package org.jolab.git;

import java.nio.file.Path;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;

/**
 * A repository that was just cloned.
 *
 * @param folder where it is
 * @param branch what is checked out; empty if nothing is
 * @param commit the name of the commit that is checked out; empty if there is none
 */
public record Cloned(Path folder, String branch, String commit) implements Displayable {

    @Override
    public MimeBundle toMimeBundle() {
        return MimeBundle.text(toString());
    }

    @Override
    public String toString() {
        return "Cloned into '" + folder + "'"
            + (commit.isEmpty() ? branch.isEmpty() ? "." : "; it has no commits yet."
                : ", on " + (branch.isEmpty() ? "no branch" : branch) + " at " + commit.substring(0, 7) + ".");
    }
}
